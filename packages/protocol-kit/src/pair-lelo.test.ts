import { toHex } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import type { DialogueIo } from "./dialogue.js";
import { hex } from "./packet.js";
import { pairLelo } from "./pair-lelo.js";

const gone = new TypeError("gone");
const asked = "ask: Press the power button to let the device connect.";

/** A pairing whose device says these things, then nothing, over a link that may end at the n-th thing done. */
function pairing(said: readonly Uint8Array[], options: { length?: number; goneAt?: number } = {}) {
  const { length, goneAt } = options;
  const log: string[] = [];
  const waiting = [...said];
  const act = async (what: string) => {
    if (log.length === goneAt) throw gone;
    log.push(what);
  };
  const io: DialogueIo = {
    name: "",
    address: "1",
    endpoints: ["tx", "whitelist"],
    manufacturerData: [],
    write: ({ endpoint, data, withResponse }) => act(`${endpoint}${withResponse ? "!" : ""}: ${toHex(data)}`),
    read: async () => hex``,
    subscribe: (endpoint) => act(`subscribe ${endpoint}`),
    unsubscribe: (endpoint) => act(`unsubscribe ${endpoint}`),
    askPerson: (request) => log.push(`ask: ${request}`),
    next: async () => waiting.shift(),
    sleep: async () => {},
    random: (count) => new Uint8Array(count),
  };
  return { log, done: pairLelo(io, "whitelist", { silenceMs: 60_000, ...(length !== undefined && { length }) }) };
}

const returned = (phrase: string) => ["unsubscribe whitelist", `whitelist!: ${phrase}`, "subscribe whitelist"];

describe("the pairing of a Lelo device", () => {
  it("asks for the button, gives the phrase back unchanged while nobody listens, and ends when the device is content", async () => {
    const { log, done } = pairing([
      hex`00 00 00 00 00 00 00 00`,
      hex`aa bb cc dd ee ff 01 02`,
      hex`01 00 00 00 00 00 00 00`,
    ]);
    await done;
    expect(log).toEqual(["subscribe whitelist", asked, ...returned("aa bb cc dd ee ff 01 02")]);
  });

  it.each([[hex`01`], [hex`01 00`], [hex`01 00 00 00 00 00 00 00`]])("is over at once for %o", async (content) => {
    const { log, done } = pairing([content]);
    await done;
    expect(log).toEqual(["subscribe whitelist", asked]);
  });

  it.each([
    ["02", hex`02`],
    ["01 00 00 01", hex`01 00 00 01`],
    ["00 00 00 01", hex`00 00 00 01`],
    ["01 02 03 04 05 06 08", hex`01 02 03 04 05 06 08`],
  ])("takes %s for a phrase, and a refusal of any length for none", async (text, phrase) => {
    const { log, done } = pairing([hex`00`, hex``, phrase, hex`00 00 00`, hex`01`]);
    await done;
    expect(log).toEqual(["subscribe whitelist", asked, ...returned(text)]);
  });

  it("takes everything of another length for a phrase where the length is known", async () => {
    const { log, done } = pairing([hex`00`, hex`01`, hex`01 00 00 00 00 00 00 00`], { length: 8 });
    await done;
    expect(log).toEqual(["subscribe whitelist", asked, ...returned("00"), ...returned("01")]);
  });

  it("gives another phrase back as well", async () => {
    const { log, done } = pairing([hex`aa`, hex`bb`, hex`01`]);
    await done;
    expect(log).toEqual(["subscribe whitelist", asked, ...returned("aa"), ...returned("bb")]);
  });

  it("fails when nobody presses the button", async () => {
    await expect(pairing([hex`00`]).done).rejects.toMatchObject({
      code: "hardware/no-answer",
      details: { afterMs: 60_000 },
    });
  });

  it.each([0, 2, 3, 4])("fails when the link ends at step %i", async (goneAt) => {
    await expect(pairing([hex`aa`, hex`01`], { goneAt }).done).rejects.toBe(gone);
  });
});
