import type { EndpointPlan, ScanFilters } from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { onTestFinished } from "vitest";
import { type ProcessHardwareManagerOptions, processHardwareManager } from "../src/index.js";
import { childModule, FarSide, planOf } from "./far-side.js";

export interface ProcessWorld {
  readonly side: FarSide;
  readonly manager: HardwareManager;
  /** Of the process as it was started first. */
  readonly pid: number;
}

export const plan: EndpointPlan = planOf("htk_bm");
export const deviceId = "5A:00:00:00:00:01";
export const never: AbortSignal = new AbortController().signal;

export const anything: ScanFilters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};

/** A manager in a process, until the test is over. */
export async function openWorld(
  options: Partial<ProcessHardwareManagerOptions> = {},
  childOptions: object = {},
): Promise<ProcessWorld> {
  const side = await FarSide.open();
  const all = { name: "simulated", module: childModule, options: { ...side.options, ...childOptions }, ...options };
  const manager = processHardwareManager(all);
  onTestFinished(async () => {
    await manager[Symbol.asyncDispose]();
    await side[Symbol.asyncDispose]();
  });
  const pid = (await side.heard("pid")) as number;
  await usable(manager);
  return { side, manager, pid };
}

export function openFirst(manager: HardwareManager, signal: AbortSignal = never): Promise<Hardware> {
  return manager.open(deviceId, [plan], { signal });
}

/** Settles when `availability` is one that is wanted. */
export function available(
  { availability }: HardwareManager,
  isWanted: (value: Availability) => boolean,
): Promise<Availability> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isWanted(availability.value)) return;
      end();
      resolve(availability.value);
    };
    const end = availability.subscribe(look);
    look();
  });
}

/** Settles with the sentence that says why the bus cannot be used. */
export async function sentence(manager: HardwareManager, part = ""): Promise<string> {
  const value = await available(manager, (each) => !each.usable && each.why.includes(part));
  return value.usable ? "" : value.why;
}

export function usable(manager: HardwareManager): Promise<Availability> {
  return available(manager, (each) => each.usable);
}
