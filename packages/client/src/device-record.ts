import { ButtplugError, TypedEvents } from "@buttplug-ts/core";
import { ClientDevice } from "./client-device.js";
import type { DeviceEvents } from "./client-events.js";
import type { DeviceFacts, FeatureFacts } from "./device-facts.js";
import type { Link } from "./link.js";

/** What a device object and its feature objects share: what is known of the device, and the way to it. */
export class DeviceRecord {
  readonly index: number;
  readonly link: Link;
  readonly device: ClientDevice;
  readonly events: TypedEvents<DeviceEvents>;
  connected = true;
  facts: DeviceFacts;
  features: readonly FeatureFacts[];
  #text: string;

  constructor(facts: DeviceFacts, link: Link, onListenerError: (error: unknown, event: string) => void) {
    this.index = facts.index;
    this.facts = facts;
    this.features = facts.features;
    this.#text = JSON.stringify(facts);
    this.link = link;
    this.events = new TypedEvents(onListenerError);
    this.device = new ClientDevice(this);
  }

  /** Takes over new facts. False if they are the old ones. */
  update(facts: DeviceFacts): boolean {
    const text = JSON.stringify(facts);
    if (text === this.#text) return false;
    const known = new Map(this.features.map((feature) => [feature.index, feature]));
    this.#text = text;
    this.facts = facts;
    // In place, because feature objects that applications hold look at these.
    this.features = facts.features.map((feature) => Object.assign(known.get(feature.index) ?? {}, feature));
    return true;
  }

  assertConnected(): void {
    if (this.connected) return;
    throw new ButtplugError("device/gone", `${this.facts.name} (device ${this.index}) is gone`, {
      details: { deviceIndex: this.index },
    });
  }
}
