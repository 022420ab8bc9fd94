import { type Clock, type EndpointPlan, type HardwareId, sleep, textOf } from "@buttplug-ts/core";
import { connectFailed, connectPipe, type HardwareConnection, usualLine } from "@buttplug-ts/hardware-kit";
import type { SerialBinding, SerialHandle } from "./serial-binding.js";
import { SerialPipe } from "./serial-pipe.js";
import type { Slots } from "./slots.js";
import { whyNotOpened } from "./why-not-opened.js";

export interface OpenPortOptions {
  readonly binding: SerialBinding;
  readonly id: HardwareId;
  readonly plan: EndpointPlan & { readonly kind: "serial" };
  readonly signals: { readonly dtr: boolean; readonly rts: boolean } | undefined;
  readonly restartMs: number;
  readonly writeLimitMs: number;
  readonly opens: Slots;
  readonly drains: Slots;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @throws ButtplugError `hardware/connect-failed` */
export async function openPort(options: OpenPortOptions): Promise<HardwareConnection> {
  const { id, plan, clock, drains, writeLimitMs, signals, restartMs, signal } = options;
  const handle = await openHandle(options);
  // Pseudo-terminals and Bluetooth ports have no such signals.
  if (signals) await handle.set({ ...signals, brk: false }).catch(() => {});
  const pipe = new SerialPipe(handle, drains, clock);
  const connection = connectPipe({ id, plan, pipe, clock, writeLimitMs });
  if (restartMs > 0) await sleep(clock, restartMs, signal).catch(() => {});
  return connection;
}

async function openHandle({ binding, id, plan, opens, signal }: OpenPortOptions): Promise<SerialHandle> {
  const { line = usualLine } = plan;
  try {
    return await opens.run(async () => {
      signal.throwIfAborted();
      return binding.open({ path: id, ...line });
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw connectFailed(id, await whyNotOpened(id, textOf(error), process.platform), error);
  }
}
