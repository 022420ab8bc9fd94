import { toHex } from "@buttplug-ts/core";
import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const protocol = protocolOf("thehandy-v3");
const battery = hex`08 03 22 09 08 01 b2 2c 04 0a 02 08 50`;
const refusal = hex`08 03 22 08 08 02 12 04 08 a3 8d 06`;

describe("the hardware of a Handy", () => {
  it.each([
    ["OHD_hw1_abc", "hw1"],
    ["OHD_hw4_1_2", "hw4"],
    ["OHD_hw3_", "hw3"],
    ["OHD_hw3", "unknown"],
    ["", "unknown"],
  ])("in %s is %s", async (name, identifier) => {
    expect(await protocol.identify?.(scriptedIo({ name }).io)).toBe(identifier);
  });
});

describe("the questions to a Handy", () => {
  const initialize = (script: Script) => {
    const { io, log } = scriptedIo(script);
    return { log, done: initializeDevice(protocol, io, modelOf("thehandy-v3", "")) };
  };
  const steps = [
    "subscribe rx",
    "tx: 08 01 12 05 10 01 b2 2c 00",
    "next rx 2000",
    "tx: 08 01 12 05 10 02 ca 2c 00",
    "next rx 2000",
  ];

  it.each([
    ["right answers", [battery, refusal]],
    ["anything else", [hex`ff`, hex``]],
  ])("are content with %s", async (_, answers) => {
    const { log, done } = initialize({ answers });
    await done;
    expect(log).toEqual(steps);
  });

  it.each([[[]], [[battery]]])("fail in silence after %j", async (answers) => {
    const { log, done } = initialize({ answers });
    await expect(done).rejects.toMatchObject({ code: "hardware/no-answer", details: { afterMs: 2_000 } });
    expect(log).toEqual(steps.slice(0, answers.length * 2 + 3));
  });

  it.each([0, 1, 2, 3, 4])("fail when the link ends at step %i", async (goneAt) => {
    await expect(initialize({ answers: [battery, refusal], goneAt }).done).rejects.toBe(gone);
  });
});

describe("the packets of a Handy", () => {
  /** A device that has been sent `count` commands. */
  const used = (identifier: string, count: number) => {
    const device = open("thehandy-v3", identifier);
    for (let sent = 0; sent < count; sent += 1) {
      if (identifier === "hw1") device.send("vibrate", 0, 0);
      else device.send("hwPositionWithDuration", 0, 0, 0);
    }
    return device;
  };

  it.each([
    [2, 100, 250, "08 01 12 0f 10 04 c2 2e 0a 0d 00 00 80 3f 10 fa 01 18 01"],
    [3, 100, 0, "08 01 12 0c 10 05 c2 2e 07 0d 00 00 80 3f 18 01"],
    [4, 33, 1_000, "08 01 12 0f 10 06 c2 2e 0a 0d c3 f5 a8 3e 10 e8 07 18 01"],
    [5, 100, 100_000, "08 01 12 10 10 07 c2 2e 0b 0d 00 00 80 3f 10 a0 8d 06 18 01"],
    [126, 1, 50, "08 01 12 0f 10 80 01 c2 2e 09 0d 0a d7 23 3c 10 32 18 01"],
  ])("are, after %i others, for position %i in %i ms those of the sheet", (count, position, durationMs, packet) => {
    expect(used("", count).send("hwPositionWithDuration", 0, position, durationMs)).toEqual([packet]);
  });

  it("are those of the sheet for a vibration", () => {
    expect(used("hw1", 128).send("vibrate", 0, 33)).toEqual(["08 01 12 0d 10 82 01 a2 38 07 0d c3 f5 a8 3e 10 64"]);
  });

  it("keep the link alive with a bare question, with response", () => {
    const { keepalive } = protocol;
    const packet = keepalive && "packet" in keepalive ? keepalive.packet : undefined;
    expect(packet).toMatchObject({ endpoint: "tx", withResponse: true });
    expect(toHex(packet?.data ?? hex``)).toBe("10 01 ca 2c 00");
  });
});

describe("a simulated Handy of today", () => {
  it("says its charge and knows nothing else about itself", () => {
    const { tell, device } = simulated("thehandy-v3", "");
    expect(tell(hex`08 01 12 05 10 01 b2 2c 00`)).toEqual([`rx: ${toHex(battery)}`]);
    expect(tell(hex`08 01 12 05 10 02 ca 2c 00`)).toEqual([`rx: ${toHex(refusal)}`]);
    device.battery = 7;
    expect(tell(hex`08 01 12 05 10 01 b2 2c 00`)).toEqual(["rx: 08 03 22 09 08 01 b2 2c 04 0a 02 08 07"]);
  });

  it("goes where it is told, also to 0, which is left out", () => {
    const { tell, values } = simulated("thehandy-v3", "hw4");
    expect(tell(hex`08 01 12 0f 10 06 c2 2e 0a 0d c3 f5 a8 3e 10 e8 07 18 01`)).toEqual(["rx: 08 03 22 02 08 06"]);
    expect(values()).toEqual([33]);
    tell(hex`08 01 12 0a 10 02 c2 2e 05 10 f4 03 18 01`);
    expect(values()).toEqual([0]);
  });

  it("vibrates and stops, and does not move, if that is what it is", () => {
    const { tell, values } = simulated("thehandy-v3", "hw1");
    tell(hex`08 01 12 0d 10 82 01 a2 38 07 0d c3 f5 a8 3e 10 64`);
    expect(values()).toEqual([33]);
    expect(tell(hex`08 01 12 0f 10 03 c2 2e 0a 0d 00 00 00 3f 10 f4 03 18 01`)).toEqual([
      "rx: 08 03 22 08 08 03 12 04 08 b1 8d 06",
    ]);
    expect(values()).toEqual([33]);
    tell(hex`08 01 12 05 10 02 aa 38 00`);
    expect(values()).toEqual([0]);
  });

  it("is silent for what is no request", () => {
    const { tell, values } = simulated("thehandy-v3", "");
    const move = hex`08 01 12 0f 10 03 c2 2e 0a 0d 00 00 00 3f 10 f4 03 18 01`;
    expect(tell(hex`10 01 ca 2c 00`)).toEqual([]);
    expect(tell(move, "rx")).toEqual([]);
    expect(tell(move.subarray(0, 12))).toEqual([]);
    expect(tell(hex`08 01 12 02 10 03`)).toEqual([]);
    expect(tell(hex`08 03 22 02 08 06`)).toEqual([]);
    expect(values()).toEqual([0]);
  });
});
