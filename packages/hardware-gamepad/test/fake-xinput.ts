import type { XInputBinding } from "../src/node/index.js";

const notConnected = 1167;

/** XInput with gamepads in memory. Calls take a while, and later ones may be done earlier, as in threads. */
export class FakeXInput implements XInputBinding {
  /** Whether there is a gamepad in a slot. */
  readonly present: [boolean, boolean, boolean, boolean];
  /** Speeds that each slot was set to, as bytes in their order. */
  readonly bytes: number[][] = [[], [], [], []];
  readonly speeds: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  battery: number | undefined = 3;
  /** Set: calls do not end. */
  hangs = false;
  failure: string | undefined;
  calls = 0;

  constructor(...present: [boolean, boolean, boolean, boolean]) {
    this.present = present;
  }

  getState(slot: number): Promise<number> {
    return this.#call(() => (this.present[slot] ? 0 : notConnected));
  }

  setState(slot: number, left: number, right: number): Promise<number> {
    return this.#call(() => {
      if (!this.present[slot]) return notConnected;
      this.speeds[slot] = [left, right];
      if (left > 0 || right > 0) this.bytes[slot]?.push(left & 0xff, left >> 8, right & 0xff, right >> 8);
      return 0;
    });
  }

  batteryLevel(): Promise<number | undefined> {
    return this.#call(() => this.battery);
  }

  async #call<T>(work: () => T): Promise<T> {
    this.calls += 1;
    if (this.failure !== undefined) throw new TypeError(this.failure);
    if (this.hangs) return new Promise(() => {});
    for (let turns = 10 - (this.calls % 10); turns > 0; turns -= 1) await Promise.resolve();
    return work();
  }
}
