import { background, type Logger } from "@buttplug-ts/core";
import type { HoldState } from "@buttplug-ts/management";
import type { ButtplugServer, DeviceStatus, Hold } from "@buttplug-ts/server";
import { notThere, refused } from "./refusals.js";

interface Held {
  readonly hold: Hold;
  /** Absent: all. */
  readonly devices?: readonly Pick<DeviceStatus, "hardware" | "index">[];
}

const by = "the owner";
const limit = 100;

/** What the owner holds at rest. */
export class OwnerHolds {
  readonly #server: ButtplugServer;
  readonly #logger: Logger;
  readonly #holds = new Map<string, Held>();
  #last = 0;

  constructor(server: ButtplugServer, logger: Logger) {
    this.#server = server;
    this.#logger = logger;
  }

  /** Devices by the indexes that they have now, or had when they were held. */
  states(deviceStatus: readonly DeviceStatus[]): readonly HoldState[] {
    const indexNow = ({ hardware, index }: Pick<DeviceStatus, "hardware" | "index">) =>
      deviceStatus.find((status) => status.hardware === hardware)?.index ?? index;
    return [...this.#holds].map(([id, { devices }]) => ({ id, by, devices: devices?.map(indexNow) ?? "all" }));
  }

  /**
   * Holds devices, all without `indexes`. They are held at once, and come to rest as with any stop.
   * @throws ButtplugError `device/unknown`, or `usage/invalid-argument` for an empty list
   */
  add(indexes: readonly number[] | undefined): string {
    if (indexes?.length === 0) throw refused("devices", "devices names none; leave it out to hold all");
    if (this.#holds.size >= limit) throw refused("devices", `there are ${limit} holds already; release some first`);
    const hold = this.#server.hold(by, indexes);
    background(hold.stopped, this.#logger, "management");
    const devices = indexes && this.#server.deviceStatus.filter(({ index }) => indexes.includes(index));
    this.#last += 1;
    const id = `hold-${this.#last}`;
    this.#holds.set(id, { hold, ...(devices && { devices }) });
    return id;
  }

  /** @throws ButtplugError `usage/invalid-argument` */
  release(id: string): void {
    const held = this.#holds.get(id);
    if (held === undefined) throw notThere("hold", id);
    this.#holds.delete(id);
    held.hold.release();
  }
}
