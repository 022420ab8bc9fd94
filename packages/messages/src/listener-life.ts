import { ButtplugError, type Logger, textOf } from "@buttplug-ts/core";
import type { Accept } from "./admission.js";
import type { Bound } from "./bind-hosts.js";
import type { Listener } from "./channel.js";

/** What is used of a server of Node that listens, named by its shape. */
export interface OpenServer {
  on(event: "error", listener: (error: unknown) => void): unknown;
  close(onClosed: () => void): unknown;
}

/** What differs from transport to transport. */
export interface ListenerParts {
  readonly logger: Logger;
  /** Opens the servers. Rejects with `connector/failed` and leaves nothing open then. */
  bind(accept: Accept): Promise<readonly Bound<OpenServer>[]>;
  /** Closes what has come in. */
  dropPeers(): Promise<void>;
}

/** The life of a listener of any transport: it starts once and closes once, also while it starts. */
export class ListenerLife implements Listener {
  readonly #parts: ListenerParts;
  #bound: readonly Bound<OpenServer>[] = [];
  #starting: Promise<readonly Bound<OpenServer>[]> | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  get addresses(): readonly string[] {
    return this.#bound.map(({ address }) => address);
  }

  /** Whether {@link close} was called: who comes now is not let in. */
  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  async start(accept: Accept): Promise<void> {
    if (this.#closing !== undefined) throw new ButtplugError("usage/closed", "the listener has been closed");
    if (this.#starting !== undefined)
      throw new ButtplugError("connector/already-connected", "the listener has already started");
    this.#starting = this.#parts.bind(accept);
    try {
      this.#bound = await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      await this.#parts.dropPeers();
      throw error;
    }
    for (const { server } of this.#bound) {
      server.on("error", (error) => this.#parts.logger.log("error", "connector", textOf(error)));
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #shutDown(): Promise<void> {
    const bound = await this.#starting?.catch(() => []);
    this.#bound = [];
    const freed = (bound ?? []).map(({ server }) => new Promise<void>((resolve) => server.close(resolve)));
    await this.#parts.dropPeers();
    await Promise.all(freed);
  }
}
