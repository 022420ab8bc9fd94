import type { DeviceInfo } from "@buttplug-ts/messages";
import type { CaseMessage } from "./device-case.js";

/** Major versions of the message spec. */
export type SpecVersion = 0 | 1 | 2 | 3 | 4;
export const specVersions: readonly SpecVersion[] = [0, 1, 2, 3, 4];

export type Fields = Readonly<Record<string, unknown>>;

/** A message on the wire: its name and its fields. */
export interface WireMessage {
  readonly type: string;
  readonly fields: Fields;
}

/** A message to send, and the answer to it. `wrong` says what is wrong with an answer of the right type. */
export interface Phrase extends WireMessage {
  readonly reply: string;
  readonly wrong?: (reply: Fields) => string | undefined;
}

/**
 * How a version says something. `cannot`: it has no words for it, which is nobody's fault. `wrong`: the case asks for
 * what the device was not announced to have.
 */
export type Phrasing = { readonly say: readonly Phrase[] } | { readonly cannot: string } | { readonly wrong: string };

/** A device as this version's client was told, and as the server knows it. */
export interface ToldDevice {
  readonly wire: Fields;
  readonly info: DeviceInfo;
}

/** Finds words for a message to a device. */
export type Phrasebook = (message: CaseMessage, device: ToldDevice) => Phrasing;

export const ok = "Ok";

/** The first message of a client. */
export function introduction(version: SpecVersion): Phrase {
  const client = { ClientName: "case runner" };
  const asked =
    version === 4
      ? { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 }
      : version === 0
        ? {}
        : { MessageVersion: version };
  return {
    type: "RequestServerInfo",
    fields: { ...client, ...asked },
    reply: "ServerInfo",
    wrong: (info) => {
      const told = info[version === 4 ? "ProtocolVersionMajor" : "MessageVersion"];
      return told === version ? undefined : `the server answers a client of v${version} as v${String(told)}`;
    },
  };
}

/** Says whether a reading, 0 to 100 or 0 to 1 as `whole` tells, is the power that is expected. */
export function powerCheck(expected: number, readingOf: (reply: Fields) => unknown, whole: number) {
  return (reply: Fields): string | undefined => {
    const reading = readingOf(reply);
    const power = typeof reading === "number" ? reading / whole : Number.NaN;
    return Math.abs(power - expected) < 1e-9 ? undefined : `expected power ${expected}, got ${power}`;
  };
}
