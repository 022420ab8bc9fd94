import { utf8 } from "@buttplug-ts/core";
import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { encryptAes128Ecb } from "@buttplug-ts/protocol-kit/crypto";
import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const encrypted = (words: string) => encryptAes128Ecb(utf8("jdk#Cra%f5Vib28r"), utf8(words));
const challenge = hex`f9 ca a0 76 aa 67 c8 b2 82 8e a3 ad a3 11 87 52`;
const proof = hex`c8 8d f2 ed 86 93 d2 d2 d9 92 8e 05 70 9b 09 51`;
const ok = hex`12 0a 6d ef a7 05 e3 6f a0 46 e6 cd f6 09 f6 7a`;
const hello = "tx: 1c d3 df 34 dc 17 29 a4 5a 3a 7c f2 fa e3 60 15";
const proved = "tx: c8 8d f2 ed 86 93 d2 d2 d9 92 8e 05 70 9b 09 51";

/** The handshake over a scripted link, on which `a1B2c3` is drawn. */
function shakeHands(script: Script): { done: Promise<unknown>; log: string[] } {
  const { io, log } = scriptedIo({ random: [26, 53, 1, 54, 28, 55], ...script });
  return { done: initializeDevice(protocolOf("vibcrafter"), io, modelOf("vibcrafter", "Hayden")), log };
}

describe("the handshake of a VibCrafter device", () => {
  it("is that of the sheet", async () => {
    const { done, log } = shakeHands({ answers: [challenge, ok] });
    await done;
    expect(log).toEqual(["subscribe rx", hello, "next rx 2000", proved, "next rx 2000"]);
  });

  it("is over at once where the device asks for nothing", async () => {
    const { done, log } = shakeHands({ answers: [ok] });
    await done;
    expect(log).toEqual(["subscribe rx", hello, "next rx 2000"]);
  });

  it("draws a word of six letters and digits from any bytes", async () => {
    for (const byte of [0, 61, 62, 255]) {
      const { done, log } = shakeHands({ answers: [ok], random: Array(6).fill(byte) });
      await done;
      expect(log[1]).toMatch(/^tx:( [0-9a-f]{2}){16}$/);
    }
  });

  it("takes a challenge of several blocks", async () => {
    const { done, log } = shakeHands({ answers: [encrypted(`Zz09:${"x".repeat(40)};`), ok] });
    await done;
    expect(log).toHaveLength(5);
  });

  it("takes eight challenges and no ninth", async () => {
    const eight = Array<Uint8Array>(8).fill(challenge);
    await expect(shakeHands({ answers: [...eight, ok] }).done).resolves.toBeUndefined();
    const { done, log } = shakeHands({ answers: [...eight, challenge, ok] });
    await expect(done).rejects.toMatchObject({
      code: "protocol/not-identified",
      message: "the device was not content after 8 challenges",
      details: { protocol: "vibcrafter" },
    });
    expect(log.filter((entry) => entry === proved)).toHaveLength(8);
  });

  it("fails after two seconds of silence, at each step", async () => {
    const silent = { code: "hardware/no-answer", details: { afterMs: 2_000 } };
    await expect(shakeHands({ answers: [] }).done).rejects.toMatchObject(silent);
    await expect(shakeHands({ answers: [challenge] }).done).rejects.toMatchObject(silent);
  });

  it.each([
    ["other words", encrypted("ERR;")],
    ["words around an OK", encrypted("OK;OK;")],
    ["a short prefix", encrypted("1aB:abcdef;")],
    ["an empty challenge", encrypted("1aB2:;")],
    ["a challenge of other characters", encrypted("1aB2:a-b;")],
    ["a challenge without an end", encrypted("1aB2:abc")],
    ["more after a challenge", encrypted("1aB2:abc;\n")],
    ["nothing", encrypted("")],
    ["a wrong length", ok.subarray(1)],
    ["no bytes", hex``],
    ["a wrong padding", new Uint8Array(16)],
    ["no text", encryptAes128Ecb(utf8("jdk#Cra%f5Vib28r"), hex`ff fe`)],
  ])("fails for %s", async (_, answer) => {
    const { done } = shakeHands({ answers: [answer, ok] });
    await expect(done).rejects.toMatchObject({ code: "protocol/not-identified" });
  });

  it.each([0, 1, 2, 3, 4])("fails when the link ends at step %i", async (goneAt) => {
    await expect(shakeHands({ answers: [challenge, ok], goneAt }).done).rejects.toBe(gone);
  });
});

describe("a simulated VibCrafter device", () => {
  const levels = hex`eb cc 1a dd b0 13 23 40 d5 1b 7e 97 b6 1c a3 20`;
  const challenged = "rx: f9 ca a0 76 aa 67 c8 b2 82 8e a3 ad a3 11 87 52";
  const content = "rx: 12 0a 6d ef a7 05 e3 6f a0 46 e6 cd f6 09 f6 7a";

  it("obeys after the right answer to its challenge", () => {
    const { tell, values } = simulated("vibcrafter", "Hayden");
    tell(levels);
    expect(values()).toEqual([0, 0]);
    expect(tell(encrypted("Auth:a1B2c3;"))).toEqual([challenged]);
    expect(tell(proof)).toEqual([content]);
    expect(tell(levels)).toEqual([]);
    expect(values()).toEqual([50, 0]);
  });

  it("does not obey after a wrong one, or while it is asked anew", () => {
    const { tell, values } = simulated("vibcrafter", "Hayden");
    tell(encrypted("Auth:a1B2c3;"));
    expect(tell(encrypted("Auth:BEF5;"))).not.toEqual([content]);
    tell(levels);
    tell(proof);
    tell(encrypted("Auth:a1B2c3;"));
    tell(levels);
    expect(values()).toEqual([0, 0]);
  });

  it("says nothing to what it cannot read", () => {
    const { tell } = simulated("vibcrafter", "Janna");
    for (const data of [hex``, hex`01`, new Uint8Array(16), encrypted("?"), encrypted("Auth:;")])
      expect(tell(data)).toEqual([]);
    expect(tell(encrypted("Auth:a1B2c3;"), "rx")).toEqual([]);
  });
});
