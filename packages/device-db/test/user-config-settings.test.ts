import { deviceDatabase } from "@buttplug-ts/device-db";
import {
  mayConnect,
  serialPlansFor,
  serialPortsOf,
  settingsFor,
  type UserConfig,
  websocketPlansFor,
} from "@buttplug-ts/device-db/user-config";
import { checkForModel } from "@buttplug-ts/device-db/user-config-file";
import { describe, expect, it } from "vitest";

const nora = { hardware: "bluetooth/1", protocol: "lovense", identifier: "A" } as const;
const vibrate = (limits: object) => ({ features: { 0: { outputs: { vibrate: limits } } } });

describe("settingsFor", () => {
  const settings = (devices: UserConfig["devices"], device = nora as Parameters<typeof settingsFor>[1]) =>
    settingsFor({ devices }, device, deviceDatabase);

  it("takes from each entry that fits, the more special one first, in whatever order they stand", () => {
    const entries: UserConfig["devices"] = [
      { hardware: "bluetooth/1", protocol: "lovense", identifier: "A", gapMs: 1 },
      { hardware: "bluetooth/1", protocol: "lovense", gapMs: 2, name: "two" },
      { hardware: "bluetooth/1", gapMs: 3, name: "three", index: 7 },
      { protocol: "lovense", identifier: "A", gapMs: 4, name: "four", ...vibrate({ range: [0, 4], enabled: true }) },
      { protocol: "lovense", gapMs: 5, name: "five", ...vibrate({ range: [0, 5], maxRisePerSecond: 5 }) },
    ];
    const expected = {
      gapMs: 1,
      name: "two",
      index: 7,
      features: { 0: { outputs: { vibrate: { range: [0, 4], enabled: true, maxRisePerSecond: 5 } }, inputs: {} } },
    };
    expect(settings(entries)).toEqual(expected);
    expect(settings(entries.toReversed())).toEqual(expected);
    expect(settings(entries.slice(1)).gapMs).toBe(2);
    expect(settings(entries.slice(2))).toMatchObject({ gapMs: 3, name: "three" });
    expect(settings(entries.slice(3))).toMatchObject({ gapMs: 4, name: "four" });
  });

  it("puts features, outputs and inputs of several entries together", () => {
    const entries: UserConfig["devices"] = [
      { protocol: "lovense", features: { 0: { outputs: { vibrate: { enabled: false } } } } },
      { hardware: "bluetooth/1", features: { 0: { inputs: { battery: { enabled: false } } }, 1: {} } },
    ];
    expect(settings(entries).features).toEqual({
      0: { outputs: { vibrate: { enabled: false } }, inputs: { battery: { enabled: false } } },
      1: { outputs: {}, inputs: {} },
    });
  });

  it("leaves out what is for other hardware, protocols and models, and what is no setting", () => {
    const others: UserConfig["devices"] = [
      { hardware: "bluetooth/2", gapMs: 1 },
      { hardware: "bluetooth/1", protocol: "wevibe", gapMs: 2 },
      { protocol: "lovense", identifier: "B", gapMs: 3 },
      { protocol: "lovense", identifier: "", gapMs: 4 },
      { protocol: "lovense", identifier: "unheard-of", gapMs: 5 },
      { hardware: "bluetooth/1", access: "allow" },
    ];
    expect(settings(others)).toEqual({});
  });

  it("knows a model by any of its identifiers, and the default model by none that is known", () => {
    const entries: UserConfig["devices"] = [
      { protocol: "lovense", identifier: "C", name: "Nora" },
      { protocol: "lovense", identifier: "", name: "something" },
    ];
    expect(settings(entries)).toEqual({ name: "Nora" });
    expect(settings(entries, { ...nora, identifier: "unheard-of" })).toEqual({ name: "something" });
  });
});

describe("mayConnect", () => {
  const may = (devices: UserConfig["devices"], device: Parameters<typeof mayConnect>[1] = nora) =>
    mayConnect({ devices }, device, deviceDatabase);
  const onlyHardware = { hardware: "bluetooth/1" };

  it("is true while nobody denies or allows anything", () => {
    expect(may([])).toBe(true);
    expect(may([{ hardware: "bluetooth/1", gapMs: 5 }])).toBe(true);
  });

  it("is false for what is denied, as soon as it is known", () => {
    expect(may([{ hardware: "bluetooth/1", access: "deny" }], onlyHardware)).toBe(false);
    expect(may([{ hardware: "bluetooth/2", access: "deny" }], onlyHardware)).toBe(true);
    const model: UserConfig["devices"] = [{ protocol: "lovense", identifier: "C", access: "deny" }];
    expect(may(model, onlyHardware)).toBe(true);
    expect(may(model, { ...onlyHardware, protocol: "lovense" })).toBe(true);
    expect(may(model)).toBe(false);
    expect(may(model, { ...nora, identifier: "B" })).toBe(true);
  });

  it("is false for the rest if any entry allows, and denying wins", () => {
    const entries: UserConfig["devices"] = [
      { protocol: "lovense", access: "allow" },
      { hardware: "bluetooth/2", access: "allow" },
      { hardware: "bluetooth/3", access: "deny" },
    ];
    expect(may(entries, { hardware: "bluetooth/9" })).toBe(true);
    expect(may(entries, { hardware: "bluetooth/9", protocol: "wevibe" })).toBe(false);
    expect(may(entries, { ...nora, hardware: "bluetooth/9" })).toBe(true);
    expect(may(entries, { hardware: "bluetooth/2", protocol: "wevibe" })).toBe(true);
    expect(may(entries, { ...nora, hardware: "bluetooth/3" })).toBe(false);
    expect(may(entries.slice(1), onlyHardware)).toBe(false);
  });

  it("is false for all if only allowed devices may be connected and none is allowed", () => {
    expect(mayConnect({ onlyAllowed: true, devices: [] }, nora, deviceDatabase)).toBe(false);
  });
});

describe("checkForModel", () => {
  const model = deviceDatabase.model("lovense", "A");
  const check = (devices: UserConfig["devices"]) => model && checkForModel({ devices }, nora, model, deviceDatabase);

  it("finds what does not fit the model in entries for the hardware", () => {
    expect(check([{ hardware: "bluetooth/1", ...vibrate({ range: [0, 30] }) }])).toEqual([
      {
        path: "features.0.vibrate.range",
        message: "[0,30] is outside of what the model takes: expected a part of [0,20]",
        device: { hardware: "bluetooth/1" },
      },
    ]);
    expect(check([{ hardware: "bluetooth/1", protocol: "lovense", features: { 9: {} } }])).toHaveLength(1);
  });

  it("leaves alone what fits, what is about others, and what is about all devices of a protocol", () => {
    expect(
      check([
        { hardware: "bluetooth/1", ...vibrate({ range: [0, 20] }) },
        { hardware: "bluetooth/2", features: { 9: {} } },
        { protocol: "lovense", features: { 9: {} } },
      ]),
    ).toEqual([]);
  });
});

describe("serialPlansFor", () => {
  const port = "serial//dev/ttyUSB0";
  const [usual, slow] = [
    { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 },
    { baudRate: 19_200, dataBits: 8, parity: "none", stopBits: 1 },
  ];
  const endpoints = ["tx", "rx"];
  const plans = (...devices: UserConfig["devices"]) => serialPlansFor({ devices }, port, deviceDatabase);

  it("is what the entries say that name the port and a protocol", () => {
    const others: UserConfig["devices"] = [
      { hardware: "serial/COM7", protocol: "kizuna" },
      { hardware: port, name: "Left" },
      { protocol: "nobra" },
      { hardware: port, protocol: "lovense" },
      { hardware: port, protocol: "nextlevelracing", access: "deny" },
    ];
    expect(plans(...others)).toEqual([]);
    expect(plans(...others, { hardware: port, protocol: "tcode-v03", name: "Left" })).toEqual([
      { kind: "serial", protocol: "tcode-v03", line: usual, endpoints },
    ]);
    expect(plans({ hardware: port, protocol: "nobra" }, { hardware: port, protocol: "tcode-v03" })).toEqual([
      { kind: "serial", protocol: "nobra", line: slow, endpoints },
      { kind: "serial", protocol: "tcode-v03", line: usual, endpoints },
    ]);
  });

  it("has the line of the protocol, but for what the most special entry says", () => {
    const entries: UserConfig["devices"] = [
      { hardware: port, protocol: "tcode-v03", identifier: "", serial: { baudRate: 250_000 } },
      { hardware: port, protocol: "tcode-v03", serial: { baudRate: 9_600, parity: "odd" } },
      { hardware: "serial/COM7", protocol: "tcode-v03", serial: { stopBits: 2 } },
    ];
    const line = { ...usual, baudRate: 250_000, parity: "odd" };
    expect(plans(...entries)).toEqual([{ kind: "serial", protocol: "tcode-v03", line, endpoints }]);
    expect(plans(...entries.toReversed())).toEqual(plans(...entries));
  });

  it("goes with a list of the ports", () => {
    const devices: UserConfig["devices"] = [
      { hardware: port, protocol: "tcode-v03" },
      { hardware: port, protocol: "tcode-v03", identifier: "" },
      { hardware: "serial/COM7", protocol: "nobra" },
      { hardware: "bluetooth/C0:FF:EE:00:00:01", protocol: "lovense" },
      { hardware: "serial/COM8" },
    ];
    expect(serialPortsOf({ devices }, deviceDatabase)).toEqual(["/dev/ttyUSB0", "COM7"]);
  });
});

it("websocketPlansFor is what the entries say that name the device and a protocol, whatever the protocol is known on", () => {
  const box = "websocket/box-1";
  const devices: UserConfig["devices"] = [
    { hardware: box, protocol: "lovense" },
    { hardware: box, protocol: "tcode-v03", access: "allow" },
    { hardware: box, protocol: "tcode-v03", identifier: "" },
    { hardware: box, protocol: "nobra", access: "deny" },
    { hardware: box, name: "Mine" },
    { hardware: "websocket/box-2", protocol: "aneros" },
    { protocol: "wevibe" },
  ];
  expect(websocketPlansFor({ devices }, box)).toEqual([
    { kind: "websocket", protocol: "lovense", endpoints: ["tx", "rx"] },
    { kind: "websocket", protocol: "tcode-v03", endpoints: ["tx", "rx"] },
  ]);
  expect(websocketPlansFor({ devices }, "websocket/box-3")).toEqual([]);
});
