import { textOf } from "@buttplug-ts/core";

const noWay = "there is no way to it: this machine and the device must be in one network";
const noName =
  "the network knows no such name: the device may be off; where names that end in .local are not known, give its IP address";
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at this port there",
  ECONNRESET: "the connection was reset",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: noWay,
  EHOSTDOWN: noWay,
  ENETUNREACH: noWay,
  ENETDOWN: noWay,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
};

/** What the system's error means for the owner of a device. */
export function troubleOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return (typeof code === "string" ? words[code] : undefined) ?? textOf(error);
}
