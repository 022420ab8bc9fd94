import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it, onTestFinished } from "vitest";
import { NetworkHardwareManager } from "../src/index.js";
import { type FarStroker, TcpStroker, UdpStroker } from "./far-stroker.js";

const plan: EndpointPlan = { kind: "network", protocol: "tcode-v03", endpoints: ["tx", "rx"] };
const { signal } = new AbortController();

async function setUp(open: () => Promise<FarStroker>) {
  const [clock, stroker] = [new TestClock(), await open()];
  const manager = new NetworkHardwareManager({ devices: [{ address: stroker.address }], clock });
  onTestFinished(async () => {
    await manager[Symbol.asyncDispose]();
    await stroker.close();
    expect(clock.pendingTimers).toBe(0);
  });
  const arrived: string[] = [];
  manager.watch(({ id }) => arrived.push(id), { signal });
  /** Lets the sockets of this process talk, and time pass, until `isSo`. */
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => systemClock.after(1, resolve));
      await clock.advance(500);
    }
  };
  const wait = (forMs: number) => {
    const endMs = clock.now() + forMs;
    return until(() => clock.now() >= endMs);
  };
  const settled = async <T>(promise: PromiseLike<T>) => {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    promise.then(over, over);
    await until(() => isOver);
    return promise;
  };
  const opened = () => settled(manager.open(stroker.address, [plan], { signal }));
  return { clock, stroker, manager, arrived, until, wait, settled, opened };
}

it.each([
  ["UDP", () => UdpStroker.open()],
  ["TCP", () => TcpStroker.open()],
])("tells of a device by %s that was lost as soon as it is there again: it may run on", async (_, open) => {
  const { stroker, arrived, until, wait, settled, opened } = await setUp(open);
  const hardware = await opened();
  await hardware.write("tx", utf8("V099\n"), { withResponse: false });
  stroker.state = "gone";
  expect((await settled(hardware.closed)).by).not.toBe("local");
  await wait(60_000);
  expect(arrived).toEqual([]);
  stroker.state = "present";
  await until(() => arrived.length > 0);
  const again = await opened();
  await wait(20_000);
  expect(arrived).toEqual([stroker.address]);
  const closing = again[Symbol.asyncDispose]();
  await settled(closing);
  await wait(20_000);
  expect(arrived).toEqual([stroker.address]);
});
