import type { Advertisement } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { Arrivals } from "../src/index.js";

const port = (id: string): Advertisement => ({ kind: "serial", id, port: id });

it("tells who watches of what is present, then of what arrives, until it does not watch any more", async () => {
  const arrivals = new Arrivals();
  const [first, second] = [new AbortController(), new AbortController()];
  const told: string[] = [];
  arrivals.add(
    ({ id }) => told.push(`first ${id}`),
    first.signal,
    async () => [port("a")],
  );
  arrivals.add(
    ({ id }) => told.push(`second ${id}`),
    second.signal,
    async () => [],
  );
  await settle();
  arrivals.tell(port("b"));
  first.abort();
  arrivals.tell(port("c"));
  expect(told).toEqual(["first a", "first b", "second b", "second c"]);
  expect(arrivals.size).toBe(1);
});

it("tells nobody of what was present who stopped to watch before that was known", async () => {
  const arrivals = new Arrivals();
  const { signal, abort } = abortable();
  const told: string[] = [];
  arrivals.add(
    ({ id }) => told.push(id),
    signal,
    async () => [port("a")],
  );
  abort();
  arrivals.add(
    ({ id }) => told.push(id),
    signal,
    async () => [port("a")],
  );
  await settle();
  arrivals.tell(port("b"));
  expect(told).toEqual([]);
});

it("takes a bus that cannot say what is present", async () => {
  const arrivals = new Arrivals();
  const told: string[] = [];
  arrivals.add(
    ({ id }) => told.push(id),
    abortable().signal,
    () => Promise.reject(new Error("switched off")),
  );
  await settle();
  arrivals.tell(port("a"));
  expect(told).toEqual(["a"]);
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
