import { deviceDatabase } from "@buttplug-ts/device-db";
import { addDeviceData, importUserConfig } from "@buttplug-ts/device-db/import";
import { checkUserConfig, parseUserConfig, serializeUserConfig } from "@buttplug-ts/device-db/user-config-file";
import { describe, expect, it } from "vitest";

/** Ids of the Lovense Nora, which has a vibrator and a rotator of 20 steps and a battery. */
const nora = {
  model: "463a18b9-42a5-4f7b-8156-0e61346fdb8a",
  vibrator: "2c5da93b-36a0-4209-ac8c-cead63b838c6",
  rotator: "515e07e2-a6e6-4ac0-a4b0-512504311260",
};
const tcode = { model: "5c1195a5-a2e4-4643-bd47-8cb3a1e067f4", axis: "afa1e63e-b6c7-4519-8faa-68cefe197a31" };
const own = "99999999-0000-4000-8000-000000000000";

interface Entry {
  readonly address?: string;
  readonly protocol?: string;
  readonly identifier?: string | null;
  readonly model?: string;
  readonly user?: object;
  readonly features?: readonly object[];
}

/** An entry for a Nora, but for what is said otherwise. */
function entry({
  address = "C0:FF:EE:00:00:01",
  protocol = "lovense",
  identifier = "A",
  model = nora.model,
  user = {},
  features = [],
}: Entry = {}) {
  return {
    identifier: { address, protocol, identifier },
    config: { id: own, base_id: model, features, user_config: { allow: false, deny: false, index: 0, ...user } },
  };
}

function feature(id: string, output: object) {
  return { id: own, base_id: id, description: "theirs", output };
}

function importOf(devices: readonly object[], protocols?: object) {
  const file = { version: { major: 4, minor: 1 }, user_configs: { devices, ...(protocols && { protocols }) } };
  const imported = importUserConfig(JSON.stringify(file, undefined, 1), deviceDatabase);
  // Whatever comes out can be used, and be kept as a file.
  expect(checkUserConfig(imported.config, imported.database)).toEqual([]);
  const text = serializeUserConfig(imported.config);
  expect(parseUserConfig(text, imported.database)).toEqual({ config: imported.config, problems: [] });
  return imported;
}

function reasons({ notImported }: ReturnType<typeof importOf>): readonly string[] {
  return notImported.map(({ entry: at, reason }) => `${at.replace("user_configs.devices", "")}: ${reason}`);
}

describe("the import of a user configuration", () => {
  it("takes index, name, gap and limits", () => {
    const features = [
      feature(nora.vibrator, { vibrate: { value: [2, 15] } }),
      feature(nora.rotator, { rotate: { value: [0, 20], disabled: true } }),
    ];
    const imported = importOf([entry({ user: { index: 4, display_name: "Left", message_gap_ms: 60 }, features })]);
    expect(imported.config.devices).toEqual([
      {
        hardware: "bluetooth/C0:FF:EE:00:00:01",
        index: 4,
        name: "Left",
        gapMs: 60,
        features: { 0: { outputs: { vibrate: { range: [2, 15] } } }, 1: { outputs: { rotate: { enabled: false } } } },
      },
    ]);
    expect(imported.notImported).toEqual([]);
    expect(imported.database).toBe(deviceDatabase);
  });

  it("takes a port whose name is like no other for one, where the protocol has no other bus there", () => {
    const device = { address: "stroker", protocol: "tcode-v03", identifier: null, model: tcode.model };
    expect(importOf([entry(device)]).config.devices).toEqual([{ hardware: "serial/stroker", index: 0 }]);
  });

  it("takes positions that are turned around, and durations", () => {
    const output = {
      position: { value: [100, 900], reverse: true },
      hw_position_with_duration: { value: [0, 1000], duration: [150, 100_000], reverse: true },
    };
    const device = { address: "COM7", protocol: "tcode-v03", identifier: null, model: tcode.model };
    const { config, notImported } = importOf([entry({ ...device, features: [feature(tcode.axis, output)] })]);
    expect(notImported).toEqual([]);
    expect(config.devices).toEqual([
      {
        hardware: "serial/COM7",
        index: 0,
        features: {
          0: {
            outputs: {
              position: { range: [100, 900], reverse: true },
              hwPositionWithDuration: { durationMs: [150, 100_000], reverse: true },
            },
          },
        },
      },
    ]);
  });

  it.each([
    "PeripheralId(C0:FF:EE:00:00:01)",
    "hci0/dev_C0_FF_EE_00_00_01",
    'PeripheralId(DeviceId { path: "/org/bluez/hci0/dev_C0_FF_EE_00_00_01" })',
    "c0-ff-ee-00-00-01",
  ])("takes the address out of %s", (address) => {
    expect(importOf([entry({ address })]).config.devices).toEqual([
      { hardware: "bluetooth/C0:FF:EE:00:00:01", index: 0 },
    ]);
  });

  const foreign = "PeripheralId(6f1c4a52-0d55-4c2f-9d38-c0ffee000001)";

  it("without an address, is for the model if it is the only one of the file, but has no index", () => {
    const imported = importOf([entry({ address: foreign, user: { display_name: "Left", deny: true } })]);
    expect(imported.config.devices).toEqual([{ protocol: "lovense", identifier: "A", name: "Left", access: "deny" }]);
    expect(reasons(imported)).toEqual([
      expect.stringMatching(
        /^\[0\].config.user_config.index: "PeripheralId.* has no address .* an index is for one piece of hardware$/,
      ),
    ]);
  });

  it("without an address, is to be asked for if there are two of the model", () => {
    const imported = importOf([
      entry({ address: foreign, user: { index: 3, display_name: "Left" } }),
      entry({ address: "C0:FF:EE:00:00:02", identifier: "C" }),
    ]);
    expect(imported.config.devices).toEqual([{ hardware: "bluetooth/C0:FF:EE:00:00:02", index: 0 }]);
    expect(imported.notImported).toEqual([
      {
        entry: "user_configs.devices[0]",
        line: 8,
        reason: expect.stringMatching(/2 devices of the model Lovense Nora: which hardware is meant\?$/),
        ask: { protocol: "lovense", identifier: "A", index: 3, name: "Left" },
      },
    ]);
  });

  it("takes the application's word for what the hardware is", () => {
    const text = JSON.stringify({ version: { major: 4 }, user_configs: { devices: [entry({ address: "mine" })] } });
    const hardwareOf = (address: string, protocol: string) => `bus/${address}-${protocol}`;
    const { config } = importUserConfig(text, deviceDatabase, { hardwareOf });
    expect(config.devices).toEqual([{ hardware: "bus/mine-lovense", index: 0 }]);
  });

  it("holds allow and deny for the address, whatever the device turns out to be; who denies wins", () => {
    const { config } = importOf([
      entry({ user: { allow: true } }),
      entry({ identifier: "B", model: own, user: { index: 1, deny: true } }),
      entry({ address: "C0:FF:EE:00:00:02", user: { index: 2, allow: true } }),
    ]);
    const hardware = "bluetooth/C0:FF:EE:00:00:01";
    expect(config.devices).toEqual([
      { hardware, protocol: "lovense", identifier: "A", index: 0, access: "deny" },
      { hardware, protocol: "lovense", identifier: "B", index: 1, access: "deny" },
      { hardware: "bluetooth/C0:FF:EE:00:00:02", index: 2, access: "allow" },
    ]);
  });

  it("lets nobody in when the only entry that allows is lost", () => {
    const { config } = importOf([entry({ protocol: "acme", model: own, user: { allow: true } })]);
    expect(config).toEqual({ onlyAllowed: true, devices: [] });
  });
});

describe("models and features", () => {
  const limit = [feature(nora.vibrator, { vibrate: { value: [0, 9] } })];

  it("are found by protocol and identifier before ids", () => {
    const { config } = importOf([entry({ model: tcode.model, features: limit })]);
    expect(config.devices[0]?.features).toEqual({ 0: { outputs: { vibrate: { range: [0, 9] } } } });
  });

  it.each([
    ["an identifier that is not known", { identifier: "LVS-Nobody" }],
    ["no identifier", { identifier: null }],
    ["a protocol that is not known", { protocol: "lovense-old" }],
  ])("are found by id with %s", (_, device) => {
    const { config } = importOf([entry({ ...device, address: foreignAddress, features: limit })]);
    expect(config.devices).toEqual([
      { protocol: "lovense", identifier: "A", features: { 0: { outputs: { vibrate: { range: [0, 9] } } } } },
    ]);
  });

  const foreignAddress = "elsewhere";

  it("without features of their own have those of the default model", () => {
    // The Lush is a model without feature ids; 3f7a… is the vibrator of the default model.
    const features = [feature("3f7a25a5-df21-42ca-bf9f-d1c52df1f37e", { vibrate: { value: [0, 9] } })];
    const { config } = importOf([entry({ identifier: "S", features })]);
    expect(config.devices[0]?.features).toEqual({ 0: { outputs: { vibrate: { range: [0, 9] } } } });
  });
});

describe("rules and models that the file adds", () => {
  const box = {
    communication: [{ serial: { port: "COM7", baud_rate: 115_200, data_bits: 8, parity: "N", stop_bits: 1 } }],
    configurations: [
      {
        id: "10000000-0000-4000-8000-000000000000",
        name: "My Box",
        identifier: ["box"],
        features: [{ id: "20000000-0000-4000-8000-000000000000", index: 3, output: { vibrate: { value: [0, 99] } } }],
      },
    ],
  };
  const device = {
    address: "COM7",
    protocol: "tcode-v03",
    identifier: "box",
    model: "10000000-0000-4000-8000-000000000000",
    features: [feature("20000000-0000-4000-8000-000000000000", { vibrate: { value: [0, 50] } })],
  };

  it("are in the database that comes out, also once their data have been kept as JSON", () => {
    const { database, deviceData, config, notImported } = importOf([entry(device)], { "tcode-v03": box });
    expect(notImported).toEqual([]);
    expect(config.devices[0]?.features).toEqual({ 3: { outputs: { vibrate: { range: [0, 50] } } } });
    const kept = addDeviceData(deviceDatabase, JSON.parse(JSON.stringify(deviceData)) as typeof deviceData);
    for (const one of [database, kept]) {
      expect(one.match({ kind: "serial", id: "1", port: "COM7" })).toEqual(["tcode-v03"]);
      expect(one.model("tcode-v03", "box")?.name).toBe("My Box");
    }
  });

  it("are listed with the reason if they cannot be used, and the others hold", () => {
    const imported = importOf([], { acme: {}, "tcode-v03": box });
    expect(imported.notImported).toEqual([
      { entry: "user_configs.protocols.acme", line: 9, reason: expect.stringContaining('there is no protocol "acme"') },
    ]);
    expect(imported.database.model("tcode-v03", "box")?.name).toBe("My Box");
  });
});

describe("what is not imported is listed", () => {
  const vibrator = (limits: object, more: object = {}) => [feature(nora.vibrator, { vibrate: limits, ...more })];
  const at = "[0].config.features[0].output";

  it.each([
    [
      "a model that is not known",
      entry({ protocol: "acme", model: own }),
      '[0]: this release does not know "A" of "acme"',
    ],
    [
      "a feature that is not known",
      entry({ features: [feature(own, { vibrate: { value: [0, 9] } })] }),
      `[0].config.features[0].base_id: "${own}" is no feature of Lovense Nora: its limits cannot be told apart`,
    ],
    [
      "a range that is reversed",
      entry({ features: vibrator({ value: [9, 0] }) }),
      `${at}.vibrate.value: [9,0] is reversed: expected [lowest, highest]`,
      `${at}.vibrate: it is off, because a limit of it cannot be read`,
    ],
    [
      "a range beyond the model's, which is narrowed",
      entry({ features: vibrator({ value: [5, 30] }) }),
      `${at}.vibrate.value: [5,30] goes beyond what the model takes: [5,20] is used`,
    ],
    [
      "a range outside of the model's",
      entry({ features: vibrator({ value: [30, 40] }) }),
      `${at}.vibrate.value: [30,40] is outside of what the model takes, [0,20]: the output is off`,
    ],
    [
      "an output that the model does not have",
      entry({ features: vibrator({}, { led: { disabled: true } }) }),
      `${at}.led: Lovense Nora has no such output`,
    ],
    [
      "a level that is turned around",
      entry({ features: vibrator({ reverse: true }) }),
      `${at}.vibrate: only positions can be turned around`,
    ],
    [
      "a duration of an output that takes none",
      entry({ features: vibrator({ duration: [1, 2] }) }),
      `${at}.vibrate.duration: the output takes none`,
    ],
    [
      "a word that is not known",
      entry({ features: vibrator({ step_limit: [0, 9] }) }),
      expect.stringContaining(`${at}.vibrate.step_limit: "step_limit" is not known here`),
    ],
    [
      "a name that is too long",
      entry({ user: { display_name: "x".repeat(101) } }),
      "[0].config.user_config.display_name: the name has more than 100 letters",
    ],
    [
      "a gap that is too long",
      entry({ user: { message_gap_ms: 60_001 } }),
      expect.stringContaining("[0].config.user_config.message_gap_ms: 60001 is above 60000"),
    ],
    [
      "an entry without an address",
      { identifier: { protocol: "lovense" }, config: {} },
      '[0].identifier: "address" is missing',
    ],
    ["no entry", 7, "[0]: 7 is no object: expected { … }"],
  ])("%s", (_, device, ...problems) => {
    const imported = importOf([device as object]);
    expect([...reasons(imported)].sort()).toEqual(problems.toSorted());
  });

  it.each([
    { value: [7, 5] },
    { value: "x" },
    { value: [30, 40] },
    { disabled: "yes" },
    { value: [0, 9], disabled: 1 },
    "off",
  ])("an output whose limit is %j is off: somebody wanted less than all of it", (limits) => {
    const features = [...vibrator(limits as object), feature(nora.rotator, { rotate: { value: [0, 9] } })];
    const { config } = importOf([entry({ features })]);
    expect(config.devices).toMatchObject([
      {
        features: {
          0: { outputs: { vibrate: { enabled: false } } },
          1: { outputs: { rotate: { range: [0, 9] } } },
        },
      },
    ]);
  });

  it("the second of two devices with one index, and of two entries for one device", () => {
    const imported = importOf([
      entry(),
      entry({ address: "C0:FF:EE:00:00:02" }),
      entry({ identifier: "C", user: { index: 1 } }),
    ]);
    expect(imported.config.devices).toEqual([
      { hardware: "bluetooth/C0:FF:EE:00:00:01", protocol: "lovense", identifier: "A", index: 0 },
      { hardware: "bluetooth/C0:FF:EE:00:00:02" },
    ]);
    expect(reasons(imported)).toEqual([
      "[1].config.user_config.index: another device has the index 0 too",
      "[2]: an earlier entry is about the same Lovense Nora",
    ]);
  });

  it("what is beyond does not keep the rest of an entry out", () => {
    const features = [...vibrator({ value: [5, 30] }), feature(own, { vibrate: { disabled: true } })];
    const { config } = importOf([entry({ user: { display_name: "Left" }, features })]);
    expect(config.devices).toEqual([
      {
        hardware: "bluetooth/C0:FF:EE:00:00:01",
        index: 0,
        name: "Left",
        features: { 0: { outputs: { vibrate: { range: [5, 20] } } } },
      },
    ]);
  });

  it.each([
    ["no JSON", "{", "", "expected a name in double quotes"],
    ["a list", "[]", "", "this is no configuration: expected { … }"],
    [
      "another version",
      '{ "version": { "major": 3 } }',
      "version",
      'version 3 cannot be read: expected { "major": 4, … }',
    ],
    [
      "a base file",
      '{ "version": { "major": 4 }, "protocols": {} }',
      "",
      '"user_configs" is missing: this is no configuration of a user',
    ],
  ])("%s as a whole", (_, text, at_, reason) => {
    const imported = importUserConfig(text, deviceDatabase);
    expect(imported.notImported).toEqual([{ entry: at_, line: 1, reason }]);
    expect([imported.config, imported.database]).toEqual([{ devices: [] }, deviceDatabase]);
  });
});
