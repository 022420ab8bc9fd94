import { toHex } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { ask, type DialogueIo } from "./dialogue.js";
import { hex, write } from "./packet.js";

const question = write("tx", hex`b0`);

/** An io whose n-th wait gives the n-th answer, and a log of what was done with it. */
function fakeIo(answers: readonly (Uint8Array | undefined)[]): { io: DialogueIo; log: string[] } {
  const log: string[] = [];
  const waiting = [...answers];
  const io: DialogueIo = {
    name: "",
    address: "1",
    endpoints: ["tx", "rx"],
    manufacturerData: [],
    write: async ({ endpoint, data }) => {
      log.push(`${endpoint}: ${toHex(data)}`);
    },
    read: async () => hex``,
    subscribe: async () => {},
    unsubscribe: async () => {},
    askPerson: () => {},
    next: async (endpoint, timeoutMs) => {
      log.push(`next ${endpoint} ${timeoutMs}`);
      return waiting.shift();
    },
    sleep: async () => {},
    random: (count) => new Uint8Array(count),
  };
  return { io, log };
}

describe("ask", () => {
  it("gives the first answer and asks no further", async () => {
    const { io, log } = fakeIo([hex`01`, hex`02`]);
    expect(await ask(io, question, { on: "rx", withinMs: 500, attempts: 3 })).toEqual(hex`01`);
    expect(log).toEqual(["tx: b0", "next rx 500"]);
  });

  it("asks again when no answer comes", async () => {
    const { io, log } = fakeIo([undefined, hex`02`]);
    expect(await ask(io, question, { on: "rx", withinMs: 500, attempts: 3 })).toEqual(hex`02`);
    expect(log).toEqual(["tx: b0", "next rx 500", "tx: b0", "next rx 500"]);
  });

  it("gives up after the last attempt", async () => {
    const { io, log } = fakeIo([]);
    expect(await ask(io, question, { on: "rx", withinMs: 500, attempts: 3 })).toBeUndefined();
    expect(log).toHaveLength(6);
  });
});
