import { type Advertisement, abortedError, ButtplugError } from "@buttplug-ts/core";
import type { Hardware, HardwareManager, Unsubscribe } from "@buttplug-ts/hardware";
import type { Call, Calls, Opened } from "./messages.js";

/** Makes the manager that a process runs. */
export type CreateManager = (options: never) => HardwareManager | Promise<HardwareManager>;

/** Where a call comes from. */
export interface CallOrigin {
  readonly id: number;
  readonly signal: AbortSignal;
  /** Says something later under the id of the call. */
  readonly emit: (event: unknown) => void;
}

interface HostedConnection {
  readonly hardware: Hardware;
  readonly subscriptions: Map<number, Unsubscribe>;
}

interface HostedScan {
  readonly found: AsyncIterator<Advertisement>;
  readonly controller: AbortController;
}

/** A manager as the calls of the parent see it. */
export class HostedManager {
  readonly #create: CreateManager;
  readonly #connections = new Map<number, HostedConnection>();
  readonly #scans = new Map<number, HostedScan>();
  readonly #watches = new Map<number, AbortController>();
  #manager: Promise<HardwareManager> | undefined;

  constructor(create: CreateManager) {
    this.#create = create;
  }

  /** What the parent gets. Operations of a connection begin before this returns, and so in the order of the calls. */
  run(call: Call, origin: CallOrigin): PromiseLike<unknown> | undefined {
    switch (call.call) {
      case "create":
        return this.#start(call.args.options, origin);
      case "watch":
        return this.#watch(origin);
      case "scan":
        return this.#scan(call.args, origin);
      case "next":
        return this.#next(call.args.scan);
      case "open":
        return this.#open(call.args, origin);
      case "write": {
        const { connection, endpoint, data, withResponse } = call.args;
        return this.#at(connection).hardware.write(endpoint, data, { withResponse, signal: origin.signal });
      }
      case "read": {
        const { connection, endpoint, ...options } = call.args;
        return this.#at(connection).hardware.read(endpoint, options);
      }
      case "subscribe":
        return this.#subscribe(call.args, origin);
      case "unsubscribe":
        return this.#unsubscribe(call.args);
      case "rssi":
        return this.#at(call.args.connection).hardware.rssi?.();
      case "close":
        return this.#connections.get(call.args.connection)?.hardware[Symbol.asyncDispose]();
    }
  }

  /** The parent has no use for what this call began. */
  cancel(id: number): void {
    this.#watches.get(id)?.abort();
    this.#watches.delete(id);
    const scan = this.#scans.get(id);
    this.#scans.delete(id);
    scan?.controller.abort();
    scan?.found.return?.().catch(() => {});
    this.#connections
      .get(id)
      ?.hardware[Symbol.asyncDispose]()
      .then(undefined, () => {});
  }

  async dispose(): Promise<void> {
    const manager = await this.#manager;
    await manager?.[Symbol.asyncDispose]();
  }

  async #start(options: object, { emit }: CallOrigin): Promise<undefined> {
    this.#manager = Promise.resolve(options as never).then(this.#create);
    const { availability, ready } = await this.#manager;
    availability.subscribe(emit);
    await ready;
    emit(availability.value);
    return undefined;
  }

  async #watch({ id, emit }: CallOrigin): Promise<undefined> {
    const controller = new AbortController();
    this.#watches.set(id, controller);
    const manager = await this.#made();
    manager.watch(emit, { signal: controller.signal });
    return undefined;
  }

  async #scan({ filters }: Calls["scan"]["args"], { id, signal }: CallOrigin): Promise<undefined> {
    const manager = await this.#made();
    if (signal.aborted) return undefined;
    const controller = new AbortController();
    const found = manager.scan(filters, { signal: controller.signal })[Symbol.asyncIterator]();
    this.#scans.set(id, { found, controller });
    return undefined;
  }

  async #next(id: number): Promise<Advertisement | undefined> {
    const result = await this.#scans.get(id)?.found.next();
    if (result?.done === false) return result.value;
    this.#scans.delete(id);
    return undefined;
  }

  async #open({ hardware: wanted, plans }: Calls["open"]["args"], { id, signal, emit }: CallOrigin): Promise<Opened> {
    const manager = await this.#made();
    const hardware = await manager.open(wanted, plans, { signal });
    if (signal.aborted) {
      await hardware[Symbol.asyncDispose]();
      throw abortedError(signal);
    }
    this.#connections.set(id, { hardware, subscriptions: new Map() });
    void hardware.closed.then((end) => {
      this.#connections.delete(id);
      emit(end);
    });
    const { plan, endpoints, gapMs, needsKeepalive } = hardware;
    return { plan: plans.indexOf(plan), endpoints, gapMs, needsKeepalive, hasRssi: hardware.rssi !== undefined };
  }

  async #subscribe({ connection, endpoint }: Calls["subscribe"]["args"], { id, emit }: CallOrigin): Promise<undefined> {
    const { hardware, subscriptions } = this.#at(connection);
    subscriptions.set(id, await hardware.subscribe(endpoint, emit));
    return undefined;
  }

  async #unsubscribe({ connection, subscription }: Calls["unsubscribe"]["args"]): Promise<undefined> {
    const subscriptions = this.#connections.get(connection)?.subscriptions;
    const unsubscribe = subscriptions?.get(subscription);
    subscriptions?.delete(subscription);
    await unsubscribe?.();
    return undefined;
  }

  #made(): Promise<HardwareManager> {
    return this.#manager ?? Promise.reject(new ButtplugError("internal/bug", "a call came before the manager"));
  }

  #at(connection: number): HostedConnection {
    const found = this.#connections.get(connection);
    if (found) return found;
    throw new ButtplugError("hardware/disconnected", "the device is not connected any more");
  }
}
