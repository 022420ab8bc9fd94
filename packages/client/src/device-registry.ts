import type { DeviceInfo } from "@buttplug-ts/messages";
import type { ClientContext } from "./client-context.js";
import type { ClientDevice } from "./client-device.js";
import { describeDevice } from "./device-facts.js";
import { DeviceRecord } from "./device-record.js";
import type { Link } from "./link.js";

/** The devices of one connection. */
export class DeviceRegistry {
  readonly #records = new Map<number, DeviceRecord>();
  readonly #link: Link;
  readonly #context: ClientContext;

  constructor(link: Link, context: ClientContext) {
    this.#link = link;
    this.#context = context;
  }

  /** Sorted by index. */
  list(): ClientDevice[] {
    return [...this.#records.values()].map(({ device }) => device).sort((a, b) => a.index - b.index);
  }

  get(index: number): DeviceRecord | undefined {
    return this.#records.get(index);
  }

  /** Compares with what is known and says what is different, after it has all taken effect: removals first. */
  update(list: readonly DeviceInfo[]): void {
    const facts = list.map(describeDevice);
    const names = new Map(facts.map(({ index, name }) => [index, name]));
    const removed = this.#remove((record) => names.get(record.index) !== record.facts.name);
    const news: ["deviceAdded" | "deviceChanged", DeviceRecord][] = [];
    for (const now of facts) {
      const known = this.#records.get(now.index);
      if (known?.update(now)) news.push(["deviceChanged", known]);
      if (known) continue;
      const record = new DeviceRecord(now, this.#link, this.#context.onListenerError);
      this.#records.set(now.index, record);
      news.push(["deviceAdded", record]);
    }
    this.announceRemoved(removed);
    for (const [event, { device }] of news) this.#context.events.emit(event, device);
  }

  /** Marks all devices as gone and forgets them. The caller announces it. */
  clear(): DeviceRecord[] {
    return this.#remove(() => true);
  }

  announceRemoved(removed: readonly DeviceRecord[]): void {
    for (const { device, events } of removed) {
      events.emit("removed", device);
      this.#context.events.emit("deviceRemoved", device);
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
