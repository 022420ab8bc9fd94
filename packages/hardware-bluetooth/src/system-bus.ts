import { ButtplugError, type Clock, systemClock, textOf, withTimeLimit } from "@buttplug-ts/core";
import { importNative, unavailable } from "@buttplug-ts/hardware-kit";
import type { Message, MessageBus } from "dbus-next";

/** A signal, from whoever it comes. */
export interface BusSignal {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
  /** Gets the result before any signal that came after it: promises do not. */
  readonly onReply?: (result: readonly unknown[]) => void;
}

export interface SystemBusOptions {
  readonly onSignal: (signal: BusSignal) => void;
  /** Called once, also after `close`: the connection, which was open, is over. */
  readonly onLost: (why: string) => void;
  /** Default: what DBUS_SYSTEM_BUS_ADDRESS says, or where systems have it. */
  readonly address?: string;
  /** How long connecting may take. Default: 3,000. */
  readonly limitMs?: number;
  readonly clock?: Clock;
  /** Calls off connecting. */
  readonly signal?: AbortSignal;
}

type Dbus = typeof import("dbus-next");

/** The inside of dbus-next's bus: it keeps to itself that the connection ended. */
interface Inside {
  readonly _connection: {
    readonly stream: { destroy(): void; once(event: "connect" | "end" | "close", listener: () => void): void };
  };
  readonly _methodReturnHandlers: Record<number, (reply: Message) => void>;
}

export const busDaemon = "org.freedesktop.DBus";
const usualAddress = "unix:path=/var/run/dbus/system_bus_socket";
const helloSerial = 1;

/**
 * A connection to the system's message bus (D-Bus). Uses calls and messages of dbus-next only, not its objects: those add a
 * match rule for each listener and never remove one, until the bus refuses the 513th.
 */
export class SystemBus {
  readonly #dbus: Dbus;
  readonly #bus: MessageBus;
  readonly #inside: Inside;
  readonly #options: SystemBusOptions;
  readonly #pending = new Set<(error: unknown) => void>();
  #end: Error | undefined;
  #onLost: (why: string) => void = () => {};

  private constructor(dbus: Dbus, bus: MessageBus, options: SystemBusOptions) {
    this.#dbus = dbus;
    this.#bus = bus;
    this.#inside = bus as unknown as Inside;
    this.#options = options;
  }

  /** @throws ButtplugError `hardware/unavailable` with a sentence that says what helps, or `request/aborted` */
  static async open(options: SystemBusOptions): Promise<SystemBus> {
    const { address = process.env["DBUS_SYSTEM_BUS_ADDRESS"] || usualAddress, clock = systemClock } = options;
    const { default: dbus } = await importNative("bluetooth", "dbus-next", () => import("dbus-next"));
    const silent = () =>
      unavailable("bluetooth", "The system's message bus does not answer: restart the service dbus.");
    let bus: SystemBus | undefined;
    try {
      return await withTimeLimit(clock, options.limitMs ?? 3_000, options.signal, silent, () => {
        bus = new SystemBus(dbus, dbus.sessionBus({ busAddress: address }), options);
        return bus.#connect(address);
      });
    } catch (error) {
      bus?.close();
      if (error instanceof ButtplugError) throw error;
      throw unavailable("bluetooth", `The address of the message bus, ${address}, cannot be used: ${textOf(error)}.`);
    }
  }

  /** Settles with what the method returns, or rejects. No time limit: some services take long. */
  call({ body = [], onReply, ...call }: BusCall): Promise<readonly unknown[]> {
    if (this.#end) return Promise.reject(this.#end);
    const { NO_AUTO_START: flags } = this.#dbus.MessageFlag;
    const message = new this.#dbus.Message({ ...call, body: [...body], flags });
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      this.#bus
        .call(message)
        .then((reply) => resolve(reply?.body ?? []), reject)
        .finally(() => this.#pending.delete(reject));
      if (onReply && message.serial !== null) this.#onReply(message.serial, onReply);
    });
  }

  /** Calls a method of the bus itself that takes one text, such as `AddMatch`. */
  ask(member: string, text: string, options: Pick<BusCall, "onReply"> = {}): Promise<readonly unknown[]> {
    const at = { destination: busDaemon, path: "/org/freedesktop/DBus", interface: busDaemon };
    return this.call({ ...at, member, signature: "s", body: [text], ...options });
  }

  /** A value of a{sv}, to be sent. */
  variant(signature: string, value: unknown): unknown {
    return new this.#dbus.Variant(signature, value);
  }

  close(): void {
    this.#lose("the connection to the message bus was closed");
  }

  #connect(address: string): Promise<SystemBus> {
    const { stream } = this.#inside._connection;
    return new Promise((resolve, reject) => {
      let isReached = false;
      let why = "the message bus ended the connection";
      stream.once("connect", () => {
        isReached = true;
      });
      this.#bus.on("error", (error: unknown) => {
        why = textOf(error);
        reject(isReached ? refused(error) : unreachable(address, error));
      });
      for (const event of ["end", "close"] as const) {
        stream.once(event, () => {
          reject(refused(why));
          this.#lose(why);
        });
      }
      this.#bus.on("connect", () => {
        this.#onLost = this.#options.onLost;
        resolve(this);
      });
      this.#bus.on("message", (message) => this.#hear(message));
      this.#catchHello(reject);
    });
  }

  #onReply(serial: number, onReply: (result: readonly unknown[]) => void): void {
    const handlers = this.#inside._methodReturnHandlers;
    const handle = handlers[serial];
    handlers[serial] = (reply) => {
      if (reply.type !== this.#dbus.MessageType.ERROR) onReply(reply.body);
      handle?.(reply);
    };
  }

  /** dbus-next rejects a promise of its own if the bus refuses the first call, which would take the process down. */
  #catchHello(reject: (error: unknown) => void): void {
    const handlers = this.#inside._methodReturnHandlers;
    const handle = handlers[helloSerial];
    handlers[helloSerial] = (reply) => {
      if (reply.type === this.#dbus.MessageType.ERROR) reject(refused(reply.body[0]));
      else handle?.(reply);
    };
  }

  #hear(message: Message): void {
    if (message.type === this.#dbus.MessageType.SIGNAL && !this.#end) this.#options.onSignal(message);
  }

  #lose(why: string): void {
    if (this.#end) return;
    this.#end = new this.#dbus.DBusError(`${busDaemon}.Error.Disconnected`, why);
    for (const reject of this.#pending) reject(this.#end);
    this.#pending.clear();
    this.#inside._connection.stream.destroy();
    this.#onLost(why);
  }
}

/** The name of the error that a call was answered with, such as `org.bluez.Error.InProgress`. */
export function busErrorName(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "type" in error ? String(error.type) : undefined;
}

function unreachable(address: string, cause: unknown): ButtplugError {
  const helps = "start the service dbus, or in a container mount /run/dbus of the host";
  return unavailable("bluetooth", `There is no message bus (D-Bus) at ${address}: ${helps}.`, cause);
}

function refused(cause: unknown): ButtplugError {
  const who = `user ${process.getuid?.() ?? "?"}`;
  const helps = "in a container, use the same user id as on the host";
  return unavailable("bluetooth", `The system's message bus refuses ${who} (${textOf(cause)}): ${helps}.`, cause);
}
