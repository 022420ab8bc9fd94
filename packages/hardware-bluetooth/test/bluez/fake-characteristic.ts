import { sleep, systemClock } from "@buttplug-ts/core";
import { Variant } from "dbus-next";
import { BluezError, type ExportedObjects } from "./exported-objects.js";

export type Flag = "read" | "write" | "write-without-response" | "notify" | "indicate";

export interface CharacteristicOptions {
  readonly flags: readonly Flag[];
  readonly value?: Uint8Array;
}

export interface FakeWrite {
  readonly characteristic: string;
  readonly data: Uint8Array;
  /** Without or with a response of the device. */
  readonly type: "command" | "request";
  readonly atMs: number;
}

interface Setup extends CharacteristicOptions {
  readonly uuid: string;
  readonly service: string;
  readonly servicePath: string;
  readonly path: string;
  readonly isConnected: () => boolean;
  readonly onWrite: (write: FakeWrite) => void;
}

const characteristicInterface = "org.bluez.GattCharacteristic1";
/** A request takes a connection interval or two. */
const requestMs = 2;
const never: Promise<never> = new Promise(() => {});

/** A characteristic of a device. */
export class FakeCharacteristic {
  readonly uuid: string;
  readonly service: string;
  readonly servicePath: string;
  value: Uint8Array;
  readonly #objects: ExportedObjects;
  readonly #setup: Setup;
  readonly #sessions = new Set<string>();
  readonly #open = new Set<(error: BluezError | undefined) => void>();
  #isBusy = false;
  #failWrites = 0;
  #isStalled = false;

  constructor(objects: ExportedObjects, setup: Setup) {
    this.#objects = objects;
    this.#setup = setup;
    this.uuid = setup.uuid;
    this.service = setup.service;
    this.servicePath = setup.servicePath;
    this.value = setup.value ?? new Uint8Array();
  }

  get isNotifying(): boolean {
    return this.#sessions.size > 0 && this.#setup.isConnected();
  }

  export(): void {
    const { path, uuid, servicePath, flags } = this.#setup;
    this.#objects.add(path, {
      [characteristicInterface]: {
        properties: {
          UUID: new Variant("s", uuid),
          Service: new Variant("o", servicePath),
          Flags: new Variant("as", [...flags]),
          MTU: new Variant("q", 247),
        },
        methods: {
          ReadValue: { takes: "a{sv}", gives: "ay", call: () => this.#read() },
          WriteValue: { takes: "aya{sv}", call: ([data, options]) => this.#write(data, options) },
          StartNotify: { call: (_, sender) => this.#startNotify(sender) },
          StopNotify: { call: (_, sender) => this.#stopNotify(sender) },
        },
      },
    });
  }

  notify(data: Uint8Array): void {
    if (!this.isNotifying) return;
    this.#change({ Value: new Variant("ay", Buffer.from(data)) });
  }

  failWrites(count: number): void {
    this.#failWrites = count;
  }

  stallWrites(): void {
    this.#isStalled = true;
  }

  linkLost({ leavesCallsOpen }: { leavesCallsOpen: boolean }): void {
    this.#isBusy = false;
    this.#isStalled = false;
    for (const end of this.#open) {
      end(leavesCallsOpen ? undefined : new BluezError("Failed", "Operation failed with ATT error: 0x0e"));
    }
    this.#open.clear();
  }

  clientLeft(sender: string): void {
    if (this.#sessions.delete(sender) && this.#sessions.size === 0)
      this.#change({ Notifying: new Variant("b", false) });
  }

  async #read(): Promise<Buffer> {
    this.#require("read");
    await this.#request();
    this.#change({ Value: new Variant("ay", Buffer.from(this.value)) });
    return Buffer.from(this.value);
  }

  async #write(data: unknown, options: unknown): Promise<void> {
    const { flags, uuid, onWrite } = this.#setup;
    const { type: wanted } = options as Record<string, Variant<string>>;
    const type = wanted?.value === "command" || (!wanted && !flags.includes("write")) ? "command" : "request";
    this.#require(type === "command" ? "write-without-response" : "write");
    if (type === "request" || this.#isStalled) await this.#request();
    if (this.#failWrites > 0) {
      this.#failWrites -= 1;
      throw new BluezError("Failed", "Operation failed with ATT error: 0x0e");
    }
    onWrite({ characteristic: uuid, data: Uint8Array.from(data as Uint8Array), type, atMs: systemClock.now() });
  }

  #startNotify(sender: string): void {
    const { flags } = this.#setup;
    if (!this.#setup.isConnected()) throw new BluezError("NotConnected", "Not Connected");
    if (!flags.includes("notify") && !flags.includes("indicate")) throw notSupported();
    if (this.#sessions.has(sender)) return;
    this.#sessions.add(sender);
    this.#change({ Notifying: new Variant("b", true) });
  }

  #stopNotify(sender: string): void {
    if (!this.#sessions.has(sender)) throw new BluezError("Failed", "No notify session started");
    this.clientLeft(sender);
  }

  #require(flag: Flag): void {
    if (!this.#setup.isConnected()) throw new BluezError("Failed", "Not connected");
    if (!this.#setup.flags.includes(flag)) throw flag === "read" ? notPermitted() : notSupported();
  }

  /** What takes an answer of the device: one at a time. */
  async #request(): Promise<void> {
    if (this.#isBusy) throw new BluezError("InProgress", "In Progress");
    this.#isBusy = true;
    const lost = new Promise<BluezError | undefined>((resolve) => {
      this.#open.add(resolve);
    });
    const isLost = lost.then((error) => ({ error }));
    const answered = this.#isStalled ? never : sleep(systemClock, requestMs);
    const end = await Promise.race([isLost, answered]);
    if (end) return end.error ? Promise.reject(end.error) : never;
    this.#open.clear();
    this.#isBusy = false;
  }

  #change(changes: Record<string, Variant>): void {
    this.#objects.change(this.#setup.path, characteristicInterface, changes);
  }
}

function notSupported(): BluezError {
  return new BluezError("NotSupported", "Operation is not supported");
}

function notPermitted(): BluezError {
  return new BluezError("NotPermitted", "Read not permitted");
}
