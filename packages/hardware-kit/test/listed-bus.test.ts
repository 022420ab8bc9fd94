import type { Advertisement } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { ListedBus, unavailable } from "../src/index.js";

const port = (id: string): Advertisement => ({ kind: "serial", id, port: id });
const never = new AbortController().signal;

function setUp(loading: Promise<unknown> = Promise.resolve()) {
  const clock = new TestClock();
  const there = new Set<string>();
  const world = { note: undefined as string | undefined, fails: false, left: [] as string[] };
  const list = async () => {
    await loading;
    if (world.fails) throw unavailable("bus", "The bus is on fire.");
    return [...there].map(port);
  };
  const bus = new ListedBus({
    name: "bus",
    clock,
    loading,
    list,
    note: () => world.note,
    intervalMs: 1_000,
    onLeft: (id) => world.left.push(id),
    shutDown: "The bus was shut down.",
  });
  const arrived: string[] = [];
  return { bus, clock, there, world, arrived, onArrived: ({ id }: Advertisement) => void arrived.push(id) };
}

async function scanned(bus: ListedBus): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { id } of bus.scan(never)) found.push(id);
  return found;
}

it("says after the first list whether it can be used, and what is worth knowing", async () => {
  const { bus, world } = setUp();
  expect(bus.availability.value.usable).toBe(false);
  world.note = "Slow today.";
  await bus.ready;
  expect(bus.availability.value).toEqual({ usable: true, note: "Slow today." });
  world.fails = true;
  await expect(scanned(bus)).rejects.toMatchObject({ code: "hardware/unavailable" });
  expect(bus.availability.value).toEqual({ usable: false, why: "The bus is on fire." });
});

it("tells nobody what they know: an availability that stays the same is no news", async () => {
  const { bus } = setUp();
  const heard: unknown[] = [];
  bus.availability.subscribe((now) => heard.push(now));
  await bus.ready;
  await bus.present();
  expect(heard).toEqual([{ usable: true }]);
});

it("notices what comes and goes while somebody watches, through a list that fails", async () => {
  const { bus, clock, there, world, arrived, onArrived } = setUp();
  const controller = new AbortController();
  there.add("a");
  bus.watch(onArrived, controller.signal);
  await settle();
  world.fails = true;
  await clock.advance(1_000);
  expect(world.left).toEqual([]);
  world.fails = false;
  there.add("b").delete("a");
  await clock.advance(1_000);
  expect([arrived, world.left]).toEqual([["a", "b"], ["a"]]);
  controller.abort();
  there.add("c");
  await clock.advance(1_000);
  expect([arrived, clock.pendingTimers]).toEqual([["a", "b"], 0]);
});

it("without its library it looks for nothing", async () => {
  const { bus, clock, onArrived } = setUp(Promise.reject(unavailable("bus", "It is not installed.")));
  bus.watch(onArrived, never);
  await bus.ready;
  await settle();
  expect([bus.availability.value, clock.pendingTimers]).toEqual([{ usable: false, why: "It is not installed." }, 0]);
});

it("ends its watches with itself, and lists nothing any more", async () => {
  const { bus, clock, there, arrived, onArrived } = setUp();
  bus.watch(onArrived, never);
  await settle();
  await bus.close();
  there.add("a");
  await clock.advance(1_000);
  expect([arrived, clock.pendingTimers]).toEqual([[], 0]);
  await expect(scanned(bus)).rejects.toMatchObject({ message: "The bus was shut down." });
  expect(bus.availability.value).toEqual({ usable: false, why: "The bus was shut down." });
});
