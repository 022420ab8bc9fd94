import { soon } from "@buttplug-ts/core";
import type { Channel, CloseInfo, CloseReason, Incoming } from "@buttplug-ts/messages";

/** Two ends of a pipe inside one process. Messages are handed over as they are; each side checks what it receives. */
export function memoryChannelPair(): { readonly client: Channel; readonly server: Channel } {
  const client = new MemoryChannel();
  const server = new MemoryChannel();
  client.join(server);
  server.join(client);
  return { client, server };
}

class MemoryChannel implements Channel {
  readonly closed: Promise<CloseInfo>;
  #peer: MemoryChannel | undefined;
  #listener: ((batch: readonly Incoming[]) => void) | undefined;
  #settleClosed: (info: CloseInfo) => void = () => {};
  #isClosed = false;
  #arrived: (readonly Incoming[])[] = [];
  #delivering = false;

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
  }

  join(peer: MemoryChannel): void {
    this.#peer = peer;
  }

  send(batch: readonly object[]): void {
    if (this.#isClosed) return;
    const incoming = new Array<Incoming>(batch.length);
    for (let index = 0; index < batch.length; index += 1) incoming[index] = { value: batch[index] };
    this.#peer?.arrive(incoming);
  }

  receive(listener: (batch: readonly Incoming[]) => void): void {
    this.#listener = listener;
    this.#scheduleDelivery();
  }

  arrive(batch: readonly Incoming[]): void {
    if (this.#isClosed) return;
    this.#arrived.push(batch);
    this.#scheduleDelivery();
  }

  close(reason: CloseReason = { code: "connector/closed", reason: "closed by its user" }): Promise<void> {
    this.end({ ...reason, by: "local" });
    // What was sent before must arrive before the news of the end.
    soon(() => this.#peer?.endAfterDelivery({ ...reason, by: "remote" }));
    return Promise.resolve();
  }

  end(info: CloseInfo): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#arrived = [];
    this.#settleClosed(info);
  }

  endAfterDelivery(info: CloseInfo): void {
    this.#deliver();
    this.end(info);
  }

  #scheduleDelivery(): void {
    if (this.#delivering || !this.#listener || this.#arrived.length === 0) return;
    this.#delivering = true;
    soon(this.#deliver);
  }

  readonly #deliver = (): void => {
    this.#delivering = false;
    const batches = this.#arrived;
    this.#arrived = [];
    for (const batch of batches) {
      if (this.#isClosed) return;
      try {
        this.#listener?.(batch);
      } catch {
        // A listener answers for its own errors; the pipe goes on.
      }
    }
  };
}
