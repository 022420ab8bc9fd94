import type { Endpoint, OutputType } from "@buttplug-ts/core";
import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { DeviceSummary } from "@buttplug-ts/server";
import type { Recording, RecordingEntry } from "./recording.js";

/** A write of the recording. */
export interface ScriptWrite {
  readonly line: number;
  readonly atMs: number;
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
  readonly error?: string;
}

/** What shows how far a server had gone on, by the nth of its kind. */
export type Milestone = "command" | "stop" | "drop";

/** What happens to one device, or to all, at a moment. */
export type Action =
  | {
      readonly kind: "connect";
      readonly device: DeviceSummary;
      /** Whether it was there before the recording began. */
      readonly wasThere: boolean;
      /** Whether it was brought to rest before it was announced, and with what. */
      readonly stopFirst: boolean;
      readonly firstWrites: readonly ScriptWrite[];
    }
  | { readonly kind: "vanish" }
  | { readonly kind: "session-opened"; readonly session: number; readonly clientName: string }
  | { readonly kind: "session-closed"; readonly session: number }
  | {
      readonly kind: "command";
      readonly session: number;
      readonly feature: number;
      readonly output: OutputType;
      readonly value: number;
      readonly durationMs: number;
    }
  /** The server had gone on so far that this was done; a command is that of the device with this number, from 1. */
  | { readonly kind: "done"; readonly what: Milestone; readonly count: number }
  | { readonly kind: "stop"; readonly features: "all" | readonly number[] }
  | { readonly kind: "settings"; readonly config: UserConfig }
  | { readonly kind: "write-started"; readonly write: ScriptWrite }
  | { readonly kind: "write-ended"; readonly write: ScriptWrite };

/** One step of a script, at a moment of the recording. */
export type Step = Action & {
  readonly line: number;
  readonly atMs: number;
  /** Steps with the same number happened without anything between them that was waiting for its turn. */
  readonly turn?: number;
};

/** What to do with one device, in order. */
export interface DeviceScript {
  readonly hardware: string;
  readonly steps: readonly Step[];
}

/** What to replay. */
export interface ReplayScript {
  readonly devices: readonly DeviceScript[];
  readonly endAtMs: number;
  /** Why the end of the recording is not the end of what happened, if so. */
  readonly cutBy: string | undefined;
}

interface Ordered {
  readonly order: number;
  readonly step: Step;
}

/** The recording as one script a device. Devices know nothing of each other, so that each has its own time. */
export function scriptOf({ entries }: Recording): ReplayScript {
  const builder = new ScriptBuilder();
  for (const entry of entries) if (!builder.add(entry)) break;
  return builder.script;
}

class ScriptBuilder {
  readonly #own = new Map<string, Ordered[]>();
  /** What every device sees: sessions and settings. */
  readonly #shared: Ordered[] = [];
  readonly #hardwareOf = new Map<number, string>();
  /** What devices got that are not announced yet. */
  readonly #firstWrites = new Map<number, ScriptWrite[]>();
  readonly #commands = new Map<number, { readonly device: number; readonly number: number }>();
  /** How many milestones of a kind hardware has had, by hardware and kind. */
  readonly #counts = new Map<string, number>();
  #events = 0;
  #turn = 0;
  #endAtMs = 0;
  #cutBy: string | undefined = "it has no last line; the server may have crashed";

  get script(): ReplayScript {
    const devices = [...this.#own].map(([hardware, own]) => {
      const steps = [...own, ...this.#shared].sort((a, b) => a.order - b.order).map(({ step }) => step);
      return { hardware, steps };
    });
    return { devices, endAtMs: this.#endAtMs, cutBy: this.#cutBy };
  }

  /** Whether what comes after this entry can be replayed. */
  add(entry: RecordingEntry): boolean {
    const { event, line, atMs } = entry;
    const now = () => ({ line, atMs, turn: this.#turn });
    // Marks are no events of the server; they come after the event before them.
    const isMark = ["session-present", "device-present", "settings", "lost", "end"].includes(event.kind);
    const order = isMark ? this.#events - 0.5 : this.#events;
    if (!isMark) this.#events += 1;
    if (!isMark && !entry.sameTurn) this.#turn += 1;
    this.#endAtMs = Math.max(this.#endAtMs, event.kind === "write" ? atMs + event.tookMs : atMs);
    switch (event.kind) {
      case "session-opened":
      case "session-present": {
        const { id, clientName } = event.session;
        this.#share(order, entry, { kind: "session-opened", session: id, clientName });
        break;
      }
      case "session-closed":
        this.#share(order, entry, { kind: "session-closed", session: event.session });
        break;
      case "settings":
        this.#share(order, entry, { kind: "settings", config: event.config });
        break;
      case "device-added":
      case "device-present": {
        const { device } = event;
        this.#hardwareOf.set(device.index, device.hardware);
        const firstWrites = this.#firstWrites.get(device.index);
        this.#firstWrites.delete(device.index);
        this.#push(device.index, order, now(), {
          kind: "connect",
          device,
          wasThere: event.kind === "device-present",
          stopFirst: firstWrites !== undefined,
          firstWrites: firstWrites ?? [],
        });
        break;
      }
      case "device-removed":
        this.#push(event.device, order, now(), { kind: "vanish" });
        this.#hardwareOf.delete(event.device);
        break;
      case "command": {
        this.#commands.set(event.command, { device: event.device, number: this.#count("command", event.device) });
        const { session, feature, output, value, durationMs } = event;
        this.#push(event.device, order, now(), { kind: "command", session, feature, output, value, durationMs });
        break;
      }
      case "settled": {
        const command = this.#commands.get(event.command);
        this.#commands.delete(event.command);
        if (!command || event.result !== "written") break;
        this.#push(command.device, order, now(), { kind: "done", what: "command", count: command.number });
        break;
      }
      case "stopped":
        if (event.result !== "written") break;
        this.#push(event.device, order, now(), {
          kind: "done",
          what: "stop",
          count: this.#count("stop", event.device),
        });
        break;
      case "dropped":
        this.#push(event.device, order, now(), {
          kind: "done",
          what: "drop",
          count: this.#count("drop", event.device),
        });
        break;
      case "stop":
        if (!this.#hardwareOf.has(event.device)) this.#firstWrites.set(event.device, []);
        this.#push(event.device, order, now(), { kind: "stop", features: event.features });
        break;
      case "write": {
        const startedAt = order - event.during;
        if (startedAt < 0) break;
        const write = { ...event, line, atMs };
        if (!this.#hardwareOf.has(event.device)) this.#firstWrites.get(event.device)?.push(write);
        // Between the last event that it could know and the next.
        this.#push(event.device, startedAt - 0.25, { line, atMs }, { kind: "write-started", write });
        const ended = { line, atMs: atMs + event.tookMs, turn: this.#turn };
        this.#push(event.device, order, ended, { kind: "write-ended", write });
        break;
      }
      case "lost":
        this.#cutBy = `${event.events} events are missing after line ${line - 1}`;
        return false;
      case "end":
        this.#cutBy = event.why === "full" ? "it had all the bytes that it may have" : undefined;
    }
    return true;
  }

  /** The number of this milestone of a device that is connected, counted from 1. */
  #count(what: Milestone, device: number): number {
    const key = `${what} ${this.#hardwareOf.get(device)}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  #share(order: number, { line, atMs }: RecordingEntry, action: Action): void {
    this.#shared.push({ order, step: { ...action, line, atMs, turn: this.#turn } });
  }

  #push(device: number, order: number, moment: Pick<Step, "line" | "atMs" | "turn">, action: Action): void {
    const hardware = this.#hardwareOf.get(device);
    if (hardware === undefined) return;
    const own = this.#own.get(hardware) ?? [];
    this.#own.set(hardware, own);
    own.push({ order, step: { ...action, ...moment } });
  }
}
