import { type EndpointPlan, planKinds } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";

/** An address, with whatever a platform writes around it: `PeripheralId(…)`, `hci0/dev_C0_FF_EE_00_00_01`. */
const bluetoothAddress = /(?<![\da-f])[\da-f]{2}([:_-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?![\da-f])/i;
const serialPort = /^(?:COM\d+|\/dev\/.+)$/i;

/**
 * The hardware that the existing system calls `address`, in our words; undefined if that cannot be told, as where the
 * platform gives Bluetooth devices ids of its own.
 */
export function hardwareOf(address: string, protocol: string, database: DeviceDatabase): string | undefined {
  // The existing system has no devices at network addresses.
  const kinds = planKinds.filter((kind) => kind !== "network" && database.plan(protocol, kind) !== undefined);
  const has = (kind: EndpointPlan["kind"]) => kinds.includes(kind);
  const [found] = bluetoothAddress.exec(address) ?? [];
  if (found !== undefined && has("bluetooth")) return `bluetooth/${found.replace(/[_-]/g, ":").toUpperCase()}`;
  if (serialPort.test(address) && has("serial")) return `serial/${address}`;
  const [only, ...others] = kinds;
  return only === undefined || only === "bluetooth" || others.length > 0 ? undefined : `${only}/${address}`;
}
