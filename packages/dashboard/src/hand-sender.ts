import type { HandValue } from "./hand-value.js";
import { NewestWins, type NewestWinsOptions } from "./newest-wins.js";

export interface HandSenderOptions<T> extends Omit<NewestWinsOptions<T>, "onFailed" | "onIdle" | "inFlightLimit"> {
  readonly hand: HandValue<T>;
  readonly onFailed: (error: unknown) => void;
}

/** Asks the engine for what the hand sets, one after the other and always for the newest. It is shown until it is answered. */
export class HandSender<T> {
  readonly #hand: HandValue<T>;
  readonly #newest: NewestWins<T>;

  constructor({ hand, onFailed, ...options }: HandSenderOptions<T>) {
    this.#hand = hand;
    this.#newest = new NewestWins({
      ...options,
      inFlightLimit: 1,
      onFailed: (error) => {
        hand.drop();
        onFailed(error);
      },
      onIdle: () => {
        hand.taken();
        hand.release(this);
      },
    });
  }

  set(value: T): void {
    this.#hand.hold(this);
    this.#hand.set(value);
    this.#newest.push(value);
  }
}
