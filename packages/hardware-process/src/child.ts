import { type ChildProcess, fork } from "node:child_process";
import {
  abortedError,
  ButtplugError,
  type Cancel,
  type Clock,
  type Logger,
  onAbort,
  sleep,
  textOf,
} from "@buttplug-ts/core";
import type { ChildEnd } from "./child-end.js";
import type { CallName, Calls, ToChild, ToParent } from "./messages.js";
import { onPrintedLine } from "./printed-lines.js";
import { receivedError } from "./sent-error.js";

export interface ChildOptions {
  readonly name: string;
  /** The file that it runs. */
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startLimitMs: number;
  readonly silenceLimitMs: number;
  readonly pendingLimit: number;
  /** Called once, when nothing can be asked of it any more, before the calls that wait reject. */
  readonly onOver: (how: string) => void;
}

export interface CallOptions<K extends CallName> {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: Calls[K]["event"]) => void;
  /** The error of a call that nobody will answer any more. */
  readonly onLost: (why: string) => ButtplugError;
}

interface Pending {
  readonly connection: number | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ButtplugError) => void;
  readonly lost: (why: string) => void;
}

interface Listener {
  readonly connection: number;
  readonly onEvent: (event: never) => void;
}

const tickMs = 1_000;
const shutdownLimitMs = 3_000;
/** What a process printed may come after the news of its end. */
const printedLimitMs = 200;
const errorLine = /^(?:Uncaught )?\w*Error\b.*: /;

/** One process that hosts a manager, from its start to its end. It is not started again. */
export class Child {
  /** Settles once, when the process ended or was given up. */
  readonly ended: Promise<ChildEnd>;
  readonly #o: ChildOptions;
  readonly #process: ChildProcess | undefined;
  readonly #gone: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<number, Listener>();
  #settleEnded: (end: ChildEnd) => void = () => {};
  #settleGone: () => void = () => {};
  #cancelTick: Cancel = () => {};
  #lastId = 0;
  #silentMs = 0;
  #hasSpoken = false;
  #printed: string | undefined;
  #how: string | undefined;

  constructor(options: ChildOptions) {
    this.#o = options;
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
    this.#gone = new Promise((resolve) => {
      this.#settleGone = resolve;
    });
    try {
      this.#process = this.#fork();
      this.#tick();
    } catch (error) {
      this.#lose({ how: `could not be started: ${textOf(error)}` });
    }
  }

  /** Whether nothing can be asked of it any more. */
  get isOver(): boolean {
    return this.#how !== undefined;
  }

  /** Asks the child. What comes afterwards under this id goes to `onEvent`, until `cancel` or `abandon`. */
  call<K extends CallName>(
    call: K,
    args: Calls[K]["args"],
    { signal, onEvent, onLost }: CallOptions<K>,
  ): { readonly id: number; readonly result: Promise<Calls[K]["result"]> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const connection = "connection" in args ? args.connection : undefined;
    const result = new Promise<Calls[K]["result"]>((resolve, reject) => {
      const refusal = this.#refusal(call, signal, onLost);
      if (refusal) return reject(refusal);
      const unlisten = onAbort(signal, () => {
        this.cancel(id);
        settle.reject(abortedError(signal));
      });
      const done = () => {
        this.#pending.delete(id);
        unlisten();
      };
      const settle: Pending = {
        connection,
        resolve: (value) => {
          done();
          resolve(value as Calls[K]["result"]);
        },
        reject: (error) => {
          done();
          reject(error);
        },
        lost: (why) => settle.reject(onLost(why)),
      };
      this.#pending.set(id, settle);
      if (onEvent) this.#listeners.set(id, { connection: connection ?? id, onEvent });
      this.#send({ call, id, args } as ToChild);
    });
    return { id, result };
  }

  /** Ends what a call began, and the call if it waits. */
  cancel(id: number): void {
    this.#listeners.delete(id);
    this.#send({ cancel: id });
  }

  /** Hears nothing more of a connection. What waits there rejects. */
  abandon(connection: number, why: string): void {
    for (const [id, listener] of this.#listeners) if (listener.connection === connection) this.#listeners.delete(id);
    for (const pending of this.#pending.values()) if (pending.connection === connection) pending.lost(why);
  }

  /** Has the manager closed and the process end; ends it by force if that takes too long. */
  async shutDown(): Promise<void> {
    for (const pending of this.#pending.values()) pending.lost("was shut down");
    if (this.#hasSpoken && !this.isOver) {
      const limit = new AbortController();
      this.#send({ dispose: true });
      await Promise.race([this.#gone, sleep(this.#o.clock, shutdownLimitMs, limit.signal).catch(() => {})]);
      limit.abort();
    }
    this.#giveUp("was shut down");
    await this.ended;
  }

  #fork(): ChildProcess {
    // windowsHide is missing in the types of fork, which hands it on to spawn.
    const options = {
      serialization: "advanced" as const,
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"] as ("ignore" | "pipe" | "ipc")[],
      windowsHide: true,
    };
    const child = fork(this.#o.path, [], options);
    child.on("message", (message) => this.#take(message as ToParent));
    child.on("error", (error) => {
      if (child.pid === undefined) this.#lose({ how: `could not be started: ${textOf(error)}` });
    });
    child.on("exit", (code, signal) => {
      if (signal === null) this.#lose({ how: `ended with exit code ${code}` }, true);
      else this.#lose({ how: `was ended by ${signal}`, signal });
    });
    child.on("close", () => this.#settleGone());
    child.on("disconnect", () => child.kill("SIGKILL"));
    if (child.stderr) onPrintedLine(child.stderr, (line) => this.#print(line));
    return child;
  }

  #refusal(call: CallName, signal: AbortSignal | undefined, onLost: (why: string) => ButtplugError) {
    if (signal?.aborted) return abortedError(signal);
    if (this.#how !== undefined) return onLost(this.#how);
    const { name, pendingLimit: limit } = this.#o;
    if (this.#pending.size < limit || call === "close") return undefined;
    return new ButtplugError("request/too-many", `${limit} operations wait for ${name} already`, {
      details: { limit },
    });
  }

  #send(message: ToChild): void {
    if (!this.isOver) this.#process?.send(message, () => {}); // what fails to go out is lost with the process
  }

  #take(message: ToParent): void {
    this.#silentMs = 0;
    this.#hasSpoken = true;
    if (this.isOver || "alive" in message) return;
    if ("event" in message) return this.#tell(message.id, message.event);
    const pending = this.#pending.get(message.id);
    if ("result" in message) return pending?.resolve(message.result);
    this.#listeners.delete(message.id);
    pending?.reject(receivedError(message.error));
  }

  #tell(id: number, event: unknown): void {
    try {
      this.#listeners.get(id)?.onEvent(event as never);
    } catch (error) {
      this.#o.logger.log("error", "hardware", `a listener of ${this.#o.name} threw: ${textOf(error)}`);
    }
  }

  #print(line: string): void {
    if (errorLine.test(line)) this.#printed = line;
    this.#o.logger.log("warn", "hardware", `${this.#o.name}: ${line}`);
  }

  // Counts turns, not time: a machine that slept, or this process if it was busy, has not heard what was said meanwhile.
  #tick(): void {
    const { clock, startLimitMs, silenceLimitMs } = this.#o;
    this.#cancelTick = clock.after(tickMs, () => {
      this.#silentMs += tickMs;
      if (this.#hasSpoken && this.#silentMs >= silenceLimitMs) {
        return this.#giveUp(`gave no answer for ${silenceLimitMs / 1_000} s and was ended`);
      }
      if (!this.#hasSpoken && this.#silentMs >= startLimitMs) {
        return this.#giveUp(`did not start within ${startLimitMs / 1_000} s and was ended`);
      }
      this.#send({ ping: true });
      this.#tick();
    });
  }

  #giveUp(how: string): void {
    this.#process?.kill("SIGKILL");
    this.#lose({ how });
  }

  #lose(end: ChildEnd, printsWhy = false): void {
    if (this.isOver) return;
    this.#how = end.how;
    this.#cancelTick();
    this.#o.onOver(end.how);
    for (const pending of this.#pending.values()) pending.lost(end.how);
    this.#listeners.clear();
    const cancel = this.#o.clock.after(printedLimitMs, () => this.#settleGone());
    if (this.#process === undefined) this.#settleGone();
    void this.#gone.then(() => {
      cancel();
      const printed = printsWhy && this.#printed !== undefined ? `: ${this.#printed}` : "";
      this.#settleEnded({ ...end, how: end.how + printed });
    });
  }
}
