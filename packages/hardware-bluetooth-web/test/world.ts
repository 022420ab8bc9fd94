import type { Advertisement, EndpointPlan, ScanFilters } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { onTestFinished } from "vitest";
import { WebBluetoothHardwareManager } from "../src/index.js";
import { FakeBluetooth, FakeCharacteristic, FakeDevice, FakeService } from "./fake-bluetooth.js";

export const uuid = {
  service: "0000fff0-0000-1000-8000-00805f9b34fb",
  tx: "0000fff2-0000-1000-8000-00805f9b34fb",
  rx: "0000fff1-0000-1000-8000-00805f9b34fb",
};

export const plan: EndpointPlan = {
  kind: "bluetooth",
  protocol: "test",
  services: { [uuid.service]: { tx: uuid.tx, rx: uuid.rx } },
};

export const filters: ScanFilters = {
  bluetooth: {
    names: ["Toy"],
    namePrefixes: ["LVS-"],
    services: [uuid.service],
    manufacturerData: [],
    optionalServices: [uuid.service],
  },
};

/** A device that fits the plan. */
export class Toy extends FakeDevice {
  readonly tx: FakeCharacteristic;
  readonly rx: FakeCharacteristic;

  constructor(name: string | undefined = "Toy", id?: string) {
    const tx = new FakeCharacteristic(uuid.tx, { write: true, writeWithoutResponse: true });
    const rx = new FakeCharacteristic(uuid.rx);
    super(name, id, [new FakeService("0000180a-0000-1000-8000-00805f9b34fb"), new FakeService(uuid.service, [tx, rx])]);
    this.tx = tx;
    this.rx = rx;
  }
}

/** A manager on a browser that can be told what to do. Ends with the test. */
export async function openWorld(prepare: (bluetooth: FakeBluetooth) => void = () => {}) {
  const clock = new TestClock();
  const bluetooth = new FakeBluetooth();
  prepare(bluetooth);
  const manager = new WebBluetoothHardwareManager({ bluetooth, clock });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  await manager.ready;
  const arrived: Advertisement[] = [];
  const calledOff = new AbortController();
  return {
    clock,
    bluetooth,
    manager,
    arrived,
    calledOff,
    watch: () => manager.watch((each) => arrived.push(each), { signal: calledOff.signal }),
    async scan(signal: AbortSignal = calledOff.signal): Promise<readonly Advertisement[]> {
      const seen: Advertisement[] = [];
      for await (const each of manager.scan(filters, { signal })) seen.push(each);
      return seen;
    },
    /** Opens a device that was chosen. */
    async open(toy: FakeDevice, signal: AbortSignal = calledOff.signal) {
      bluetooth.granted.push(toy);
      return manager.open(toy.id, [plan], { signal });
    },
  };
}

export function never(): Promise<never> {
  return new Promise(() => {});
}

/** A step that waits until it is let go. */
export function gate(): { readonly pass: () => Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { pass: () => opened, open };
}
