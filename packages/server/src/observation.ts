import type { Clock, Endpoint, ErrorCode, InputType, OutputType } from "@buttplug-ts/core";

/** A session as observers see it. Ids are never used again while the server lives. */
export interface SessionSummary {
  readonly id: number;
  /** Empty until the client has introduced itself. */
  readonly clientName: string;
  readonly transport: string;
  /** Spec version that the client speaks. */
  readonly specVersion: number;
  /** Where it comes from and what let it in, as far as is known. */
  readonly address?: string;
  readonly origin?: string;
  readonly label?: string;
}

/** A session that is open. */
export interface OpenSession extends SessionSummary {
  /** When it opened, on the server's clock, in milliseconds. */
  readonly openedAtMs: number;
}

/** A device as observers see it. */
export interface DeviceSummary {
  readonly index: number;
  readonly name: string;
  /** The model's id in the database. */
  readonly model: string;
  readonly protocol: string;
  readonly identifier: string;
  /** The manager's name, a slash and the manager's id of the hardware. */
  readonly hardware: string;
  /** What the bus asks for: milliseconds between two commits, 0 for none, and whether it drops devices that hear nothing. */
  readonly bus: { readonly gapMs: number; readonly needsKeepalive: boolean };
}

/** How a command ended, and the code of the error if it ended so. */
export type ObservedResult = "written" | "superseded" | ErrorCode;

/** What happened. Indexes are those of the wire; values of commands are what the client sent, writes are what the device got. */
export type ObservedEvent =
  | { readonly kind: "session-opened"; readonly session: SessionSummary }
  | { readonly kind: "session-closed"; readonly session: number; readonly code: ErrorCode; readonly reason: string }
  | { readonly kind: "device-added"; readonly device: DeviceSummary }
  | { readonly kind: "device-removed"; readonly device: number; readonly reason: string }
  | { readonly kind: "reconnecting"; readonly hardware: string; readonly attempt: number }
  | {
      readonly kind: "command";
      /** Counts up over all sessions. */
      readonly command: number;
      readonly session: number;
      readonly device: number;
      readonly feature: number;
      readonly output: OutputType;
      readonly value: number;
      readonly durationMs: number;
    }
  | { readonly kind: "settled"; readonly command: number; readonly result: ObservedResult; readonly tookMs: number }
  /** A stop of a feature or a device. Without a session: the server's own. */
  | {
      readonly kind: "stop";
      readonly device: number;
      readonly features: "all" | readonly number[];
      readonly session?: number;
    }
  | {
      readonly kind: "stopped";
      readonly device: number;
      readonly result: "written" | ErrorCode;
      readonly tookMs: number;
    }
  | {
      readonly kind: "write";
      readonly device: number;
      readonly endpoint: Endpoint;
      readonly data: Uint8Array;
      readonly withResponse: boolean;
      readonly tookMs: number;
      /** How many other events were told while it was under way. They happened after its bytes were chosen. */
      readonly during: number;
      readonly error?: string;
    }
  /** The link of a device that could not be trusted any more was dropped. */
  | { readonly kind: "dropped"; readonly device: number; readonly code: ErrorCode; readonly reason: string }
  /** Who drives a feature from now on; without a session: nobody. */
  | { readonly kind: "driver"; readonly device: number; readonly feature: number; readonly session?: number }
  | {
      readonly kind: "reading";
      readonly device: number;
      readonly feature: number;
      readonly input: InputType;
      readonly value: number;
    }
  | { readonly kind: "scan-started" | "scan-finished" }
  | { readonly kind: "held" | "released"; readonly by: string; readonly devices: "all" | readonly number[] }
  | { readonly kind: "settings-changed"; readonly problems: readonly string[] }
  | { readonly kind: "error"; readonly area: string; readonly message: string; readonly hardware?: string };

/** What happened, and when on the server's clock, in milliseconds. */
export type Observed = { readonly atMs: number } & ObservedEvent;

/** Called with everything that happens, in order. What it throws is dropped. It must not change anything. */
export type Observer = (event: Observed) => void;

/** The one stream of what really happens. Costs a look at `active` where nobody listens. */
export class Observation {
  readonly #clock: Clock;
  readonly #observers = new Set<Observer>();
  active = false;
  /** How many events the observers were told. */
  told = 0;
  #commands = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `observer` from now on. Returns the function that ends it. */
  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    this.active = true;
    return () => {
      this.#observers.delete(observer);
      this.active = this.#observers.size > 0;
    };
  }

  /** Tells the observers. `atMs` says when it happened, if that was not now. */
  tell(event: ObservedEvent, atMs: number = this.#clock.now()): void {
    if (!this.active) return;
    this.told += 1;
    for (const observer of [...this.#observers]) {
      try {
        observer({ atMs, ...event });
      } catch {
        // An observer answers for its own errors; what it watches goes on.
      }
    }
  }

  nextCommand(): number {
    this.#commands += 1;
    return this.#commands;
  }

  now(): number {
    return this.#clock.now();
  }
}
