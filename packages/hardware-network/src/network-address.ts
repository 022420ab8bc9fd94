import { isIPv6 } from "node:net";
import { ButtplugError } from "@buttplug-ts/core";

/** Where a device is. */
export interface NetworkAddress {
  readonly transport: "udp" | "tcp";
  /** A name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** All of it, always written in the same way: the id of the device. */
  readonly text: string;
}

/** What the most used T-Code firmware for Wi-Fi listens at by default. There is no such custom for TCP. */
const usualUdpPort = 8000;
const form = /^(udp|tcp):\/\/(?:\[([^[\]\s]+)\]|([^[\]:/?#@\s]+))(?::(\d+))?\/?$/i;

/** @throws ButtplugError `usage/invalid-argument` for what is no address of a device */
export function parseAddress(written: string): NetworkAddress {
  const [, scheme = "", v6, name = "", digits] = form.exec(written) ?? refuse(written, "as udp://tcode.local:8000");
  const transport = scheme.toLowerCase() as NetworkAddress["transport"];
  if (v6 !== undefined && !isIPv6(v6)) refuse(written, "with an IPv6 address in the brackets");
  if (digits === undefined && transport === "tcp")
    refuse(written, "with a port, since there is none that TCP has by custom");
  const port = Number(digits ?? usualUdpPort);
  if (port < 1 || port > 65535) refuse(written, "with a port from 1 to 65535");
  const host = (v6 ?? name).toLowerCase();
  return { transport, host, port, text: `${transport}://${v6 === undefined ? host : `[${host}]`}:${port}` };
}

function refuse(written: string, expected: string): never {
  throw new ButtplugError(
    "usage/invalid-argument",
    `the address of a device is to be written ${expected}, not "${written}"`,
    {
      details: { argument: "devices" },
    },
  );
}
