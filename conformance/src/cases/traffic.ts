import { ButtplugError } from "@buttplug-ts/core";
import type { Channel } from "@buttplug-ts/messages";
import { settle } from "@buttplug-ts/testing";

/** How long a message may be on its way through the real transport. Nothing but a defect takes so long. */
const patienceMs = 10_000;

/** Counts the messages on their way between two ends, so that a test clock stands still until all have arrived. */
export class Traffic {
  #underWay = 0;
  #isOver = false;
  #changed: () => void = () => {};

  /** One end; both ends of a connection must be counted. */
  count(channel: Channel): Channel {
    void channel.closed.then(() => {
      this.#isOver = true;
      this.#changed();
    });
    return {
      closed: channel.closed,
      close: (reason) => channel.close(reason),
      send: (batch) => {
        this.#underWay += batch.length;
        channel.send(batch);
      },
      receive: (listener) =>
        channel.receive((batch) => {
          listener(batch);
          this.#underWay -= batch.length;
          this.#changed();
        }),
    };
  }

  /** Resolves when nothing is under way and nothing is left to do until time passes or somebody asks for more. */
  async quiet(): Promise<void> {
    for (;;) {
      await settle();
      if (this.#underWay === 0 || this.#isOver) return;
      await this.#change();
    }
  }

  #change(): Promise<void> {
    const limit = AbortSignal.timeout(patienceMs);
    return new Promise((resolve, reject) => {
      this.#changed = resolve;
      const late = () => reject(new ButtplugError("internal/bug", `a message took longer than ${patienceMs} ms`));
      limit.addEventListener("abort", late, { once: true });
    });
  }
}
