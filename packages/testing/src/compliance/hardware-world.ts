import {
  type Advertisement,
  type Endpoint,
  type EndpointPlan,
  type ScanFilters,
  sleep,
  systemClock,
  toHex,
} from "@buttplug-ts/core";
import type { Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { expect } from "vitest";

/** A device at the far side of a bus: the real thing, or as near to it as the machine allows. Present at the beginning. */
export interface FarDevice {
  /** Whether an advertisement is of this device. */
  isMeant(advertisement: Advertisement): boolean;
  /** What to open it with; fits. */
  readonly plan: EndpointPlan;
  /** Where it takes bytes. */
  readonly tx: Endpoint;
  /** Packets that the bus can carry to it. Default: pieces of one to five bytes. */
  readonly packets?: readonly Uint8Array[];
  /** Settles with all bytes that reached the device since the last call, once they are `count` or more. */
  received(count: number): Promise<Uint8Array>;
  /** How it sends bytes to an endpoint. Absent: the bus brings nothing back. */
  readonly sends?: { readonly endpoint: Endpoint; send(data: Uint8Array): Promise<void> };
  /** What an endpoint gives when it is read. */
  readonly reads?: { readonly endpoint: Endpoint; readonly value: Uint8Array };
  /** Leaves without a word, also while it is connected, and comes back. */
  vanish?(): Promise<void>;
  appear?(): Promise<void>;
  /** Connections to it begin and do not end, until it vanishes. */
  stall?(): Promise<void>;
}

/** One bus with its manager. Made anew for each rule. */
export interface HardwareManagerWorld {
  readonly manager: HardwareManager;
  readonly device: FarDevice;
  /** A second device, where the bus can have two. */
  readonly other?: FarDevice;
  /** Default: nothing in particular. */
  readonly filters?: ScanFilters;
  /** Takes the bus away, and brings it back. */
  readonly bus?: { off(): Promise<void>; on(): Promise<void> };
  /** Devices are reported by `watch` when they come, and are not there to be scanned for. */
  readonly comesByItself?: boolean;
  cleanup(): Promise<void>;
}

export const anything: ScanFilters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const shortPackets = Array.from({ length: 60 }, (_, index) => new Uint8Array((index % 5) + 1).fill(index));
export function aborted(): AbortSignal {
  const controller = new AbortController();
  controller.abort();
  return controller.signal;
}

export function abortedAfter(delayMs: number): AbortSignal {
  const controller = new AbortController();
  systemClock.after(delayMs, () => controller.abort());
  return controller.signal;
}

export function until({ availability }: HardwareManager, usable: boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (availability.value.usable !== usable) return;
      end();
      resolve();
    };
    const end = availability.subscribe(look);
    look();
  });
}

export async function collect(
  { manager, filters = anything }: HardwareManagerWorld,
  signal: AbortSignal,
): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const each of manager.scan(filters, { signal })) seen.push(each);
  return seen;
}

/** Scans and watches until the device is seen. */
export function find({ manager, filters = anything }: HardwareManagerWorld, device: FarDevice): Promise<Advertisement> {
  const controller = new AbortController();
  return new Promise<Advertisement>((resolve, reject) => {
    const found = (each: Advertisement) => {
      if (device.isMeant(each)) resolve(each);
    };
    manager.watch(found, { signal: controller.signal });
    const scan = async () => {
      while (!controller.signal.aborted) {
        for await (const each of manager.scan(filters, { signal: controller.signal })) found(each);
        await sleep(systemClock, 20);
      }
    };
    scan().catch(reject);
  }).finally(() => controller.abort());
}

export async function openDevice(
  world: HardwareManagerWorld,
  device: FarDevice,
  plans: readonly EndpointPlan[] = [device.plan],
): Promise<Hardware> {
  const { id } = await find(world, device);
  return world.manager.open(id, plans, { signal: new AbortController().signal });
}

export function packetsOf({ packets = shortPackets }: FarDevice): readonly [Uint8Array, Uint8Array, ...Uint8Array[]] {
  return packets as readonly [Uint8Array, Uint8Array, ...Uint8Array[]];
}

export function write(hardware: Hardware, endpoint: Endpoint, data: Uint8Array = new Uint8Array()): Promise<void> {
  return hardware.write(endpoint, data, { withResponse: false });
}

export async function expectDisconnected(hardware: Hardware, device: FarDevice): Promise<void> {
  const disconnected = { code: "hardware/disconnected" };
  await expect(write(hardware, device.tx, packetsOf(device)[0])).rejects.toMatchObject(disconnected);
  await expect(hardware.read(device.tx, { timeoutMs: 100 })).rejects.toMatchObject(disconnected);
  await expect(hardware.subscribe(device.tx, () => {})).rejects.toMatchObject(disconnected);
}

/** A plan of a protocol that this device does not speak: other services, or another bus. */
export function unfitting(plan: EndpointPlan): EndpointPlan {
  if (plan.kind !== "bluetooth") {
    const elsewhere = { "0000abcd-0000-1000-8000-00805f9b34fb": { tx: "0000abce-0000-1000-8000-00805f9b34fb" } };
    return { kind: "bluetooth", protocol: "unfitting", services: elsewhere };
  }
  return { kind: "usb", protocol: "unfitting", endpoints: ["tx"] };
}

/** Bytes as they come in. */
export class Collected {
  #bytes: number[] = [];
  #wake: () => void = () => {};
  readonly add = (data: Uint8Array): void => {
    this.#bytes.push(...data);
    this.#wake();
  };

  async take(count: number): Promise<string> {
    while (this.#bytes.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return toHex(Uint8Array.from(this.#bytes.splice(0)));
  }
}
