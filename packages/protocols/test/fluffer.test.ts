import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const fluffer = protocolOf("fluffer");
const company = 0x684a;
const advertised = hex`5b 12 00 33 9a 77`;
const accepted = hex`fb 14 63 04 20 5c 54 79 bb 6b a6 c9 69 fd aa 96`;
const proof = "tx: e3 79 0b 1d a5 24 89 21 16 e4 fa 43 a8 43 de 06";
const start = "tx: d9 a0 64 11 f5 e2 4e 7e 05 db 14 1d 95 63 05 d5";

/** The handshake over a scripted link, on which 01 02 03 04 is drawn. */
function shakeHands(data: Uint8Array, script: Script = {}): { done: Promise<unknown>; log: string[] } {
  const { io, log } = scriptedIo({
    random: [1, 2, 3, 4],
    manufacturerData: [
      { company: 0x4c, data: hex`01` },
      { company, data },
    ],
    ...script,
  });
  return { done: initializeDevice(fluffer, io, modelOf("fluffer", "MBO")), log };
}

describe("the handshake of a Fluffer device", () => {
  it("is that of the sheet", async () => {
    const { done, log } = shakeHands(advertised, { answers: [accepted] });
    await done;
    expect(log).toEqual(["subscribe rx", proof, "next rx 2000", start]);
  });

  it("hashes four bytes behind the first, and zeros and the mask as they are", async () => {
    const written = async (data: Uint8Array) => {
      const { done, log } = shakeHands(data, { answers: [accepted] });
      await done;
      return log[1];
    };
    expect(await written(hex`5b 12 00 33 9a`)).toBe(proof);
    // The mask of 68 is 00, so that these are hashed as they are: 21 00 33 a9.
    expect(await written(hex`68 21 00 33 a9`)).toBe(proof);
    for (const other of [hex`5b 12 00 33`, hex`5b 12 00 33 9b`, hex`5b`, hex`5a 12 00 33 9a`]) {
      expect(await written(other)).not.toBe(proof);
    }
  });

  it("is over at once where no company data are advertised", async () => {
    const { done, log } = shakeHands(advertised, { manufacturerData: [] });
    await done;
    expect(log).toEqual(["subscribe rx"]);
  });

  it("fails for company data without bytes", async () => {
    await expect(shakeHands(hex``).done).rejects.toMatchObject({ code: "protocol/not-identified" });
  });

  it("fails after two seconds of silence", async () => {
    const silent = { code: "hardware/no-answer", details: { afterMs: 2_000 } };
    await expect(shakeHands(advertised).done).rejects.toMatchObject(silent);
  });

  it.each([
    ["another answer", hex`d9 a0 64 11 f5 e2 4e 7e 05 db 14 1d 95 63 05 d5`],
    ["what cannot be decrypted", hex`fb 14 63`],
    ["no bytes", hex``],
  ])("fails for %s, and starts nothing", async (_, answer) => {
    const { done, log } = shakeHands(advertised, { answers: [answer, accepted] });
    await expect(done).rejects.toMatchObject({ code: "protocol/not-identified" });
    expect(log).not.toContain(start);
  });

  it.each([0, 1, 2, 3])("fails when the link ends at step %i", async (goneAt) => {
    await expect(shakeHands(advertised, { answers: [accepted], goneAt }).done).rejects.toBe(gone);
  });
});

describe("a simulated Fluffer device", () => {
  const turning = hex`7b 9d a8 0c 4e 07 a2 39 37 c9 43 11 95 4c b9 95`;
  const proofBytes = hex`e3 79 0b 1d a5 24 89 21 16 e4 fa 43 a8 43 de 06`;
  const startBytes = hex`d9 a0 64 11 f5 e2 4e 7e 05 db 14 1d 95 63 05 d5`;

  it("obeys after the right proof and the start", () => {
    const { tell, values } = simulated("fluffer", "MBO");
    tell(startBytes);
    tell(turning);
    expect(tell(proofBytes)).toEqual(["rx: fb 14 63 04 20 5c 54 79 bb 6b a6 c9 69 fd aa 96"]);
    tell(turning);
    expect(values()).toEqual([0, 0]);
    tell(startBytes);
    tell(turning);
    expect(values()).toEqual([100, -100]);
  });
});

describe("what keeps a Fluffer device connected", () => {
  it("is the packet of the sheet", () => {
    expect(fluffer.keepalive).toEqual({
      packet: { endpoint: "tx", data: hex`87 b7 be c1 c8 40 05 7e 86 06 f7 5e c0 43 19 f0`, withResponse: false },
    });
  });
});
