/// <reference types="web-bluetooth" />
import type { CDPSession, Page } from "playwright-core";

/** What a characteristic can do. */
export interface CharacteristicProperties {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly writeWithoutResponse?: boolean;
  readonly notify?: boolean;
}

export interface PeripheralOptions {
  readonly address: string;
  readonly name: string;
  /** Full UUIDs. */
  readonly advertised?: readonly string[];
  readonly manufacturerData?: readonly { readonly company: number; readonly data: Uint8Array }[];
  /** Service → characteristic → what it can do. */
  readonly services: Readonly<Record<string, Readonly<Record<string, CharacteristicProperties>>>>;
}

export interface PeripheralWrite {
  readonly characteristic: string;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
}

interface Operation {
  readonly characteristicId: string;
  readonly type: "read" | "write" | "subscribe-to-notifications" | "unsubscribe-from-notifications";
  readonly data?: string;
  readonly writeType?: string;
}

/** Makes a characteristic that can notify also hear a subscription. */
const configuration = "00002902-0000-1000-8000-00805f9b34fb";
/** What the air says of a device that does not answer (Core Specification, Vol 1, Part F, 2). */
const connectionFailed = 0x3e;
const patienceMs = 15_000;

/** A device on the air that Chromium emulates. It is a `FarDevice` but for the plan. */
export class EmulatedPeripheral {
  readonly address: string;
  readonly name: string;
  /** What a read of a characteristic gives. */
  readonly values = new Map<string, Uint8Array>();
  /** What it does of itself when something is written. */
  onWrite: (write: PeripheralWrite) => void = () => {};
  /** Takes what is written and does not answer. */
  isMute = false;
  readonly #browser: CDPSession;
  readonly #page: Page;
  readonly #options: PeripheralOptions;
  readonly #uuids = new Map<string, string>();
  readonly #services: string[] = [];
  readonly #writes: PeripheralWrite[] = [];
  readonly #subscribed = new Set<string>();
  #mood: "answers" | "is away" | "stalls" = "answers";
  #wake: () => void = () => {};

  constructor(browser: CDPSession, page: Page, options: PeripheralOptions) {
    this.#browser = browser;
    this.#page = page;
    this.#options = options;
    this.address = options.address;
    this.name = options.name;
  }

  /** What was written since the last call, once it is `count` writes or more. */
  async writes(count = 0): Promise<readonly PeripheralWrite[]> {
    const limit = AbortSignal.timeout(patienceMs);
    while (this.#writes.length < count) {
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve;
        const late = () => reject(new RangeError(`${this.#writes.length} writes came, not ${count}`));
        limit.addEventListener("abort", late, { once: true });
      });
    }
    return this.#writes.splice(0);
  }

  isSubscribed(characteristic: string): boolean {
    return this.#subscribed.has(characteristic);
  }

  /** Is on the air, and answers. */
  async appear(): Promise<void> {
    this.#mood = "answers";
    const { address, name, advertised = [], manufacturerData = [] } = this.#options;
    const data = manufacturerData.map((entry) => ({ key: entry.company, data: base64(entry.data) }));
    await this.#browser.send("BluetoothEmulation.simulatePreconnectedPeripheral", {
      address,
      name,
      manufacturerData: data,
      knownServiceUuids: [...advertised],
    });
  }

  /** Ends the connection, and refuses others. */
  async vanish(): Promise<void> {
    this.#mood = "is away";
    await this.disconnect();
  }

  /** Ends the connection. */
  async disconnect(): Promise<void> {
    this.#services.length = 0;
    this.#subscribed.clear();
    await this.#browser.send("BluetoothEmulation.simulateGATTDisconnection", { address: this.address }).catch(() => {});
  }

  /** Lets connections begin and not end. */
  stall(): void {
    this.#mood = "stalls";
  }

  /** Says that it is there, to a page that listens. */
  async advertise(): Promise<void> {
    const { name, advertised = [], manufacturerData = [] } = this.#options;
    await this.#browser.send("BluetoothEmulation.simulateAdvertisement", {
      entry: {
        deviceAddress: this.address,
        rssi: -60,
        // All of it, or the browser ends.
        scanRecord: {
          name,
          uuids: [...advertised],
          appearance: 0,
          txPower: 0,
          manufacturerData: manufacturerData.map((entry) => ({ key: entry.company, data: base64(entry.data) })),
        },
      },
    });
  }

  /** Sends to a page that subscribed. */
  async notify(characteristic: string, data: Uint8Array): Promise<void> {
    const before = this.values.get(characteristic);
    this.values.set(characteristic, data);
    await this.#page.evaluate(tellSubscriber, [this.name, characteristic] as const);
    if (before) this.values.set(characteristic, before);
  }

  async onGatt(type: "connection" | "discovery"): Promise<void> {
    if (this.#mood === "stalls") return;
    if (type === "discovery" && this.#services.length === 0) await this.#offerServices();
    const code = this.#mood === "answers" ? 0 : connectionFailed;
    await this.#browser
      .send("BluetoothEmulation.simulateGATTOperationResponse", { address: this.address, type, code })
      .catch(() => {});
  }

  async onOperation({ characteristicId, type, data = "", writeType }: Operation): Promise<void> {
    const characteristic = this.#uuids.get(characteristicId) ?? "";
    if (type === "subscribe-to-notifications") this.#subscribed.add(characteristic);
    if (type === "unsubscribe-from-notifications") this.#subscribed.delete(characteristic);
    if (type === "write") {
      const withResponse = writeType === "write-with-response";
      const write = { characteristic, data: Uint8Array.from(Buffer.from(data, "base64")), withResponse };
      this.#writes.push(write);
      this.#wake();
      this.onWrite(write);
      if (this.isMute) return;
    }
    const value = type === "read" && { data: base64(this.values.get(characteristic) ?? new Uint8Array()) };
    await this.#browser
      .send("BluetoothEmulation.simulateCharacteristicOperationResponse", { characteristicId, type, code: 0, ...value })
      .catch(() => {});
  }

  async #offerServices(): Promise<void> {
    for (const [serviceUuid, characteristics] of Object.entries(this.#options.services)) {
      const { serviceId } = await this.#browser.send("BluetoothEmulation.addService", {
        address: this.address,
        serviceUuid,
      });
      this.#services.push(serviceId);
      for (const [characteristicUuid, properties] of Object.entries(characteristics)) {
        const added = { serviceId, characteristicUuid, properties };
        const { characteristicId } = await this.#browser.send("BluetoothEmulation.addCharacteristic", added);
        this.#uuids.set(characteristicId, characteristicUuid);
        if (properties.notify) {
          await this.#browser.send("BluetoothEmulation.addDescriptor", {
            characteristicId,
            descriptorUuid: configuration,
          });
        }
      }
    }
  }
}

/**
 * The emulation cannot notify. What it can do looks the same to a page: a value that was read is told to all who listen to
 * the characteristic. So the page's subscriptions are kept, and one is read behind the back of who subscribed.
 */
export function keepSubscriptions(): void {
  const kept = new Map<string, BluetoothRemoteGATTCharacteristic>();
  const { prototype } = BluetoothRemoteGATTCharacteristic;
  const { startNotifications } = prototype;
  prototype.startNotifications = function start() {
    kept.set(`${this.service.device.name} ${this.uuid}`, this);
    return startNotifications.call(this);
  };
  Object.assign(globalThis, { keptSubscriptions: kept });
}

/** Of the page. */
declare const BluetoothRemoteGATTCharacteristic: { readonly prototype: BluetoothRemoteGATTCharacteristic };
declare const keptSubscriptions: Map<string, BluetoothRemoteGATTCharacteristic>;

async function tellSubscriber([name, characteristic]: readonly [string, string]): Promise<void> {
  // A page that was loaded again has the emulated device without its name.
  const kept = keptSubscriptions.get(`${name} ${characteristic}`) ?? keptSubscriptions.get(` ${characteristic}`);
  await kept?.readValue();
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString("base64");
}
