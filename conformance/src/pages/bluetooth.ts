import {
  ButtplugError,
  type Endpoint,
  type EndpointPlan,
  isButtplugError,
  type ScanFilters,
  textOf,
} from "@buttplug-ts/core";
import type { Hardware, Unsubscribe } from "@buttplug-ts/hardware";
import { WebBluetoothHardwareManager, webBluetoothSupport } from "@buttplug-ts/hardware-bluetooth-web";

/** What a test hears from the page. */
export type PageNews =
  | { readonly kind: "availability"; readonly value: unknown }
  | { readonly kind: "arrived" | "seen"; readonly id: number; readonly value: unknown }
  | { readonly kind: "closed"; readonly id: number; readonly value: unknown }
  | { readonly kind: "notified"; readonly id: number; readonly value: readonly number[] };

/** What came of a call: bytes are numbers, errors are what is left of them. */
export type PageAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly code: string; readonly message: string; readonly details: object } };

declare const tellTest: (news: PageNews) => Promise<void>;

let manager = new WebBluetoothHardwareManager();
const calls = new Map<number, AbortController>();
const opened = new Map<number, Hardware>();
const subscriptions = new Map<number, Unsubscribe>();

function hardware(id: number): Hardware {
  const found = opened.get(id);
  if (found) return found;
  throw new ButtplugError("internal/bug", `there is no open device ${id}`);
}

function signalOf(id: number): AbortSignal {
  const call = calls.get(id) ?? new AbortController();
  calls.set(id, call);
  return call.signal;
}

/** The manager of the page, operated from outside. Each call has a number, by which it can be called off. */
const operations = {
  async start(): Promise<unknown> {
    manager = new WebBluetoothHardwareManager();
    manager.availability.subscribe((value) => void tellTest({ kind: "availability", value }));
    await manager.ready;
    return manager.availability.value;
  },
  watch(call: number): void {
    manager.watch((value) => void tellTest({ kind: "arrived", id: call, value }), { signal: signalOf(call) });
  },
  async scan(call: number, filters: ScanFilters): Promise<void> {
    for await (const value of manager.scan(filters, { signal: signalOf(call) })) {
      await tellTest({ kind: "seen", id: call, value });
    }
  },
  async open(call: number, id: string, plans: readonly EndpointPlan[]): Promise<unknown> {
    const device = await manager.open(id, plans, { signal: signalOf(call) });
    opened.set(call, device);
    void device.closed.then((value) => tellTest({ kind: "closed", id: call, value }));
    const { endpoints, gapMs, needsKeepalive } = device;
    return { plan: plans.indexOf(device.plan), endpoints, gapMs, needsKeepalive };
  },
  async write(call: number, on: number, endpoint: Endpoint, data: number[], withResponse: boolean): Promise<void> {
    await hardware(on).write(endpoint, Uint8Array.from(data), { withResponse, signal: signalOf(call) });
  },
  async read(_: number, on: number, endpoint: Endpoint, timeoutMs: number): Promise<unknown> {
    return [...(await hardware(on).read(endpoint, { timeoutMs }))];
  },
  async subscribe(call: number, on: number, endpoint: Endpoint): Promise<void> {
    const tell = (data: Uint8Array) => void tellTest({ kind: "notified", id: call, value: [...data] });
    subscriptions.set(call, await hardware(on).subscribe(endpoint, tell));
  },
  async unsubscribe(_: number, subscription: number): Promise<void> {
    await subscriptions.get(subscription)?.();
  },
  async close(_: number, on: number): Promise<void> {
    await hardware(on)[Symbol.asyncDispose]();
  },
  async dispose(): Promise<void> {
    await manager[Symbol.asyncDispose]();
  },
  async support(): Promise<unknown> {
    return webBluetoothSupport();
  },
};

export type PageOperation = keyof typeof operations;

export const bluetoothPage = {
  async call(operation: PageOperation, call: number, values: readonly unknown[], isOff: boolean): Promise<PageAnswer> {
    signalOf(call);
    if (isOff) this.abort(call);
    const run = operations[operation] as (call: number, ...values: readonly unknown[]) => unknown;
    try {
      return { value: await run(call, ...values) };
    } catch (error) {
      const code = isButtplugError(error) ? error.code : "internal/bug";
      return { error: { code, message: textOf(error), details: isButtplugError(error) ? error.details : {} } };
    } finally {
      if (operation !== "watch") calls.delete(call);
    }
  },
  abort(call: number): void {
    calls.get(call)?.abort();
  },
};

export type BluetoothPage = typeof bluetoothPage;

Object.assign(globalThis, { page: bluetoothPage });
