import { type Endpoint, toHex } from "@buttplug-ts/core";
import type { DialogueIo } from "@buttplug-ts/protocol-kit";

export interface Script {
  readonly name?: string;
  readonly address?: string;
  readonly endpoints?: readonly Endpoint[];
  /** The n-th wait for a notification gives the n-th of these; undefined, and nothing more once they are used up, is silence. */
  readonly answers?: readonly (Uint8Array | undefined)[];
  /** The n-th read gives the n-th of these; once they are used up, nothing is in it. */
  readonly reads?: readonly Uint8Array[];
  readonly manufacturerData?: DialogueIo["manufacturerData"];
  /** Random bytes begin with these; zeros follow. */
  readonly random?: readonly number[];
  /** The link is gone from the n-th thing that the dialogue does, counted from 0. */
  readonly goneAt?: number;
}

/** What a dialogue meets whose link is gone. */
export const gone = new TypeError("gone");

/** A link whose other end follows a script, and the log of what the dialogue did with it. */
export function scriptedIo(script: Script = {}): { io: DialogueIo; log: string[] } {
  const { name = "", address = "1", endpoints = ["tx", "rx"], manufacturerData = [] } = script;
  const { answers = [], reads = [], random = [], goneAt } = script;
  const log: string[] = [];
  const waiting = [...answers];
  const readable = [...reads];
  const act = (what: string) => {
    if (log.length === goneAt) throw gone;
    log.push(what);
  };
  const io: DialogueIo = {
    name,
    address,
    endpoints,
    manufacturerData,
    write: async ({ endpoint, data, withResponse }) => act(`${endpoint}${withResponse ? "!" : ""}: ${toHex(data)}`),
    read: async (endpoint) => {
      act(`read ${endpoint}`);
      return readable.shift() ?? new Uint8Array();
    },
    subscribe: async (endpoint) => act(`subscribe ${endpoint}`),
    unsubscribe: async (endpoint) => act(`unsubscribe ${endpoint}`),
    askPerson: (request) => act(`ask: ${request}`),
    next: async (endpoint, timeoutMs) => {
      act(`next ${endpoint} ${timeoutMs}`);
      return waiting.shift();
    },
    sleep: async (delayMs) => act(`sleep ${delayMs}`),
    random: (count) => Uint8Array.from({ length: count }, (_, index) => random[index] ?? 0),
  };
  return { io, log };
}
