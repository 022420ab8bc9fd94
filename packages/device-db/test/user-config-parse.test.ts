import { deviceDatabase } from "@buttplug-ts/device-db";
import { checkUserConfig, parseUserConfig, serializeUserConfig } from "@buttplug-ts/device-db/user-config-file";
import { describe, expect, it } from "vitest";

/** A file with one entry for a Lovense Nora, which has two outputs of 20 steps and a battery. */
const nora = (settings: string) =>
  `{ "version": 1, "devices": [\n{ "protocol": "lovense", "identifier": "A", ${settings} }] }`;
const noraFeature = (feature: string) => nora(`"features": { "0": ${feature} }`);
const port = (settings: string) =>
  `{ "version": 1, "devices": [{ "hardware": "serial/COM7", "protocol": "tcode-v03", ${settings} }] }`;
const problemsOf = (text: string) =>
  parseUserConfig(text, deviceDatabase).problems.map(({ path, message }) => `${path}: ${message.split(";")[0]}`);

describe("a good file", () => {
  const text = `\uFEFF{
  // For the evening.
  "$schema": "./user-config.schema.json",
  "version": 1,
  "levelCap": 0.8,
  "devices": [
    {
      "hardware": "bluetooth/C0:FF:EE", "protocol": "lovense", "identifier": "A",
      "index": 4, "name": "Left", "access": "allow", "gapMs": 60,
      "features": {
        "0": { "vibrate": { "range": [2, 15], "maxRisePerSecond": 2.5 } },
        "1": { "rotate": { "enabled": false } },
        "2": { "battery": { "enabled": false } }, /* none of theirs */
      },
    },
    { "protocol": "kiiroo-v21" },
    { "hardware": "serial/COM7", "features": { "0": {
      "position": { "range": [20, 80], "reverse": true, "maxStepsPerSecond": 100 },
      "positionInput": { "enabled": false },
      "hwPositionWithDuration": { "durationMs": [100, 5000] } } } },
  ],
}`;
  const config = {
    levelCap: 0.8,
    devices: [
      {
        hardware: "bluetooth/C0:FF:EE",
        protocol: "lovense",
        identifier: "A",
        index: 4,
        name: "Left",
        access: "allow",
        gapMs: 60,
        features: {
          0: { outputs: { vibrate: { range: [2, 15], maxRisePerSecond: 2.5 } } },
          1: { outputs: { rotate: { enabled: false } } },
          2: { inputs: { battery: { enabled: false } } },
        },
      },
      { protocol: "kiiroo-v21" },
      {
        hardware: "serial/COM7",
        features: {
          0: {
            outputs: {
              position: { range: [20, 80], reverse: true, maxStepsPerSecond: 100 },
              hwPositionWithDuration: { durationMs: [100, 5000] },
            },
            inputs: { position: { enabled: false } },
          },
        },
      },
    ],
  } as const;

  it("is read whole, comments and trailing commas included", () => {
    expect(parseUserConfig(text, deviceDatabase)).toEqual({ config, problems: [] });
  });

  it("may have any number of comments", () => {
    expect(parseUserConfig(`${"// mine\n".repeat(20_000)}${text.slice(1)}`).config).toEqual(config);
  });

  it("is written back as text that says the same", () => {
    const written = serializeUserConfig(config);
    expect(JSON.parse(written)).toMatchObject({ version: 1, levelCap: 0.8 });
    expect(parseUserConfig(written, deviceDatabase)).toEqual({ config, problems: [] });
  });
});

describe("a file that cannot be used at all", () => {
  it.each([
    ["", 1, 1, "expected a value"],
    ["   \n", 2, 1, "expected a value"],
    ["version: 1", 1, 1, "this is no JSON"],
    ['{ "version": 1', 1, 15, "expected }"],
    ['{\n  "version": 1\n  "devices": []\n}', 3, 3, "expected a comma"],
    ['{ "version": 1, "name": "abc }', 1, 25, "the closing double quote is missing"],
    ['{ "version": "1,\n  "devices": [] }', 1, 14, "the closing double quote is missing"],
    ['{ "version": 1 /* since 2026 }', 1, 16, "the comment does not end"],
    ['{ "version": // soon', 1, 21, "expected a value"],
    ['{ "version"', 1, 12, "expected a colon"],
    ['{ "version" 1 }', 1, 13, "expected a colon"],
    ['{ "version": 1, 2 }', 1, 17, "expected a name in double quotes"],
    ['{ "version": 1,, }', 1, 16, "expected a name in double quotes"],
    ['{ "version": 1, "devices": [1, 2', 1, 33, "expected ]"],
    ['{ "version": [,] }', 1, 15, "expected a value"],
    ['{ "version": treu }', 1, 14, "this is no JSON"],
    ['{ "version": 1 } }', 1, 18, "expected the end of the file"],
    ["[]", 1, 1, "[] is no object: expected { … }"],
    ["null", 1, 1, "null is no object: expected { … }"],
    ["{}", 1, 1, '"version" is missing: expected "version": 1'],
    ['{ "version": 2 }', 1, 3, "version 2 cannot be read by this release: expected 1"],
    ['{ "version": "1" }', 1, 3, 'version "1" cannot be read by this release: expected 1'],
    ['{ "version": 1, "devices": {} }', 1, 17, "{} is no list: expected [ … ]"],
    ['{ "version": 1, "levelCap": 0 }', 1, 17, "0 is not above 0: expected a number above 0 and up to 1"],
    ['{ "version": 1, "levelCap": 1.1 }', 1, 17, "1.1 is above 1: expected a number above 0 and up to 1"],
    ['{ "version": 1, "levelcap": 1 }', 1, 17, '"levelcap" is not known here: perhaps "levelCap" is meant'],
    ['{ "version": 1, "levelCap": 0.1, "levelCap": 1 }', 1, 34, '"levelCap" is there twice'],
  ])("%j", (text, line, column, message) => {
    const { config, problems } = parseUserConfig(text, deviceDatabase);
    expect(config).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line, column, message });
  });

  it("is one of too many letters or too many brackets", () => {
    const first = (text: string) => parseUserConfig(text).problems[0]?.message;
    expect(first("[".repeat(500_000))).toBe("brackets are nested more than 32 deep");
    expect(first(`${'{"a":'.repeat(50)}1${"}".repeat(50)}`)).toBe("brackets are nested more than 32 deep");
    expect(first(" ".repeat(1_048_577))).toBe("the file has more than 1048576 letters");
  });
});

describe("a problem", () => {
  it("says where it is, what was expected, and that its devices are kept out", () => {
    const text = `{
  "version": 1,
  "devices": [
    { "protocol": "lovense", "gapMs": 100 },
    {
      "hardware": "bluetooth/1",
      "features": { "0": { "vibrate": { "range": [5, 2] } } }
    }
  ]
}`;
    expect(parseUserConfig(text, deviceDatabase)).toEqual({
      config: {
        devices: [
          { protocol: "lovense", gapMs: 100 },
          { hardware: "bluetooth/1", access: "deny" },
        ],
      },
      problems: [
        {
          path: "devices[1].features.0.vibrate.range",
          line: 7,
          column: 41,
          message: "[5,2] is reversed: expected [lowest, highest]; until this is mended, bluetooth/1 is kept out",
          device: { hardware: "bluetooth/1" },
        },
      ],
    });
  });

  it.each([
    // Values
    [nora('"gapMs": -5'), "devices[0].gapMs: -5 is below 0: expected a whole number from 0 to 60000"],
    [nora('"gapMs": 60001'), "devices[0].gapMs: 60001 is above 60000: expected a whole number from 0 to 60000"],
    [nora('"gapMs": 1.5'), "devices[0].gapMs: 1.5 is no whole number: expected a whole number from 0 to 60000"],
    [nora('"gapMs": "60"'), 'devices[0].gapMs: "60" is no number: expected a whole number from 0 to 60000'],
    [nora('"gapMs": null'), "devices[0].gapMs: null is no number: expected a whole number from 0 to 60000"],
    [nora('"gapMs": 1e999'), "devices[0].gapMs: Infinity is above 60000: expected a whole number from 0 to 60000"],
    [nora('"access": "denny"'), 'devices[0].access: "denny" cannot be used: perhaps "deny" is meant'],
    [nora('"name": ""'), 'devices[0].name: "" cannot be used: expected 1 to 100 letters'],
    [nora('"nmae": "x"'), 'devices[0].nmae: "nmae" is not known here: perhaps "name" is meant'],
    [nora('"feature": {}'), 'devices[0].feature: "feature" is not known here: perhaps "features" is meant'],
    [nora('"features": []'), "devices[0].features: [] is no object: expected { … }"],
    // Serial lines
    [
      port('"serial": { "baudRate": 0 }'),
      "devices[0].serial.baudRate: 0 is below 1: expected a whole number from 1 to 4294967295",
    ],
    [
      port('"serial": { "parity": "N" }'),
      'devices[0].serial.parity: "N" cannot be used: expected "none", "even", "odd"',
    ],
    [port('"serial": { "stopBits": 1.5 }'), "devices[0].serial.stopBits: 1.5 cannot be used: expected 1 or 2"],
    [port('"serial": {}').replace("tcode-v03", "lovense"), "devices[0].serial: no lovense device is on a serial port"],
    [
      '{ "version": 1, "devices": [{ "hardware": "serial/COM7", "serial": {} }] }',
      'devices[0].serial: a line can be set up only for one port: expected "hardware" and "protocol" beside it',
    ],
    // Features
    [
      nora('"features": { "1.5": {} }'),
      'devices[0].features["1.5"]: "1.5" is no feature: expected its index, such as "0"',
    ],
    [
      noraFeature('{ "vibrat": {} }'),
      'devices[0].features.0.vibrat: "vibrat" is not known here: perhaps "vibrate" is meant',
    ],
    [noraFeature('{ "vibrate": true }'), "devices[0].features.0.vibrate: true is no object: expected { … }"],
    [
      noraFeature('{ "vibrate": { "enabled": 1 } }'),
      "devices[0].features.0.vibrate.enabled: 1 is neither true nor false",
    ],
    [
      noraFeature('{ "vibrate": { "range": [-1, 5] } }'),
      "devices[0].features.0.vibrate.range[0]: -1 is below 0: expected a whole number from 0 to 4294967295",
    ],
    [
      noraFeature('{ "vibrate": { "range": [0, 4294967296] } }'),
      "devices[0].features.0.vibrate.range[1]: 4294967296 is above 4294967295: expected a whole number from 0 to 4294967295",
    ],
    [
      noraFeature('{ "vibrate": { "range": 5 } }'),
      "devices[0].features.0.vibrate.range: 5 is no range: expected [lowest, highest]",
    ],
    [
      noraFeature('{ "vibrate": { "maxRisePerSecond": 0 } }'),
      "devices[0].features.0.vibrate.maxRisePerSecond: 0 is not above 0: expected a number above 0 and up to 4294967295",
    ],
    [
      noraFeature('{ "vibrate": { "reverse": true } }'),
      'devices[0].features.0.vibrate.reverse: "reverse" is not known here: expected "enabled", "range", "maxRisePerSecond"',
    ],
    // What the model has
    [
      noraFeature('{ "vibrate": { "range": [0, 21] } }'),
      "devices[0].features.0.vibrate.range: [0,21] is outside of what the model takes: expected a part of [0,20]",
    ],
    [noraFeature('{ "rotate": {} }'), 'devices[0].features.0.rotate: there is no such output here: expected "vibrate"'],
    [
      noraFeature('{ "battery": {} }'),
      "devices[0].features.0.battery: there is no such input here: the feature has no inputs",
    ],
    [
      nora('"features": { "3": {} }'),
      "devices[0].features.3: Lovense Nora has no feature 3: it has 0 (Vibrator), 1 (Rotator), 2 (Battery)",
    ],
    [
      '{ "version": 1, "devices": [{ "protocol": "kiiroo-v21", "features": { "99": {} } }] }',
      "devices[0].features.99: no kiiroo-v21 device has a feature 99",
    ],
    [
      '{ "version": 1, "devices": [{ "protocol": "lovense", "identifier": "BA", "features": { "0": { "hwPositionWithDuration": { "durationMs": [0, 100001] } } } }] }',
      "devices[0].features.0.hwPositionWithDuration.durationMs: [0,100001] is outside of what the model takes: expected a part of [0,100000]",
    ],
    // Which devices
    ['{ "version": 1, "devices": [7] }', "devices[0]: 7 is no object: expected { … }"],
    [
      '{ "version": 1, "devices": [{ "name": "Left" }] }',
      'devices[0]: the entry fits no device: expected "hardware", "protocol" or both',
    ],
    [
      '{ "version": 1, "devices": [{ "hardware": "C0:FF:EE" }] }',
      'devices[0].hardware: "C0:FF:EE" cannot be used: expected the manager\'s name, a slash and its id, such as "bluetooth/C0:FF:EE:00:00:01"',
    ],
    [
      '{ "version": 1, "devices": [{ "protocol": "lovens" }] }',
      'devices[0].protocol: there is no protocol "lovens": perhaps "lovense" is meant',
    ],
    [
      '{ "version": 1, "devices": [{ "protocol": "lovense", "identifier": "Lovense Max" }] }',
      'devices[0].identifier: lovense has no model with the identifier "Lovense Max": a Lovense Max is "B"',
    ],
    [
      '{ "version": 1, "devices": [{ "hardware": "a/b", "identifier": "A" }] }',
      "devices[0].identifier: an identifier means something only together with its protocol",
    ],
    [
      nora('"index": 1'),
      'devices[0].index: an index can be given only to one piece of hardware: expected "hardware" beside it',
    ],
    [
      '{ "version": 1, "devices": [{ "hardware": "a/1", "index": 3 }, { "hardware": "a/2", "index": 3 }] }',
      "devices[1].index: devices[0] has the index 3 too",
    ],
    // C is another identifier of the same model.
    [
      '{ "version": 1, "devices": [{ "protocol": "lovense", "identifier": "A" }, { "protocol": "lovense", "identifier": "C" }] }',
      "devices[1]: devices[0] is about the same devices: put both into one entry",
    ],
    [nora('"gapMs": 5, "gapMs": 6'), 'devices[0].gapMs: "gapMs" is there twice'],
  ])("is found in %s", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("of a protocol is none if one of its models has it", () => {
    const text = (range: string) =>
      `{ "version": 1, "devices": [{ "protocol": "lovense", "features": { "1": { "constrict": { "range": ${range} } } } }] }`;
    expect(problemsOf(text("[0, 3]"))).toEqual([]);
    expect(problemsOf(text("[0, 400]"))).toHaveLength(1);
  });
});

describe("entries that cannot be used", () => {
  const devicesOf = (...entries: string[]) =>
    parseUserConfig(`{ "version": 1, "devices": [${entries.join()}] }`, deviceDatabase).config;

  it("keep out all devices that they may be about", () => {
    expect(devicesOf('{ "protocol": "lovense", "identifier": "A", "gapMs": -1 }')?.devices).toEqual([
      { protocol: "lovense", identifier: "A", access: "deny" },
    ]);
    expect(devicesOf('{ "protocol": "lovense", "identifier": "?!" }')?.devices).toEqual([
      { protocol: "lovense", access: "deny" },
    ]);
    expect(devicesOf('{ "hardware": "a/b", "protocol": "?!" }')?.devices).toEqual([
      { hardware: "a/b", access: "deny" },
    ]);
  });

  it("say so if nobody can tell which devices they are about", () => {
    const { config, problems } = parseUserConfig(
      '{ "version": 1, "devices": [{ "hardwre": "a/b" }, { "protocol": "lovense" }] }',
    );
    expect(config?.devices).toEqual([{ protocol: "lovense" }]);
    expect(problems[0]?.message).toBe(
      'the entry fits no device: expected "hardware", "protocol" or both; it cannot be told which devices the entry is about, so it has no effect at all',
    );
  });

  it("leave nothing of another entry for the same devices", () => {
    const twice = devicesOf('{ "hardware": "a/b", "gapMs": 5 }', '{ "hardware": "a/b", "gapMs": 6 }');
    expect(twice?.devices).toEqual([{ hardware: "a/b", access: "deny" }]);
  });

  it("do not open the door for devices that nobody allowed", () => {
    const broken = '{ "hardware": "a/b", "access": "allow", "gapMs": -1 }';
    expect(devicesOf(broken)).toEqual({ onlyAllowed: true, devices: [{ hardware: "a/b", access: "deny" }] });
    expect(devicesOf('{ "hardware": "a/b", "access": "alow" }')).toMatchObject({ onlyAllowed: true });
    expect(devicesOf('{ "hardware": "a/b", "access": "deny", "gapMs": -1 }')).not.toHaveProperty("onlyAllowed");
  });
});

describe("a configuration of a program", () => {
  const range = (...range: number[]) => ({
    devices: [{ protocol: "lovense", identifier: "A", features: { 0: { outputs: { vibrate: { range } } } } }],
  });
  const check = (config: unknown) =>
    checkUserConfig(config as Parameters<typeof checkUserConfig>[0], deviceDatabase).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  it("is checked by the same rules", () => {
    expect(check(range(0, 20))).toEqual([]);
    expect(check({ levelCap: undefined, devices: [{ hardware: "a/b", name: undefined }] })).toEqual([]);
    const at = "devices[0].features.0.vibrate.range";
    const whole = "expected a whole number from 0 to 4294967295";
    expect(check(range(0, Number.NaN))).toEqual([`${at}[1]: NaN is no number: ${whole}`]);
    expect(check(range(-1, 2 ** 32))).toEqual([
      `${at}[0]: -1 is below 0: ${whole}`,
      `${at}[1]: 4294967296 is above 4294967295: ${whole}`,
    ]);
    expect(check(range(0, 21))).toEqual([
      `${at}: [0,21] is outside of what the model takes: expected a part of [0,20]`,
    ]);
  });

  it.each([undefined, null, 7, {}, { devices: null }, { devices: [null] }, { devices: [{ features: { 0: null } }] }])(
    "may be nonsense: %j",
    (config) => {
      expect(check(config)).not.toEqual([]);
    },
  );

  it("names the devices of the entry, and no line", () => {
    expect(checkUserConfig({ devices: [{ hardware: "a/b", gapMs: -1 }] })).toEqual([
      {
        path: "devices[0].gapMs",
        message: "-1 is below 0: expected a whole number from 0 to 60000",
        device: { hardware: "a/b" },
      },
    ]);
  });
});
