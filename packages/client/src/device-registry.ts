import type { DeviceInfo } from "@buttplug-ts/messages";
import type { ClientContext } from "./client-context.js";
import type { ClientDevice } from "./client-device.js";
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
    const { events, onListenerError } = this.#context;
    const names = new Map(list.map(({ deviceIndex, deviceName }) => [deviceIndex, deviceName]));
    const removed = this.#remove(({ info }) => names.get(info.deviceIndex) !== info.deviceName);
    const news: ["deviceAdded" | "deviceChanged", ClientDevice][] = [];
    for (const info of list) {
      const known = this.#records.get(info.deviceIndex);
      if (known?.update(info)) news.push(["deviceChanged", known.device]);
      if (known) continue;
      const record = new DeviceRecord(info, this.#link, onListenerError);
      this.#records.set(info.deviceIndex, record);
      news.push(["deviceAdded", record.device]);
    }
    this.announceRemoved(removed);
    for (const [event, device] of news) events.emit(event, device);
  }

  /** Marks all devices as gone and forgets them. The caller announces it. */
  clear(): DeviceRecord[] {
    return this.#remove(() => true);
  }

  forgetSubscriptions(): void {
    for (const record of this.#records.values()) record.forgetSubscriptions();
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
      this.#records.delete(record.info.deviceIndex);
    }
    return removed;
  }
}
