import { ButtplugError, type Cancel, type Clock, ObservableValue, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import type { WebBluetooth } from "./web-bluetooth.js";
import { webBluetoothSupport } from "./web-bluetooth-support.js";

const changed = "availabilitychanged";
/** Chromium does not tell when an adapter comes or goes, so it is asked. */
const lookEveryMs = 2_000;
const lookLimitMs = 3_000;

/** Whether the browser offers Bluetooth, now and whenever that changes. */
export class BrowserAvailability {
  readonly current: ObservableValue<Availability> = new ObservableValue<Availability>({
    usable: false,
    why: "The browser was not asked yet.",
  });
  /** Settles when it is known. */
  readonly ready: Promise<void>;
  readonly #bluetooth: WebBluetooth | undefined;
  readonly #clock: Clock;
  readonly #onChanged = () => void this.look();
  #cancel: Cancel = () => {};
  #isOver = false;

  constructor(bluetooth: WebBluetooth | undefined, clock: Clock) {
    this.#bluetooth = bluetooth;
    this.#clock = clock;
    bluetooth?.addEventListener(changed, this.#onChanged);
    this.ready = this.#lookOften();
  }

  /** Asks now. */
  async look(): Promise<Availability> {
    const found = await this.#asked();
    if (!this.#isOver && JSON.stringify(found) !== JSON.stringify(this.current.value)) this.current.set(found);
    return this.current.value;
  }

  end(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancel();
    this.#bluetooth?.removeEventListener(changed, this.#onChanged);
    this.current.set({ usable: false, why });
  }

  async #lookOften(): Promise<void> {
    await this.look();
    if (this.#isOver || this.#bluetooth === undefined) return;
    this.#cancel = this.#clock.after(lookEveryMs, () => void this.#lookOften());
  }

  async #asked(): Promise<Availability> {
    const tooLate = () => new ButtplugError("internal/bug", "it does not answer");
    const ask = () => webBluetoothSupport(this.#bluetooth);
    try {
      return await withTimeLimit(this.#clock, lookLimitMs, undefined, tooLate, ask);
    } catch (error) {
      const why = `The browser does not say whether there is Bluetooth (${textOf(error)}): reload the page or restart the browser.`;
      return { usable: false, why };
    }
  }
}
