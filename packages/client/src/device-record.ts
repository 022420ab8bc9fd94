import { ButtplugError, type InputType, TypedEvents } from "@buttplug-ts/core";
import type { DeviceInfo } from "@buttplug-ts/messages";
import { ClientDevice } from "./client-device.js";
import type { DeviceEvents } from "./client-events.js";
import { describeFeatures, type FeatureFacts } from "./device-facts.js";
import type { Feature } from "./feature.js";
import type { Link } from "./link.js";

/** An input that sends `inputReading` events. */
export interface Subscription {
  readonly featureIndex: number;
  readonly type: InputType;
}

/** A feature as it is now, and the object that applications have for it, once one has asked. */
export interface FeatureRecord extends FeatureFacts {
  feature?: Feature;
}

/** What a device object and its feature objects share: what is known of the device, and the way to it. */
export class DeviceRecord {
  readonly link: Link;
  readonly device: ClientDevice;
  readonly events: TypedEvents<DeviceEvents>;
  connected = true;
  info: DeviceInfo;
  features: readonly FeatureRecord[] = [];
  subscriptions: Subscription[] = [];
  #text = "";

  constructor(info: DeviceInfo, link: Link, onListenerError: (error: unknown, event: string) => void) {
    this.info = info;
    this.link = link;
    this.events = new TypedEvents(onListenerError);
    this.device = new ClientDevice(this);
    this.update(info);
  }

  /** Takes over what the server says now. False if it is what it said before. */
  update(info: DeviceInfo): boolean {
    const deviceFeatures = describeFeatures(info);
    const text = JSON.stringify({ ...info, deviceFeatures });
    if (text === this.#text) return false;
    const known = new Map(this.features.map((feature) => [feature.index, feature]));
    this.#text = text;
    this.info = info;
    // In place, because feature objects that applications hold look at these.
    this.features = deviceFeatures.map((feature) => Object.assign(known.get(feature.index) ?? {}, feature));
    return true;
  }

  forgetSubscriptions(featureIndex?: number, type?: InputType): void {
    this.subscriptions = this.subscriptions.filter(
      (each) => (featureIndex ?? each.featureIndex) !== each.featureIndex || (type ?? each.type) !== each.type,
    );
  }

  assertConnected(): void {
    if (this.connected) return;
    const { deviceIndex, deviceName } = this.info;
    throw new ButtplugError("device/gone", `${deviceName} (device ${deviceIndex}) is gone`, {
      details: { deviceIndex },
    });
  }
}
