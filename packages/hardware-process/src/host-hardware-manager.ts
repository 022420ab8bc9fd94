import { abortedError, ButtplugError, sleep, systemClock, textOf } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { type CreateManager, HostedManager } from "./hosted-manager.js";
import type { Call, ToChild, ToParent } from "./messages.js";
import { sentError } from "./sent-error.js";

/** How long the connections may take to close when the parent is gone. */
const orphanLimitMs = 900;
const disposeLimitMs = 2_500;
/** A parent that does not take this many messages is as good as gone. */
const unsentLimit = 10_000;

/** They reach the whole group when a terminal or a service manager ends the program, which stops its devices first. */
const groupSignals: readonly (string | symbol)[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const ignore = () => {};

/**
 * For the module that a {@link processHardwareManager} names: makes the manager with the options that were given there, and
 * runs it for the parent. When the parent is gone the manager is disposed and the process ends, within a second.
 * @throws ButtplugError `usage/invalid-argument` in a process that was not started so
 */
export function hostHardwareManager<Options extends object>(
  create: (options: Options) => HardwareManager | Promise<HardwareManager>,
): void {
  if (process.send === undefined) {
    throw new ButtplugError("usage/invalid-argument", "this module is for processHardwareManager, which starts it", {
      details: { argument: "module" },
    });
  }
  new Host(create as CreateManager).listen();
}

class Host {
  readonly #hosted: HostedManager;
  readonly #running = new Map<number, AbortController>();
  #unsent = 0;
  #isEnding = false;

  constructor(create: CreateManager) {
    this.#hosted = new HostedManager(create);
  }

  listen(): void {
    process.on("message", (message) => this.#take(message as ToChild));
    process.on("disconnect", () => this.#end(0, orphanLimitMs));
    process.on("uncaughtException", (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : `Error: ${textOf(error)}`}\n`);
      this.#end(1, orphanLimitMs);
    });
    process.stderr.on("error", () => {}); // nobody reads any more
    for (const signal of groupSignals) process.on(signal, ignore);
    process.on("newListener", (event, listener) => {
      // noble's HCI back end ends the process at SIGINT.
      if (groupSignals.includes(event)) process.nextTick(() => process.removeListener(event, listener));
    });
    this.#send({ alive: true });
    if (!process.connected) this.#end(0, orphanLimitMs);
  }

  #take(message: ToChild): void {
    if ("ping" in message) this.#send({ alive: true });
    else if ("dispose" in message) this.#end(0, disposeLimitMs);
    else if ("cancel" in message) {
      this.#running.get(message.cancel)?.abort();
      this.#hosted.cancel(message.cancel);
    } else void this.#run(message);
  }

  async #run(call: Call): Promise<void> {
    const { id } = call;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const emit = (event: unknown) => this.#send({ id, event });
    try {
      const result = await this.#hosted.run(call, { id, signal: controller.signal, emit });
      this.#send({ id, result });
    } catch (error) {
      this.#send({ id, error: sentError(call.call, error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #send(message: ToParent): void {
    if (this.#isEnding) return;
    this.#unsent += 1;
    if (this.#unsent > unsentLimit) return this.#end(1, orphanLimitMs);
    process.send?.(message, undefined, undefined, () => {
      this.#unsent -= 1;
    });
  }

  /** What is said from now on, such as that connections were closed, is no news of the devices. */
  #end(code: number, limitMs: number): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    for (const controller of this.#running.values()) controller.abort(abortedError());
    Promise.race([this.#hosted.dispose(), sleep(systemClock, limitMs)])
      .catch(() => {})
      .finally(() => process.exit(code));
  }
}
