import { onAbort, sleep, systemClock } from "@buttplug-ts/core";
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
  /** Aborts when the link is lost; with a {@link BluezError} if calls under way are answered then. */
  readonly link: () => AbortSignal | undefined;
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

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get isNotifying(): boolean {
    return this.#sessions.size > 0 && this.#setup.link() !== undefined;
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

  linkLost(): void {
    this.#isBusy = false;
    this.#isStalled = false;
  }

  clientLeft(sender: string): void {
    if (this.#sessions.delete(sender) && this.#sessions.size === 0)
      this.#change({ Notifying: new Variant("b", false) });
  }

  async #read(): Promise<Buffer> {
    await this.#request(this.#require("read"));
    this.#change({ Value: new Variant("ay", Buffer.from(this.value)) });
    return Buffer.from(this.value);
  }

  async #write(data: unknown, options: unknown): Promise<void> {
    const { flags, uuid, onWrite } = this.#setup;
    const { type: wanted } = options as Record<string, Variant<string>>;
    const type = wanted?.value === "command" || (!wanted && !flags.includes("write")) ? "command" : "request";
    const link = this.#require(type === "command" ? "write-without-response" : "write");
    if (type === "request") await this.#request(link);
    else if (this.#isStalled) await whileLinked(link, never);
    if (this.#failWrites > 0) {
      this.#failWrites -= 1;
      throw new BluezError("Failed", "Operation failed with ATT error: 0x0e");
    }
    onWrite({ characteristic: uuid, data: Uint8Array.from(data as Uint8Array), type, atMs: systemClock.now() });
  }

  #startNotify(sender: string): void {
    const { flags } = this.#setup;
    if (!this.#setup.link()) throw new BluezError("NotConnected", "Not Connected");
    if (!flags.includes("notify") && !flags.includes("indicate")) throw notSupported();
    // A session outlives the link: who did not end it before the last link was lost still has it.
    if (this.#sessions.has(sender)) throw new BluezError("Failed", "Already notifying");
    this.#sessions.add(sender);
    this.#change({ Notifying: new Variant("b", true) });
  }

  #stopNotify(sender: string): void {
    if (!this.#sessions.has(sender)) throw new BluezError("Failed", "No notify session started");
    this.clientLeft(sender);
  }

  #require(flag: Flag): AbortSignal {
    const link = this.#setup.link();
    if (!link) throw new BluezError("Failed", "Not connected");
    if (!this.#setup.flags.includes(flag)) throw flag === "read" ? notPermitted() : notSupported();
    return link;
  }

  /** What takes an answer of the device: one at a time. */
  async #request(link: AbortSignal): Promise<void> {
    if (this.#isBusy) throw new BluezError("InProgress", "In Progress");
    this.#isBusy = true;
    await whileLinked(link, this.#isStalled ? never : sleep(systemClock, requestMs));
    this.#isBusy = false;
  }

  #change(changes: Record<string, Variant>): void {
    this.#objects.change(this.#setup.path, characteristicInterface, changes);
  }
}

async function whileLinked(link: AbortSignal, work: Promise<void>): Promise<void> {
  let unlisten = () => {};
  const lost = new Promise<never>((_, reject) => {
    unlisten = onAbort(link, () => {
      if (link.reason instanceof BluezError) reject(link.reason);
    });
  });
  await Promise.race([lost, work]).finally(unlisten);
  if (link.aborted) await never;
}

function notSupported(): BluezError {
  return new BluezError("NotSupported", "Operation is not supported");
}

function notPermitted(): BluezError {
  return new BluezError("NotPermitted", "Read not permitted");
}
