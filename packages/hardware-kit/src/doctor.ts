import { type Clock, systemClock, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { unavailable } from "./open-connections.js";

/** What is to be said of one bus. */
export interface BusReport {
  /** The manager's name. */
  readonly bus: string;
  readonly usable: boolean;
  /** Why it cannot be used and what would help; or, if it can, what is worth knowing. */
  readonly sentence: string;
}

export interface DoctorReport {
  readonly buses: readonly BusReport[];
}

export interface DoctorOptions {
  readonly clock?: Clock;
  /** How long a bus may take to find out, in milliseconds. Default: 8,000. */
  readonly limitMs?: number;
}

/** Asks each bus whether it can be used. Never rejects; JSON of the result is fit for machines. */
export async function doctor(managers: readonly HardwareManager[], options: DoctorOptions = {}): Promise<DoctorReport> {
  return { buses: await Promise.all(managers.map((manager) => report(manager, options))) };
}

/** A report for people: one line a bus. */
export function doctorText({ buses }: DoctorReport): string {
  const width = Math.max(0, ...buses.map(({ bus }) => bus.length));
  const lines = buses.map(
    ({ bus, usable, sentence }) => `${usable ? "ok  " : "no  "}${bus.padEnd(width)}  ${sentence}`,
  );
  return lines.length > 0 ? lines.join("\n") : "There are no buses to look at.";
}

async function report(
  manager: HardwareManager,
  { clock = systemClock, limitMs = 8_000 }: DoctorOptions,
): Promise<BusReport> {
  const { name } = manager;
  const tooLate = () => unavailable(name, `It did not find out within ${limitMs} ms; restart this program.`);
  try {
    await withTimeLimit(clock, limitMs, undefined, tooLate, () => manager.ready);
    const { value } = manager.availability;
    const sentence = value.usable ? (value.note ?? "It can be used.") : value.why;
    return { bus: name, usable: value.usable, sentence };
  } catch (error) {
    return { bus: name, usable: false, sentence: textOf(error) };
  }
}
