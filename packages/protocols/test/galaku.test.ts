import { deviceDatabase } from "@buttplug-ts/device-db";
import { galakuPacket, hex } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { open, protocolOf } from "./devices.js";
import { simulated } from "./simulation.js";

const models = deviceDatabase.models.filter(({ protocol }) => protocol === "galaku");
const identifiersWith = (...outputs: string[]) =>
  models
    .filter(({ features }) => features.flatMap((feature) => Object.keys(feature.outputs)).join() === outputs.join())
    .map(({ identifier }) => identifier);

describe("the models of Galaku", () => {
  it("have two motors where the sheet says so", () => {
    expect(identifiersWith("oscillate", "vibrate").sort()).toEqual(["G307", "G312", "G317", "G320", "G354"]);
    expect(identifiersWith("vibrate", "rotate")).toEqual(["G339"]);
    expect(identifiersWith("vibrate", "constrict")).toEqual(["TFG1"]);
    expect(identifiersWith("vibrate", "vibrate").sort().join(" ")).toBe(
      "BGCD D358 D402 G12B G213 G228 G29C G29D G302 G310 G314 G315 G322 G348 G403 G40A G43A G913 GKML K113 K12B K311 QCPW QCSW QCVW SN80 TFF1 YXSJ",
    );
    expect(identifiersWith("vibrate")).toHaveLength(models.length - 35);
  });

  it("send one packet a commit where they have two motors", () => {
    const both = [0, 1].map((feature) => ({ type: "vibrate", feature, value: 0, durationMs: 0 }) as const);
    expect(open("galaku", "SN80").commit(both)).toEqual(["23 81 bb ab d2 7b 44 33 bb a3 3b f2"]);
  });
});

describe("the battery of a Galaku device", () => {
  const read = protocolOf("galaku").inputs?.battery?.read;

  it("is asked for with the sheet's packet, with response", () => {
    expect(read).toMatchObject({
      send: { endpoint: "tx", data: hex`23 81 bb ab d2 ce d3 23 bb a3 3b c2`, withResponse: true },
      reply: "rxblebattery",
    });
  });

  it.each([
    [hex`55`, 85],
    [hex`00 64`, 0],
    [hex`64 ${new Uint8Array(11)}`, 100],
    [hex``, undefined],
    [galakuPacket(hex`5a 00 00 55 13 00 00 00 00 00`), 85],
    // Damaged: no packet, so its first byte stands.
    [hex`23 81 bb ab d2 ce d3 23 bb a3 3b c3`, 35],
  ])("of %o is %o", (data, percent) => {
    expect(read && "parse" in read ? read.parse(data) : "no rule").toBe(percent);
  });
});

describe("a simulated Galaku device", () => {
  it("says its battery", () => {
    const { tell, device } = simulated("galaku", "GX85");
    device.battery = 85;
    expect(tell(hex`23 81 bb ab d2 ce d3 23 bb a3 3b c2`)).toEqual(["rxblebattery: 55"]);
  });

  it("takes packets of its own kind only", () => {
    const one = simulated("galaku", "GX85");
    one.tell(hex`23 81 bb ab d2 ec 29 c3 bb a3 3b d2`);
    expect(one.values()).toEqual([50]);
    one.tell(hex`23 81 bb ab d2 ec 57 23 bb a3 3b 45`);
    one.tell(hex`aa 01 0a 03 64 01 00 00 00 00 00 00 00 00 00 00`);
    expect(one.values()).toEqual([50]);
    const pump = simulated("galaku", "AC695X_1(BLE)");
    pump.tell(hex`aa 01 0a 03 64 00 00 00 00 00 00 00 00 00 00 00`);
    expect(pump.values()).toEqual([0]);
    pump.tell(hex`aa 01 0a 03 64 01 00 00 00 00 00 00 00 00 00 00`);
    expect(pump.values()).toEqual([100]);
    const two = simulated("galaku", "SN80");
    two.tell(hex`23 81 bb ab d2 7b 44 61 97 a3 3b 88`);
    expect(two.values()).toEqual([50, 100]);
  });
});
