import { type ConfigStore, type Logger, textOf, toHex, utf8 } from "@buttplug-ts/core";
import { hmacSha256 } from "@buttplug-ts/protocol-kit/crypto";
import type { DeviceSummary } from "./observation.js";

/** The document that the server writes by itself. What users write is another one. */
const documentName = "state";
const formatVersion = 1;
const secretBytes = 32;
/** Of a stable id: 80 bits, so that two devices never share one. */
const stableIdBytes = 10;

/** Whoever names devices anew each time, as some that connect by network do, must not fill the memory. */
const mostDevices = 1_000;

/** Hardware may have slashes in it, such as the path of a serial port. */
const keyParts = /^(.+)\/([^/]+)\/([^/]*)$/;

/** What a device is remembered by. */
export function memoryKeyOf(device: Pick<DeviceSummary, "hardware" | "protocol" | "identifier">): string {
  return `${device.hardware}/${device.protocol}/${device.identifier}`;
}

/** A device that is connected or was. */
export interface RememberedDevice extends Pick<DeviceSummary, "hardware" | "protocol" | "identifier" | "index"> {
  /** Whether it may still run: it was driven, and nobody knows that it came to rest since. */
  readonly driven: boolean;
}

interface Remembered {
  index: number;
  driven: boolean;
}

interface State {
  readonly version: number;
  readonly secret: string;
  readonly devices: Readonly<Record<string, { readonly index: number; readonly driven?: boolean }>>;
}

export interface DeviceMemoryOptions {
  /** Without it the memory lasts as long as the server. */
  readonly store: ConfigStore | undefined;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
}

/** Which indexes to choose from. */
export interface IndexWishes {
  /** The index that the user gave this device. */
  readonly fixed: number | undefined;
  /** Indexes that the user gave any device. */
  readonly reserved: ReadonlySet<number>;
  /** Indexes of connected devices. */
  readonly inUse: ReadonlySet<number>;
}

/** What the server knows of devices across connections and runs. A device is known by its hardware, protocol and identifier. */
export class DeviceMemory {
  readonly #o: DeviceMemoryOptions;
  readonly #devices = new Map<string, Remembered>();
  #secret = "";
  #saving: Promise<void> | undefined;
  #dirty = false;

  constructor(options: DeviceMemoryOptions) {
    this.#o = options;
    this.#secret = digitsOf(options.random(secretBytes));
  }

  /** Reads what earlier runs left. What cannot be read is kept aside, and the server starts without it. */
  async load(): Promise<void> {
    const { store, logger } = this.#o;
    if (!store) return;
    const text = await store.read(documentName);
    if (text === undefined) return;
    const state = readState(text);
    if (!state) {
      const where = store.where(documentName);
      const kept = await store.setAside(documentName);
      logger.log("error", "config", `${where} is damaged and was kept as ${kept}; devices get new indexes`);
      return;
    }
    this.#secret = state.secret;
    for (const [key, { index, driven = false }] of Object.entries(state.devices)) {
      this.#devices.set(key, { index, driven });
    }
  }

  /** The device's index: the user's, else the one that it had, else the lowest that was never given away. */
  indexOf(key: string, { fixed, reserved, inUse }: IndexWishes): number {
    const known = this.#devices.get(key);
    const isFree = (index: number) => !inUse.has(index) && !reserved.has(index);
    if (fixed !== undefined && !inUse.has(fixed)) return this.#remember(key, fixed, inUse);
    if (known && isFree(known.index)) return known.index;
    const given = new Set([...this.#devices.values()].map(({ index }) => index));
    let index = 0;
    while (given.has(index) || !isFree(index)) index += 1;
    return this.#remember(key, index, inUse);
  }

  /** In the order in which they came first. */
  get devices(): readonly RememberedDevice[] {
    return [...this.#devices].flatMap(([key, remembered]) => {
      const [, hardware, protocol, identifier] = keyParts.exec(key) ?? [];
      if (hardware === undefined || protocol === undefined || identifier === undefined) return [];
      return [{ hardware, protocol, identifier, ...remembered }];
    });
  }

  /** Gives the index free for others. A device that may still run stays known, so that it is stopped when it comes. */
  forget(key: string): void {
    if (this.#devices.get(key)?.driven !== false) return;
    this.#devices.delete(key);
    this.#save();
  }

  /** Whether the device was driven and nobody knows that it came to rest since. */
  isDriven(key: string): boolean {
    return this.#devices.get(key)?.driven ?? false;
  }

  markDriven(key: string, driven: boolean): void {
    const known = this.#devices.get(key);
    if (!known || known.driven === driven) return;
    known.driven = driven;
    this.#save();
  }

  /** An id of the device for one client: always the same for both, and no other client can tell what it stands for. */
  stableId(key: string, clientName: string): string {
    const digest = hmacSha256(utf8(this.#secret), utf8(`${clientName}\n${key}`));
    return digitsOf(digest.subarray(0, stableIdBytes));
  }

  /** Resolves when everything is written, or failed and was logged. */
  async flush(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  #remember(key: string, index: number, inUse: ReadonlySet<number>): number {
    for (const [other, { index: its, driven }] of [...this.#devices]) {
      const isMuch = this.#devices.size >= mostDevices && !inUse.has(its);
      // An index belongs to one device: whoever had it gets another when it comes back. What may still run is not forgotten.
      if (other !== key && !driven && (its === index || isMuch)) this.#devices.delete(other);
    }
    this.#devices.set(key, { index, driven: this.isDriven(key) });
    this.#save();
    return index;
  }

  #save(): void {
    this.#dirty = true;
    this.#saving ??= this.#write().finally(() => {
      this.#saving = undefined;
    });
  }

  async #write(): Promise<void> {
    const { store, logger } = this.#o;
    // One turn, so that what changes together is written together.
    await Promise.resolve();
    while (store && this.#dirty) {
      this.#dirty = false;
      try {
        await store.write(documentName, this.#text());
      } catch (error) {
        logger.log("error", "config", `what is known of devices could not be kept: ${textOf(error)}`);
      }
    }
  }

  #text(): string {
    const devices = [...this.#devices].map(([key, { index, driven }]) => [key, { index, ...(driven && { driven }) }]);
    const state = { version: formatVersion, secret: this.#secret, devices: Object.fromEntries(devices) };
    return `${JSON.stringify(state, null, 2)}\n`;
  }
}

/** Hexadecimal digits without the spaces that packets have in texts. `replaceAll` would leave a tree of 250 bytes an id. */
function digitsOf(bytes: Uint8Array): string {
  return toHex(bytes).split(" ").join("");
}

function readState(text: string): State | undefined {
  try {
    const { version, secret, devices } = JSON.parse(text);
    const entries = Object.values<{ index?: unknown; driven?: unknown }>(devices);
    const isIndex = (index: unknown) => Number.isInteger(index) && (index as number) >= 0;
    if (version !== formatVersion || typeof secret !== "string" || secret.length < secretBytes) return undefined;
    return entries.every(({ index }) => isIndex(index)) ? { version, secret, devices } : undefined;
  } catch {
    return undefined;
  }
}
