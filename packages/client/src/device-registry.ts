import type { TypedEvents } from "@buttplug-ts/core";
import type { DeviceInfo } from "@buttplug-ts/messages";
import type { ClientDevice } from "./client-device.js";
import type { ClientEvents } from "./client-events.js";
import { describeDevice } from "./device-facts.js";
import { DeviceRecord } from "./device-record.js";
import type { Link } from "./link.js";

type ChangeEvent = "deviceRemoved" | "deviceAdded" | "deviceChanged";

/** The devices of one connection. */
export class DeviceRegistry {
  readonly #records = new Map<number, DeviceRecord>();
  readonly #link: Link;
  readonly #events: TypedEvents<ClientEvents>;
  readonly #onListenerError: (error: unknown, event: string) => void;

  constructor(link: Link, events: TypedEvents<ClientEvents>, onListenerError: (error: unknown, event: string) => void) {
    this.#link = link;
    this.#events = events;
    this.#onListenerError = onListenerError;
  }

  /** Sorted by index. */
  list(): ClientDevice[] {
    return [...this.#records.values()].sort((a, b) => a.index - b.index).map(({ device }) => device);
  }

  get(index: number): DeviceRecord | undefined {
    return this.#records.get(index);
  }

  /** Compares with what is known and says what is different, after it has all taken effect: removals first. */
  update(list: readonly DeviceInfo[]): void {
    const facts = list.map(describeDevice);
    const names = new Map(facts.map(({ index, name }) => [index, name]));
    const removed = this.#remove((record) => names.get(record.index) !== record.facts.name);
    const news: [ChangeEvent, DeviceRecord][] = [];
    for (const now of facts) {
      const known = this.#records.get(now.index);
      if (known === undefined) {
        const record = new DeviceRecord(now, this.#link, this.#onListenerError);
        this.#records.set(now.index, record);
        news.push(["deviceAdded", record]);
      } else if (known.update(now)) news.push(["deviceChanged", known]);
    }
    this.announceRemoved(removed);
    for (const [event, { device }] of news) this.#events.emit(event, device);
  }

  /** Marks all devices as gone and forgets them. The caller announces it. */
  clear(): DeviceRecord[] {
    return this.#remove(() => true);
  }

  announceRemoved(removed: readonly DeviceRecord[]): void {
    for (const { device, events } of removed) {
      events.emit("removed", device);
      this.#events.emit("deviceRemoved", device);
    }
  }

  #remove(isGone: (record: DeviceRecord) => boolean): DeviceRecord[] {
    const removed = [...this.#records.values()].filter(isGone);
    for (const record of removed) {
      record.connected = false;
      this.#records.delete(record.index);
    }
    return removed;
  }
}
