import type { Advertisement, Endpoint, EndpointPlan, HardwareId, Observable, ScanFilters } from "@buttplug-ts/core";

/**
 * Whether a bus can be used, or why not and what would help, in one sentence. `note`, a sentence too, is worth knowing all
 * the same, such as the adapter in use.
 */
export type Availability =
  | { readonly usable: true; readonly note?: string }
  | { readonly usable: false; readonly why: string };

/** Finds and opens the hardware of one bus: the field's "device communication manager". Knows no protocols. */
export interface HardwareManager extends AsyncDisposable {
  /** Unique among the managers of a server, such as `bluetooth`. */
  readonly name: string;
  readonly availability: Observable<Availability>;
  /** Settles when `availability` is known. Never rejects, and takes a few seconds at most. */
  readonly ready: Promise<void>;
  /** Reports hardware that comes by itself, without a scan, until `signal` aborts. */
  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void;
  /** One discovery cycle. Ends when the cycle is over or `signal` aborts; throws `hardware/unavailable` if it cannot start. */
  scan(filters: ScanFilters, options: { readonly signal: AbortSignal }): AsyncIterable<Advertisement>;
  /**
   * Connects; the first of `plans` that fits is taken. Works for known hardware without a scan.
   * @throws ButtplugError `hardware/connect-failed`
   */
  open(id: HardwareId, plans: readonly EndpointPlan[], options: { readonly signal: AbortSignal }): Promise<Hardware>;
}

/** How the connection to hardware ended. */
export interface HardwareClosed {
  /** `local`: this side let go; `remote`: the device left; `failure`: the bus broke. */
  readonly by: "local" | "remote" | "failure";
  readonly reason: string;
}

/** One connected device, as bytes and endpoints. Disposing closes the connection. */
export interface Hardware extends AsyncDisposable {
  /** The candidate that fitted. */
  readonly plan: EndpointPlan;
  /** The endpoints of the plan that this hardware really has. */
  readonly endpoints: readonly Endpoint[];
  /** Milliseconds that the bus wants between commits; 0 for none. */
  readonly gapMs: number;
  /** Whether the operating system drops the link of a device that is written to too rarely. */
  readonly needsKeepalive: boolean;
  /** Settles once, never rejects. */
  readonly closed: Promise<HardwareClosed>;
  /**
   * Settles when the bus back end took the bytes. `data` is not changed by the caller afterwards.
   * @throws ButtplugError `hardware/write-failed`, `hardware/endpoint-missing` or `hardware/disconnected`
   */
  write(
    endpoint: Endpoint,
    data: Uint8Array,
    options: { readonly withResponse: boolean; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** @throws ButtplugError `hardware/read-failed`, `hardware/no-answer`, `hardware/endpoint-missing` or `hardware/disconnected` */
  read(endpoint: Endpoint, options: { readonly length?: number; readonly timeoutMs: number }): Promise<Uint8Array>;
  /** Calls `listener` for each notification, in order, until the returned function is called. Several may listen. */
  subscribe(endpoint: Endpoint, listener: (data: Uint8Array) => void): Promise<Unsubscribe>;
  /** Signal strength in dBm, where the bus can tell. */
  rssi?(): Promise<number>;
}

/** Ends a subscription. Idempotent. */
export type Unsubscribe = () => Promise<void>;
