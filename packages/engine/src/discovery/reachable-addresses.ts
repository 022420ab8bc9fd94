import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { isLoopbackHost } from "../access/host-name.js";

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const allOfThisMachine = /^(.*:\/\/)(0\.0\.0\.0|\[::\])(.*)$/;

/**
 * What clients can connect to: addresses that stand for all of this machine's (`0.0.0.0`, `::`) are replaced by these, those
 * for itself first. Addresses that need the name of an interface are left out.
 */
export function reachableAddresses(addresses: readonly string[], interfaces?: Interfaces): readonly string[] {
  // To ask for them takes longer than all the rest that a dashboard is told.
  if (!addresses.some((each) => allOfThisMachine.test(each))) return addresses;
  const own = Object.values(interfaces ?? networkInterfaces()).flatMap((each) => each ?? []);
  const ordered = [...own.filter(({ internal }) => internal), ...own.filter(({ internal }) => !internal)];
  const all = addresses.flatMap((address) => {
    const [, before = "", host, after = ""] = allOfThisMachine.exec(address) ?? [];
    if (host === undefined) return [address];
    const family = host === "[::]" ? "IPv6" : "IPv4";
    const fitting = ordered.filter((each) => each.family === family && !each.address.startsWith("fe80:"));
    return fitting.map((each) => `${before}${family === "IPv6" ? `[${each.address}]` : each.address}${after}`);
  });
  return [...new Set(all)];
}

/** Whether other machines can reach an address of this one. */
export function isForOthers(address: string): boolean {
  if (!URL.canParse(address) || address.startsWith("ipc:")) return false;
  return !isLoopbackHost(new URL(address).hostname.replace(/^\[|\]$/g, ""));
}
