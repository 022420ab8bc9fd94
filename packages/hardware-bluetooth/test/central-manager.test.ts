import { ObservableValue } from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import type { Central, Peripheral } from "../src/central.js";
import { CentralManager } from "../src/central-manager.js";
import { defaultLimits } from "../src/options.js";
import { notAborted, toyPlan } from "./dbus-world.js";

const never: Promise<never> = new Promise(() => {});

function managerOf(peripheral: Partial<Peripheral>, clock: TestClock): CentralManager {
  const all: Peripheral = {
    gone: never,
    discover: () => never,
    disconnect: async () => {},
    rssi: async () => 0,
    ...peripheral,
  };
  const central: Central = {
    availability: new ObservableValue<Availability>({ usable: true }),
    ready: Promise.resolve(),
    scan: () => never,
    connected: () => [],
    connect: async () => all,
    async [Symbol.asyncDispose]() {},
  };
  return new CentralManager(central, { ...defaultLimits, name: "bluetooth", clock });
}

it("a device that tells no services and does not disconnect is given up, for the first reason", async () => {
  const clock = new TestClock();
  const manager = managerOf({ disconnect: () => never }, clock);
  const opening = manager.open("AA:BB:CC:DD:EE:01", [toyPlan], { signal: notAborted });
  let failure: unknown;
  opening.catch((error: unknown) => {
    failure = error;
  });
  await settle();
  await clock.advance(10_000);
  await clock.advance(5_000);
  expect(failure).toMatchObject({
    code: "hardware/connect-timeout",
    message: expect.stringContaining("asking for the services"),
  });
});

it("a device whose disconnection fails is given up for the first reason, too", async () => {
  const clock = new TestClock();
  const unreachable = new TypeError("Device is unreachable");
  const peripheral = {
    discover: () => Promise.reject(unreachable),
    disconnect: () => Promise.reject(new TypeError("not connected")),
  };
  const opening = managerOf(peripheral, clock).open("AA:BB:CC:DD:EE:01", [toyPlan], { signal: notAborted });
  await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed", cause: unreachable });
});
