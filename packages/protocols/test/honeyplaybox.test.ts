import { hex, initializeDevice, openEncoder } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const honeyplaybox = protocolOf("honeyplaybox");
const token = hex`00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f`;
const answer = hex`02 a5 5a 55 aa f0 00 b1 01 00 12 90 00 ${token} 03 28 ba`;
const request = "tx!: 02 a5 5a 55 aa f0 00 b1 01 00 02 00 10 03 36 86";
const secondRequest = "tx!: 02 a5 5a 55 aa f0 01 b1 01 00 02 00 10 03 36 86";

function initialize(script: Script) {
  const { io, log } = scriptedIo(script);
  return { log, done: initializeDevice(honeyplaybox, io, modelOf("honeyplaybox", "JXT002")) };
}

describe("the handshake of Honey Play Box devices", () => {
  it("asks for a token and keeps it", async () => {
    const { log, done } = initialize({ answers: [answer] });
    expect(await done).toEqual({ token, asked: 1 });
    expect(log).toEqual(["subscribe rx", request, "next rx 1000"]);
  });

  it("takes an answer in pieces, and passes over an acceptance without a token", async () => {
    const empty = hex`02 a5 5a 55 aa f0 00 b1 01 00 02 90 00 03 00 00`;
    const { done } = initialize({ answers: [empty, answer.slice(0, 20), answer.slice(20)] });
    expect(await done).toEqual({ token, asked: 1 });
  });

  it("takes sixteen bytes as a token, whatever is behind them", async () => {
    const { done } = initialize({ answers: [hex`02 a5 5a 55 aa f0 00 b1 01 00 13 90 00 ${token} ff 03 28 ba`] });
    expect(await done).toEqual({ token, asked: 1 });
  });

  it("asks again after three waits, and counts how often it asked", async () => {
    const { log, done } = initialize({ answers: [undefined, undefined, undefined, answer] });
    expect(await done).toEqual({ token, asked: 2 });
    expect(log.slice(1)).toEqual([
      request,
      "next rx 1000",
      "next rx 2000",
      "next rx 3000",
      secondRequest,
      "next rx 4000",
    ]);
  });

  it("gives up after four silences", async () => {
    const { log, done } = initialize({});
    await expect(done).rejects.toMatchObject({ code: "hardware/no-answer", details: { afterMs: 10_000 } });
    expect(log.at(-1)).toBe("next rx 4000");
  });

  it("fails when the device refuses, and when the link goes", async () => {
    const refusal = hex`02 a5 5a 55 aa f0 00 b1 01 00 02 69 82 03 cb 29`;
    await expect(initialize({ answers: [refusal] }).done).rejects.toThrowError("code 6982");
    for (const goneAt of [0, 1, 2]) await expect(initialize({ goneAt }).done).rejects.toBe(gone);
  });
});

describe("the frames of Honey Play Box devices", () => {
  const counts = (packets: readonly string[]) => packets.map((packet) => packet.slice(18, 20));

  it("are numbered on from those of the handshake, also when nobody commands anything", () => {
    const device = open("honeyplaybox", "JXT002");
    const all = [device.tick(), device.send("vibrate", 0, 50), device.tick(), device.send("vibrate", 1, 0)].flat();
    expect(counts(all)).toEqual(["02", "03", "04", "05"]);
    const encoder = openEncoder(honeyplaybox, modelOf("honeyplaybox", "JXT002"), { token, asked: 255 });
    expect(encoder.moveOn()[0]?.packet.data[6]).toBe(0);
  });

  it("use no number twice when nobody knows whether a frame arrived", () => {
    const encoder = openEncoder(honeyplaybox, modelOf("honeyplaybox", "JXT002"), { token, asked: 1 });
    const stop = () => encoder.encode([{ type: "vibrate", feature: 0, value: 0, durationMs: 0 }])[0]?.packets()[0];
    expect(stop()?.packet.data[6]).toBe(2);
    encoder.forget();
    expect(stop()?.packet.data[6]).toBe(3);
  });

  it("are sent twice a second, at rest as well", () => {
    const encoder = openEncoder(honeyplaybox, modelOf("honeyplaybox", "JXT002"), { token, asked: 1 });
    expect(encoder.motionEveryMs).toBe(500);
    expect(encoder.moveOn()).toHaveLength(1);
  });
});

describe("a simulated Honey Play Box device", () => {
  it("gives its token, takes levels after that only, and ignores damaged frames", () => {
    const { tell, values } = simulated("honeyplaybox", "HPB-399");
    const levels = hex`02 a5 5a 55 aa f0 02 b1 03 00 18 01 00 05 00 3c 00 00 32 11 00 05 00 3c 00 00 00 f3 ce a9 b8 cb c3 bf 52 03 6c 0c`;
    tell(levels);
    expect(values()).toEqual([0, 0]);
    const asked = hex`02 a5 5a 55 aa f0 00 b1 01 00 02 00 10 03 36 86`;
    expect(tell(asked)).toEqual([
      "rx: 02 a5 5a 55 aa f0 00 b1 01 00 12 90 00 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 03 28 ba",
    ]);
    tell(levels);
    expect(values()).toEqual([50, 0]);
    levels[18] = 1;
    tell(levels);
    expect(values()).toEqual([50, 0]);
  });
});
