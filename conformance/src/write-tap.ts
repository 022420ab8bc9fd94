import { ButtplugError } from "buttplug-ts";
import type { SimulatedDevice } from "buttplug-ts/simulated";

/** How long a test waits for a packet before it says which came instead. */
const patienceMs = 15_000;

/** What reaches a simulated device, as fact sheets print it: `Vibrate:10;` for text, `f1 40` for other bytes. */
export class WriteTap {
  readonly #packets: string[] = [];
  readonly #changed: (() => void)[] = [];

  /** Hears everything from now on. */
  constructor(device: SimulatedDevice) {
    device.onWrite(({ data }) => {
      this.#packets.push(printed(data));
      for (const wake of this.#changed.splice(0)) wake();
    });
  }

  /** The packets since the last look, in order. */
  take(): string[] {
    return this.#packets.splice(0);
  }

  /** Waits for a packet and takes all up to it. */
  async until(packet: string): Promise<string[]> {
    const limit = AbortSignal.timeout(patienceMs);
    for (;;) {
      const at = this.#packets.indexOf(packet);
      if (at >= 0) return this.#packets.splice(0, at + 1);
      await new Promise<void>((resolve, reject) => {
        this.#changed.push(resolve);
        limit.addEventListener("abort", () => reject(neverCame(packet, this.#packets)), { once: true });
      });
    }
  }
}

function printed(data: Uint8Array): string {
  const text = String.fromCharCode(...data);
  if (/^[ -~]+$/.test(text)) return text;
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function neverCame(packet: string, instead: readonly string[]): ButtplugError {
  const came = instead.length > 0 ? instead.map((each) => JSON.stringify(each)).join(", ") : "nothing";
  return new ButtplugError("internal/bug", `no ${JSON.stringify(packet)} reached the device; ${came} did`);
}
