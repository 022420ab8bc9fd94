import { utf8 } from "@buttplug-ts/core";
import type { DialogueIo } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { protocolOf, textOfPacket } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";

const lovense = protocolOf("lovense");

/** A link on which the n-th wait for a notification gives the n-th answer. */
function fakeIo(name: string, answers: readonly (string | Uint8Array | undefined)[]) {
  const log: string[] = [];
  const waiting = [...answers];
  const io: DialogueIo = {
    ...scriptedIo({ name }).io,
    write: async (packet) => {
      log.push(`${packet.endpoint}${packet.withResponse ? "!" : ""}: ${textOfPacket(packet)}`);
    },
    read: async (endpoint) => {
      log.push(`read ${endpoint}`);
      return new Uint8Array();
    },
    subscribe: async (endpoint) => {
      log.push(`subscribe ${endpoint}`);
    },
    next: async (endpoint, timeoutMs) => {
      log.push(`next ${endpoint} ${timeoutMs}`);
      const answer = waiting.shift();
      return typeof answer === "string" ? utf8(answer) : answer;
    },
    sleep: async (delayMs) => {
      log.push(`sleep ${delayMs}`);
    },
  };
  return { io, log };
}

const identified = (name: string, ...answers: (string | Uint8Array | undefined)[]) =>
  lovense.identify?.(fakeIo(name, answers).io);

describe("the identification of a Lovense device", () => {
  it("subscribes before it asks, and takes the first answer", async () => {
    const { io, log } = fakeIo("LVS-Z001", ["C:11:0082059AD3BD;"]);
    expect(await lovense.identify?.(io)).toBe("C");
    expect(log).toEqual(["subscribe rx", "tx: DeviceType;", "next rx 500"]);
  });

  it("asks six times, 500 ms each, before it looks at the name", async () => {
    const { io, log } = fakeIo("LVS-Z001", []);
    expect(await lovense.identify?.(io)).toBe("Z");
    expect(log.filter((entry) => entry === "tx: DeviceType;")).toHaveLength(6);
    expect(log.filter((entry) => entry === "next rx 500")).toHaveLength(6);
  });

  it("takes an answer to the last question", async () => {
    expect(await identified("LVS-Z001", ...Array(5).fill(undefined), "S:1:2;")).toBe("S");
  });

  it.each([
    ["EI:2:0082059AD3BD;", "EI"],
    ["EI:3:0082059AD3BD;", "EI-FW3"],
    ["EI:+12:0082059AD3BD;", "EI-FW3"],
    ["EI:-3:0082059AD3BD;", "EI"],
    ["EI:3a:0082059AD3BD;", "EI"],
    ["EI::;", "EI"],
    ["EI:3;", "EI"],
    ["ED:3:0082059AD3BD;", "ED"],
    [":11:0082059AD3BD;", ""],
  ])("tells the firmware apart: %s is %s", async (answer, identifier) => {
    expect(await identified("", answer)).toBe(identifier);
  });

  it.each(["OK;", "", "Z;"])("has no identifier for %o, which has no second part", async (answer) => {
    expect(await identified("LVS-Z001", answer)).toBeUndefined();
  });

  it.each([
    ["LVS-Z001", "Z"],
    ["a LVS-EI2", "EI"],
    ["LVS-Edge36", undefined],
    ["LOVE-Z001", undefined],
    ["LVS-", undefined],
    ["", undefined],
  ])("reads a silent device's name: %o is %s", async (name, identifier) => {
    expect(await identified(name)).toBe(identifier);
  });

  it("fails when the answer is no text", async () => {
    await expect(identified("LVS-Z001", Uint8Array.of(0xff, 0xfe))).rejects.toMatchObject({
      code: "protocol/not-identified",
      details: { protocol: "lovense" },
    });
  });

  it("fails when the link ends", async () => {
    const { io } = fakeIo("LVS-Z001", []);
    const gone = new TypeError("gone");
    const broken = { ...io, next: () => Promise.reject(gone) };
    await expect(lovense.identify?.(broken)).rejects.toBe(gone);
  });
});

describe("the battery of a Lovense device", () => {
  const rule = lovense.inputs?.battery?.read;
  const parse = (answer: string | Uint8Array) => rule?.parse(typeof answer === "string" ? utf8(answer) : answer);

  it("is asked for with a command and answered on rx", () => {
    if (!rule || !("send" in rule)) throw new TypeError("no query");
    expect(textOfPacket(rule.send)).toBe("Battery;");
    expect(rule.send).toMatchObject({ endpoint: "tx", withResponse: false });
    expect(rule.reply).toBe("rx");
  });

  it.each([
    ["85;", 85],
    ["s89;", 89],
    ["0;", 0],
    ["100;", 100],
    ["255;", 255],
  ])("is read from %s", (answer, percent) => {
    expect(parse(answer)).toBe(percent);
  });

  it.each(["OK;", "ERR;", "", ";", "s", "256;", "-1;", "8 5;", "A:11:0082059AD3BD;"])("is not in %o", (answer) => {
    expect(parse(answer)).toBeUndefined();
  });

  it("is not in bytes that are no text", () => {
    expect(parse(Uint8Array.of(0xff, 0x38, 0x3b))).toBeUndefined();
  });
});

describe("the keepalive of a Lovense device", () => {
  it("is a question that changes nothing", () => {
    const packet = lovense.keepalive && "packet" in lovense.keepalive ? lovense.keepalive.packet : undefined;
    expect(packet && textOfPacket(packet)).toBe("DeviceType;");
  });
});
