import type { Endpoint } from "@buttplug-ts/core";
import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const consent = hex`01 00 00 00 00 00 00 00`;
const ask = "ask: Press the power button to let the device connect.";

function initialize(key: string, script: Script) {
  const { io, log } = scriptedIo(script);
  return { log, done: initializeDevice(protocolOf(key), io, modelOf(key, "")) };
}

/** What is done where a device keeps its pass phrase. */
function pairing(place: Endpoint, phrase: string) {
  const wait = `next ${place} 60000`;
  const back = [`unsubscribe ${place}`, `${place}!: ${phrase}`, `subscribe ${place}`];
  return [`subscribe ${place}`, ask, wait, wait, ...back, wait];
}

describe("the handshake of a Lelo F1s V2", () => {
  const answers = [hex`00 00 00 00 00 00 00 00`, hex`12 34 56 78 9a bc de f0`, consent];

  it.each([
    [["tx", "rx", "whitelist"], "whitelist", "both"],
    [["tx", "rx", "whitelist", "generic0"], "whitelist", "both"],
    [["tx", "rx", "txvibrate", "generic0"], "generic0", "one by one"],
  ] as const)("of one with %o is at %s, and its motors take levels %s", async (endpoints, place, manner) => {
    const { log, done } = initialize("lelo-f1sv2", { endpoints, answers });
    expect(await done).toBe(manner);
    expect(log).toEqual(pairing(place, "12 34 56 78 9a bc de f0"));
  });

  it("takes a short refusal or consent for a phrase", async () => {
    const { log, done } = initialize("lelo-f1sv2", { endpoints: ["whitelist"], answers: [hex`00`, hex`01`, consent] });
    await done;
    expect(log.filter((entry) => entry.startsWith("whitelist!"))).toEqual(["whitelist!: 00", "whitelist!: 01"]);
  });
});

it("the handshake of other Lelo devices takes answers of any length", async () => {
  const { log, done } = initialize("lelo-harmony", { answers: [hex`00`, hex`01 02 03 04 05 06 08`, hex`01`] });
  await done;
  expect(log).toEqual(pairing("whitelist", "01 02 03 04 05 06 08"));
});

it.each(["lelo-f1sv2", "lelo-harmony"])("a %s device whose button nobody presses is not connected", async (key) => {
  const { done } = initialize(key, { answers: [hex`00 00 00 00 00 00 00 00`] });
  await expect(done).rejects.toMatchObject({ code: "hardware/no-answer", details: { afterMs: 60_000 } });
});

it("a Lelo F1s is listened to, so that its button does not switch it off", async () => {
  const { log, done } = initialize("lelo-f1s", {});
  await done;
  expect(log).toEqual(["subscribe rx", "ask: Press the power button once; the device takes no commands before that."]);
  await expect(initialize("lelo-f1s", { goneAt: 0 }).done).rejects.toBe(gone);
});

it.each([
  ["lelo-f1sv2", "F1SV2A", hex`01 32 64`, hex`12 34 56 78 9a bc de f0`, [50, 100]],
  ["lelo-harmony", "IdaWave", hex`0a 12 02 08 00 00 00 00 64 00`, hex`aa bb cc dd ee ff 01 02`, [0, 100]],
] as const)("a simulated %s device obeys who gave its phrase back", (key, identifier, levels, phrase, values) => {
  const simulation = simulated(key, identifier);
  const says = () => simulation.device.subscribed?.("whitelist").map(({ data }) => data);
  expect(says()).toEqual([hex`00 00 00 00 00 00 00 00`, phrase]);
  simulation.tell(levels);
  simulation.tell(hex`00`, "whitelist");
  simulation.tell(levels);
  expect(simulation.values()).toEqual([0, 0]);
  simulation.tell(phrase, "whitelist");
  expect(says()).toEqual([consent]);
  simulation.tell(levels);
  expect(simulation.values()).toEqual(values);
});
