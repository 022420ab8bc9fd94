import { hex, type ProtocolDefinition, perFeature, write } from "@buttplug-ts/protocol-kit";
import {
  FakeDevice,
  FakeHardwareManager,
  outputFeature,
  settle,
  TestClock,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { connectDevice } from "../src/connect-device.js";

const model = testModel("Pad", [outputFeature(0, "vibrate")]);

/** Connects a device of these protocols, the first of which recognised it. */
function connecting(...protocols: readonly ProtocolDefinition[]) {
  const clock = new TestClock();
  const device = new FakeDevice({ name: "Pad", id: "AA:01", endpoints: ["tx", "rx", "whitelist"] });
  const manager = new FakeHardwareManager(clock, [device]);
  const models = protocols.map(({ key }) => ({ ...model, protocol: key }));
  const logged: string[] = [];
  const done = connectDevice({
    manager,
    advertisement: { kind: "bluetooth", id: "AA:01", name: "Pad", services: [], manufacturerData: [] },
    plans: protocols.slice(0, 1).map(({ key }) => ({ kind: "bluetooth", protocol: key, services: {} })),
    protocols: new Map(protocols.map((protocol) => [protocol.key, protocol])),
    deviceDb: testDatabase(models),
    clock,
    random: (count) => new Uint8Array(count),
    logger: { log: (level, area, message) => logged.push(`${level} ${area}: ${message}`) },
    signal: new AbortController().signal,
  });
  return { device, clock, done, logged };
}

describe("a dialogue", () => {
  it("knows the device's address and which endpoints it really has", async () => {
    const { done } = connecting({
      ...testProtocol,
      initialize: async ({ address, endpoints }) => [address, ...endpoints],
      outputs: (_, findings: readonly string[]) => ({
        vibrate: perFeature(() => write("tx", hex`${findings.length}`)),
      }),
    });
    const { protocol } = await done;
    const table = typeof protocol.outputs === "function" ? protocol.outputs(model, undefined) : {};
    const [step] = table.vibrate?.encode(0, [{ type: "vibrate", feature: 0, value: 1, durationMs: 0 }]) ?? [];
    expect(step?.packet).toEqual(write("tx", hex`04`));
  });

  it("writes while an endpoint is not subscribed, and begins anew after that", async () => {
    const { device, done } = connecting({
      ...testProtocol,
      async initialize(io) {
        await io.subscribe("whitelist");
        const phrase = (await io.next("whitelist", 1_000)) ?? hex``;
        await io.unsubscribe("whitelist");
        await io.unsubscribe("whitelist");
        await io.write(write("whitelist", phrase, { withResponse: true }));
        await io.subscribe("whitelist");
        expect(await io.next("whitelist", 1_000)).toEqual(hex`01`);
      },
    });
    device.onWrite = () => device.subscriptions.push("write");
    await settle();
    device.notify("whitelist", hex`12 34`);
    device.notify("whitelist", hex`ff`);
    await settle();
    device.notify("whitelist", hex`01`);
    await done;
    expect(device.takeWrites()).toEqual(["whitelist 12 34"]);
    expect(device.subscriptions).toEqual([
      "subscribe whitelist",
      "unsubscribe whitelist",
      "write",
      "subscribe whitelist",
    ]);
  });

  it("tells whoever runs the server what a person has to do", async () => {
    const { done, logged } = connecting({
      ...testProtocol,
      initialize: async (io) => io.askPerson("Press the power button."),
    });
    await done;
    expect(logged).toEqual(["warn devices: Pad: Press the power button."]);
  });
});

describe("a device that connects", () => {
  it("gets the packets of its initialization, in their order", async () => {
    const { device, done } = connecting({ ...testProtocol, initialize: [write("tx", hex`01`), write("rx", hex`02`)] });
    await done;
    expect(device.takeWrites()).toEqual(["tx 01", "rx 02"]);
  });

  it("may turn out to speak another protocol, and is initialized by that one only", async () => {
    const first: ProtocolDefinition = {
      ...testProtocol,
      identify: async () => ({ protocol: "other", identifier: "Pad" }),
      initialize: [write("tx", hex`01`)],
    };
    const other: ProtocolDefinition = { ...testProtocol, key: "other", initialize: [write("tx", hex`02`)] };
    const { device, done } = connecting(first, other);
    expect(await done).toMatchObject({ protocol: other, model: { protocol: "other" }, identifier: "Pad" });
    expect(device.takeWrites()).toEqual(["tx 02"]);
    await expect(connecting(first).done).rejects.toMatchObject({
      code: "protocol/no-model",
      details: { protocol: "other", identifier: "Pad" },
    });
  });
});
