import { asButtplugError, ButtplugError, type Cancel, type Clock, soon, systemClock, utf8 } from "@buttplug-ts/core";
import type { ButtplugServer, Observed } from "@buttplug-ts/server";
import { formatName, formatVersion, type RecordingHeader, type RecordingMark } from "./recording.js";
import { lineOf } from "./recording-line.js";
import type { RecordingSink } from "./recording-sink.js";
import { Redaction } from "./redaction.js";

export interface RecordOptions {
  /** How large the recording may become; then it ends. At least 4,096. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** What whoever reads the recording should know. At most 1,000 characters are kept. */
  readonly note?: string;
  /** The server's clock. Default: the system's. */
  readonly clock?: Clock;
  /** Default: now. */
  readonly startedAt?: Date;
}

/** `full`: it has all the bytes it may have. `failed`: the sink did. */
export type RecorderState = "recording" | "full" | "failed" | "closed";

/** What {@link record} began. */
export interface Recorder extends AsyncDisposable {
  readonly state: RecorderState;
  /** What was handed to the sink. */
  readonly bytes: number;
  /** How many events are missing because the sink was too slow. */
  readonly lost: number;
  /**
   * Writes what waits and the last line, and closes the sink. Idempotent.
   * @throws ButtplugError `config/store-failed` if the sink failed, also earlier
   */
  close(): Promise<void>;
}

const defaultMaxBytes = 64 * 1024 * 1024;
const leastMaxBytes = 4096;
/** Room that is kept for the last lines. */
const endBytes = 256;
const longestNote = 1000;
/** Events wait so long for others to be written with them. */
const flushEveryMs = 100;
/** How many events are formed at once: about a millisecond of work. */
const eventsAtOnce = 500;
/** How many events may wait for a slow sink; then they are lost. */
const waitingLimit = 20_000;

/**
 * Writes everything that happens in a server to `sink`, one line of JSON an event, without addresses of hardware. Begin
 * before devices are connected: a replay needs to know what they were told.
 * @throws ButtplugError `usage/invalid-argument` for a `maxBytes` below 4,096
 */
export function record(server: ButtplugServer, sink: RecordingSink, options: RecordOptions = {}): Recorder {
  return new ServerRecorder(server, sink, options);
}

type Waiting = { readonly sameTurn: boolean } & (
  | Observed
  | ({ readonly atMs: number } & RecordingMark)
  | { readonly atMs: number; readonly kind: "header"; readonly header: RecordingHeader }
);

class ServerRecorder implements Recorder {
  readonly #server: ButtplugServer;
  readonly #sink: RecordingSink;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #startedAtMs: number;
  readonly #redaction = new Redaction();
  readonly #unobserve: () => void;
  #waiting: Waiting[] = [];
  #inTurn = false;
  #lostInARow = 0;
  #cancelFlush: Cancel | undefined;
  #writing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #error: ButtplugError | undefined;
  state: RecorderState = "recording";
  bytes = 0;
  lost = 0;

  constructor(server: ButtplugServer, sink: RecordingSink, options: RecordOptions) {
    const { maxBytes = defaultMaxBytes, note, clock = systemClock, startedAt = new Date() } = options;
    if (!(maxBytes >= leastMaxBytes)) {
      throw new ButtplugError("usage/invalid-argument", `maxBytes is ${maxBytes}; expected ${leastMaxBytes} or more`, {
        details: { argument: "maxBytes" },
      });
    }
    this.#server = server;
    this.#sink = sink;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#startedAtMs = clock.now();
    const common = { format: formatName, version: formatVersion, startedAt: startedAt.toISOString() } as const;
    const header = { ...common, server: server.name, ...(note !== undefined && { note: note.slice(0, longestNote) }) };
    this.#add({ kind: "header", header, atMs: this.#startedAtMs, sameTurn: false });
    for (const session of server.sessions) this.#mark({ kind: "session-present", session });
    for (const device of server.deviceStatus) this.#mark({ kind: "device-present", device });
    this.#markSettings();
    // The settings may still be on their way from the disk; devices are not connected before.
    void server.ready.then(() => this.#markSettings());
    this.#unobserve = server.observe((event) => this.#observe(event));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #observe(event: Observed): void {
    this.#add({ ...event, sameTurn: this.#inTurn });
    if (!this.#inTurn) {
      this.#inTurn = true;
      soon(() => {
        this.#inTurn = false;
      });
    }
    if (event.kind === "settings-changed" && event.problems.length === 0) this.#markSettings();
  }

  #markSettings(): void {
    this.#mark({ kind: "settings", config: this.#server.userConfig });
  }

  #mark(mark: RecordingMark): void {
    this.#add({ ...mark, atMs: this.#clock.now(), sameTurn: true });
  }

  #add(line: Waiting): void {
    if (this.state !== "recording") return;
    if (this.#waiting.length >= waitingLimit) {
      this.lost += 1;
      this.#lostInARow += 1;
      return;
    }
    if (this.#lostInARow > 0) {
      this.#waiting.push({ kind: "lost", events: this.#lostInARow, atMs: line.atMs, sameTurn: false });
      this.#lostInARow = 0;
    }
    this.#waiting.push(line);
    this.#flushLater(flushEveryMs);
  }

  #flushLater(delayMs: number): void {
    if (this.#writing || this.#cancelFlush) return;
    this.#cancelFlush = this.#clock.after(delayMs, () => {
      this.#cancelFlush = undefined;
      void this.#flush().then(() => {
        if (this.#waiting.length > 0) this.#flushLater(this.#waiting.length < eventsAtOnce ? flushEveryMs : 0);
      });
    });
  }

  #flush(): Promise<void> {
    const text = this.#form(this.#waiting.splice(0, eventsAtOnce));
    this.#writing = this.#write(text).finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(text: string): Promise<void> {
    if (text === "") return;
    try {
      await this.#sink.write(text);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#error ??= asButtplugError(error, "config/store-failed", "the recording could not be written");
    this.#end("failed");
    this.#waiting = [];
  }

  /** The lines as text, as far as they fit. */
  #form(lines: readonly Waiting[]): string {
    let text = "";
    for (const line of lines) {
      const next = this.#textOf(line);
      const size = utf8(next).length;
      if (this.bytes + size > this.#maxBytes - endBytes) {
        this.#end("full");
        this.#waiting = [];
        return text + this.#endLine("full");
      }
      this.bytes += size;
      text += next;
    }
    return text;
  }

  #textOf(line: Waiting): string {
    if (line.kind === "header") return `${JSON.stringify(this.#redaction.value(line.header))}\n`;
    const { atMs, sameTurn, ...event } = line;
    return lineOf({ atMs: atMs - this.#startedAtMs, sameTurn, event }, this.#redaction);
  }

  #endLine(why: "closed" | "full"): string {
    const end = this.#textOf({ kind: "end", why, atMs: this.#clock.now(), sameTurn: false });
    this.bytes += utf8(end).length;
    return end;
  }

  #end(state: RecorderState): void {
    this.state = state;
    this.#unobserve();
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
  }

  async #close(): Promise<void> {
    const wasRecording = this.state === "recording";
    if (this.#lostInARow > 0) {
      this.#waiting.push({ kind: "lost", events: this.#lostInARow, atMs: this.#clock.now(), sameTurn: false });
    }
    if (wasRecording) this.#end("closed");
    await this.#writing;
    while (this.#waiting.length > 0) await this.#flush();
    if (this.state === "closed") await this.#write(this.#endLine("closed"));
    try {
      await this.#sink.close?.();
    } catch (error) {
      this.#fail(error);
    }
    if (this.#error) throw this.#error;
  }
}
