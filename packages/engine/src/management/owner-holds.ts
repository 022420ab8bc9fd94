import { background, type ConfigStore, type Logger, textOf } from "@buttplug-ts/core";
import type { HoldState } from "@buttplug-ts/management";
import type { ButtplugServer, DeviceStatus, Hold } from "@buttplug-ts/server";
import { notThere, refused } from "./refusals.js";

export interface OwnerHoldsOptions {
  readonly server: ButtplugServer;
  /** Keeps the holds, which last until they are released. Absent: or until the engine ends. */
  readonly store?: ConfigStore;
  readonly logger: Logger;
}

/** Hardware, or all of it. */
type Which = "all" | readonly string[];

interface Held {
  readonly hold: Hold;
  readonly which: Which;
}

const by = "the owner";
const limit = 100;
const documentName = "holds";
const area = "management";

/** What the owner holds at rest. */
export class OwnerHolds {
  readonly #o: OwnerHoldsOptions;
  readonly #holds = new Map<string, Held>();
  #last = 0;
  /** One write after the other, so that the last one stays. */
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(options: OwnerHoldsOptions) {
    this.#o = options;
  }

  /** Takes up what an earlier run held. Where that cannot be read, everything is held. */
  async load(): Promise<void> {
    const { store, logger } = this.#o;
    const text = await store?.read(documentName).catch(() => "unreadable");
    if (text === undefined) return;
    const held = parse(text);
    for (const which of held) this.#put(which);
    if (held.length === 0) return;
    const what = held.includes("all") ? "everything is" : "some devices are";
    logger.log(
      "warn",
      area,
      `${what} held at rest by the owner since an earlier run, until it is released on the dashboard`,
    );
  }

  /** Devices by the indexes that they have now, or had when they were here last. */
  states(deviceStatus: readonly DeviceStatus[]): readonly HoldState[] {
    const known = () => [...deviceStatus, ...this.#o.server.rememberedDevices];
    const indexOf = (hardware: string) => known().find((each) => each.hardware === hardware)?.index ?? [];
    return [...this.#holds].map(([id, { which }]) => ({
      id,
      by,
      devices: which === "all" ? which : which.flatMap(indexOf),
    }));
  }

  /**
   * Holds devices, all without `indexes`. They are held at once, and come to rest as with any stop.
   * @throws ButtplugError `device/unknown`, or `usage/invalid-argument` for an empty list
   */
  add(indexes: readonly number[] | undefined): string {
    if (indexes?.length === 0) throw refused("devices", "devices names none; leave it out to hold all");
    if (this.#holds.size >= limit) throw refused("devices", `there are ${limit} holds already; release some first`);
    const status = this.#o.server.deviceStatus;
    const id = this.#put(
      indexes?.map((wanted) => status.find(({ index }) => index === wanted)?.hardware ?? wanted) ?? "all",
    );
    this.#keep();
    return id;
  }

  /** @throws ButtplugError `usage/invalid-argument` */
  release(id: string): void {
    const held = this.#holds.get(id);
    if (held === undefined) throw notThere("hold", id);
    this.#holds.delete(id);
    held.hold.release();
    this.#keep();
  }

  /** Resolves when everything is written, or failed and was logged. */
  async flush(): Promise<void> {
    await this.#keeping;
  }

  /** An index that there is not is refused by the server. */
  #put(which: "all" | readonly (string | number)[]): string {
    const { server, logger } = this.#o;
    const hold = server.hold(by, which === "all" ? undefined : which);
    background(hold.stopped, logger, area);
    this.#last += 1;
    const id = `hold-${this.#last}`;
    this.#holds.set(id, { hold, which: which as Which });
    return id;
  }

  #keep(): void {
    const { store, logger } = this.#o;
    const text = JSON.stringify({ holds: [...this.#holds.values()].map(({ which }) => which) }, undefined, 2);
    const kept = this.#keeping.then(() => store?.write(documentName, `${text}\n`));
    this.#keeping = kept.catch((error: unknown) => {
      logger.log("error", area, `what is held lasts until the engine ends only: ${textOf(error)}`);
    });
  }
}

/** What cannot be read was more likely a hold than none. */
function parse(text: string): readonly Which[] {
  try {
    const { holds } = JSON.parse(text) as { readonly holds: readonly unknown[] };
    return holds.slice(0, limit).map((which) => (isHardware(which) ? which : "all"));
  } catch {
    return ["all"];
  }
}

function isHardware(which: unknown): which is readonly string[] {
  return Array.isArray(which) && which.length > 0 && which.every((each) => typeof each === "string");
}
