import type {
  Advertisement,
  Endpoint,
  EndpointPlan,
  ErrorClass,
  ErrorCode,
  HardwareId,
  ScanFilters,
} from "@buttplug-ts/core";
import type { Availability, HardwareClosed } from "@buttplug-ts/hardware";

/**
 * What the parent asks of its child: arguments, result, and what comes afterwards until it is cancelled. Connections,
 * subscriptions, watches and scans go by the id of the call that began them.
 */
export interface Calls {
  create: { args: { readonly options: object }; result: undefined; event: Availability };
  watch: { args: object; result: undefined; event: Advertisement };
  scan: { args: { readonly filters: ScanFilters }; result: undefined; event: never };
  next: { args: { readonly scan: number }; result: Advertisement | undefined; event: never };
  open: {
    args: { readonly hardware: HardwareId; readonly plans: readonly EndpointPlan[] };
    result: Opened;
    event: HardwareClosed;
  };
  write: {
    args: Connected & { readonly endpoint: Endpoint; readonly data: Uint8Array; readonly withResponse: boolean };
    result: undefined;
    event: never;
  };
  read: {
    args: Connected & { readonly endpoint: Endpoint; readonly length?: number; readonly timeoutMs: number };
    result: Uint8Array;
    event: never;
  };
  subscribe: { args: Connected & { readonly endpoint: Endpoint }; result: undefined; event: Uint8Array };
  unsubscribe: { args: Connected & { readonly subscription: number }; result: undefined; event: never };
  rssi: { args: Connected; result: number; event: never };
  close: { args: Connected; result: undefined; event: never };
}

export type CallName = keyof Calls;

export interface Connected {
  readonly connection: number;
}

export interface Opened {
  /** Which of the plans fitted. */
  readonly plan: number;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly hasRssi: boolean;
}

export type Call = {
  [K in CallName]: { readonly call: K; readonly id: number; readonly args: Calls[K]["args"] };
}[CallName];

/** `cancel`: the caller lost interest in this call and in what it began. `dispose`: close everything and end. */
export type ToChild = Call | { readonly cancel: number } | { readonly ping: true } | { readonly dispose: true };

export type ToParent =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly id: number; readonly event: unknown }
  | { readonly alive: true };

/** A `ButtplugError` on its way. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: object;
  readonly errorClass: ErrorClass;
  /** The text of the cause. */
  readonly cause?: string;
}
