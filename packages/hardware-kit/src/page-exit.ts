import type { Clock } from "@buttplug-ts/core";

/** What a page is made of, as far as it says that it is left. */
interface PageEvents {
  addEventListener(type: string, listener: () => void, options: object): void;
  removeEventListener(type: string, listener: () => void, options: object): void;
}

const hides = ["pagehide", "freeze"] as const;
const shows = ["pageshow", "resume"] as const;
/** `freeze` and `resume` are of the document and do not bubble. */
const onItsWay = { capture: true };

/** Of 17 pages that were closed at once, Chromium 156 lost the last packet of 6; of those that lingered for 10 ms, of none. */
const lingerMs = 20;
/** More than fit into that time, for clocks that stand still. */
const lingerTurns = 2_000_000;

/**
 * A page that is left runs on for a moment, and hears no more answers. What waited for one, a stop of several packets above
 * all, must not wait then.
 */
export class PageExit {
  readonly #clock: Clock;
  readonly #page: PageEvents | undefined;
  readonly #waiting = new Set<() => void>();
  #isUnderWay = false;
  readonly #onHide = () => {
    this.#isUnderWay = true;
    for (const leave of [...this.#waiting]) leave();
  };
  readonly #onShow = () => {
    this.#isUnderWay = false;
  };

  constructor(clock: Clock, page: Partial<PageEvents> = globalThis as unknown as Partial<PageEvents>) {
    this.#clock = clock;
    this.#page = typeof page.addEventListener === "function" ? (page as PageEvents) : undefined;
    for (const event of hides) this.#page?.addEventListener(event, this.#onHide, onItsWay);
    for (const event of shows) this.#page?.addEventListener(event, this.#onShow, onItsWay);
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Settles as `work` does, or as `left` if the page is left before. */
  orElse<T>(work: Promise<T>, left: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(leave);
        left().then(resolve, reject);
      };
      this.#waiting.add(leave);
      work.then(resolve, reject).finally(() => this.#waiting.delete(leave));
      if (this.#isUnderWay) leave();
    });
  }

  /**
   * Keeps a page that is being left for a moment, so that the browser takes what it was given: what is still on its way to
   * the browser when the page is gone is dropped. Nothing but being busy keeps a page.
   */
  linger(): void {
    if (!this.#isUnderWay) return;
    const endMs = this.#clock.now() + lingerMs;
    for (let turn = 0; turn < lingerTurns && this.#clock.now() < endMs; turn += 1);
  }

  end(): void {
    for (const event of hides) this.#page?.removeEventListener(event, this.#onHide, onItsWay);
    for (const event of shows) this.#page?.removeEventListener(event, this.#onShow, onItsWay);
  }
}
