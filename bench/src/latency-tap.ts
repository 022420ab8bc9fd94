import type { Listener } from "@buttplug-ts/messages";
import type { SimulatedDevice } from "buttplug-ts/simulated";

/** What the tap reads of a message. `SentAtMs` is the bench's own addition; servers take no notice of it. */
interface TappedMessage {
  readonly OutputCmd?: {
    readonly DeviceIndex: number;
    readonly Command: { readonly Vibrate: { readonly Value: number } };
    readonly SentAtMs: number;
  };
  readonly StopCmd?: { readonly DeviceIndex?: number };
}

/** One device: since when something waits to be written to it. */
interface Tapped {
  readonly gapMs: number;
  /** When the oldest command that is not written yet was received, and when its client sent it. */
  waiting: { readonly receivedAtMs: number; readonly sentAtMs: number } | undefined;
  stopReceivedAtMs: number | undefined;
  lastWriteAtMs: number;
  level: number;
}

/** Delays in milliseconds, one entry a write. */
export interface Delays {
  /** From the later of "received" and "the gap is over" to the start of the write. */
  readonly fromReceived: number[];
  /** As {@link fromReceived}, from the moment in which the client's process sent the command. */
  readonly fromSent: number[];
  /** From the receipt of a stop to the start of its write. */
  readonly ofStops: number[];
  /** How many commands were received. */
  commands: number;
}

function noDelays(): Delays {
  return { fromReceived: [], fromSent: [], ofStops: [], commands: 0 };
}

/** Milliseconds on a clock that all processes of the machine share. */
export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * Notes when frames come out of the listener and when writes begin, in the server's process and without its help. A command
 * that is superseded while it waits leaves its moment to the one that takes its place: what counts is how long the device
 * went without what was wanted.
 */
export class LatencyTap {
  readonly #devices = new Map<number, Tapped>();
  #delays = noDelays();

  /** The delays since the last call. */
  take(): Delays {
    const delays = this.#delays;
    this.#delays = noDelays();
    return delays;
  }

  /** How many devices were last told to run. */
  get running(): number {
    return [...this.#devices.values()].filter(({ level }) => level > 0).length;
  }

  watch(device: SimulatedDevice, index: number, gapMs: number): void {
    const tapped: Tapped = { gapMs, waiting: undefined, stopReceivedAtMs: undefined, lastWriteAtMs: 0, level: 0 };
    this.#devices.set(index, tapped);
    device.onWrite(({ data }) => this.#written(tapped, levelIn(data)));
  }

  /** The same listener, with every frame noted before the server gets it. */
  around(listener: Listener): Listener {
    return {
      get addresses() {
        return listener.addresses;
      },
      close: () => listener.close(),
      start: (accept) =>
        listener.start((channel, peer, grant) => {
          const tapped = {
            closed: channel.closed,
            send: channel.send.bind(channel),
            close: channel.close.bind(channel),
            receive: (each: Parameters<typeof channel.receive>[0]) =>
              channel.receive((batch) => {
                const receivedAtMs = machineNow();
                for (const one of batch) if ("value" in one) this.#received(one.value as TappedMessage, receivedAtMs);
                each(batch);
              }),
          };
          accept(tapped, peer, grant);
        }),
    };
  }

  #received({ OutputCmd, StopCmd }: TappedMessage, receivedAtMs: number): void {
    const device = this.#devices.get((OutputCmd ?? StopCmd)?.DeviceIndex ?? Number.NaN);
    if (!device) return;
    if (OutputCmd) {
      this.#delays.commands += 1;
      // What the device does already is not written again.
      if (OutputCmd.Command.Vibrate.Value === device.level) device.waiting = undefined;
      else device.waiting ??= { receivedAtMs, sentAtMs: OutputCmd.SentAtMs };
    } else {
      device.waiting = undefined;
      device.stopReceivedAtMs ??= receivedAtMs;
    }
  }

  #written(device: Tapped, level: number): void {
    const now = machineNow();
    const { waiting, stopReceivedAtMs } = device;
    device.level = level;
    if (level === 0) {
      if (stopReceivedAtMs !== undefined) this.#delays.ofStops.push(now - stopReceivedAtMs);
      device.stopReceivedAtMs = undefined;
    } else if (waiting) {
      const gapEndsAtMs = device.lastWriteAtMs + device.gapMs;
      this.#delays.fromReceived.push(Math.max(0, now - Math.max(waiting.receivedAtMs, gapEndsAtMs)));
      this.#delays.fromSent.push(Math.max(0, now - Math.max(waiting.sentAtMs, gapEndsAtMs)));
      device.waiting = undefined;
    }
    device.lastWriteAtMs = now;
  }
}

/** The level of a packet such as `Vibrate:12;`. */
function levelIn(packet: Uint8Array): number {
  return Number(String.fromCharCode(...packet).slice("Vibrate:".length, -1));
}
