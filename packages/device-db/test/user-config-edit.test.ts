import {
  editLevelCap,
  editOnlyAllowed,
  editUserConfig,
  parseUserConfig,
} from "@buttplug-ts/device-db/user-config-file";
import { describe, expect, it } from "vitest";

const text = `{
  // Ours.
  "version": 1,
  "levelCap": 0.5, // never more
  "devices": [
    /* the left one */
    {
      "hardware": "bluetooth/1",
      "name": "Left",
      "features": {
        "0": { "vibrate": { "enabled": true, "maxRisePerSecond": 2 } } // slowly
      }
    },
    { "protocol": "lovense", "identifier": "A", "gapMs": 60 }
  ]
}
`;
const left = { hardware: "bluetooth/1" };
const configOf = (edited: string) => {
  const { config, problems } = parseUserConfig(edited);
  expect(problems).toEqual([]);
  return config;
};

describe("editUserConfig", () => {
  it("changes the settings that it is given and leaves the rest as it was", () => {
    const edited = editUserConfig(text, left, { name: "Right", gapMs: 80 });
    expect(edited).toBe(
      text.replace('"Left"', '"Right"').replace("// slowly\n      }", '// slowly\n      },\n      "gapMs": 80'),
    );
  });

  it("reaches single limits, and takes out what is undefined", () => {
    const outputs = { vibrate: { maxRisePerSecond: undefined, range: [1, 9] } } as const;
    const edited = editUserConfig(text, left, {
      name: undefined,
      features: { 0: { outputs, inputs: { position: { enabled: false } } } },
    });
    expect(configOf(edited)?.devices[0]).toEqual({
      hardware: "bluetooth/1",
      features: {
        0: {
          outputs: { vibrate: { enabled: true, range: [1, 9] } },
          inputs: { position: { enabled: false } },
        },
      },
    });
    for (const comment of ["// Ours.", "// never more", "/* the left one */", "// slowly"]) {
      expect(edited).toContain(comment);
    }
  });

  it("changes the entry with exactly this match, and makes one if there is none", () => {
    const edited = editUserConfig(text, { protocol: "lovense" }, { gapMs: 5 });
    expect(configOf(edited)?.devices.slice(1)).toEqual([
      { protocol: "lovense", identifier: "A", gapMs: 60 },
      { protocol: "lovense", gapMs: 5 },
    ]);
  });

  it("takes an entry out, or does nothing if it is not there", () => {
    const edited = editUserConfig(text, left, undefined);
    expect(configOf(edited)?.devices).toEqual([{ protocol: "lovense", identifier: "A", gapMs: 60 }]);
    expect(edited).toContain("// never more");
    expect(editUserConfig(edited, left, undefined)).toBe(edited);
  });

  it("begins a file where there is none, or none with devices", () => {
    const expected = { devices: [{ hardware: "bluetooth/1", index: 0 }] };
    expect(configOf(editUserConfig("", left, { index: 0 }))).toEqual(expected);
    expect(configOf(editUserConfig('{ "version": 1 }', left, { index: 0 }))).toEqual(expected);
  });

  it("keeps tabs and the line ends of Windows", () => {
    const windows = '{\r\n\t"version": 1,\r\n\t"devices": []\r\n}\r\n';
    const edited = editUserConfig(windows, left, { index: 0 });
    expect(edited).toContain('\r\n\t\t{\r\n\t\t\t"hardware": "bluetooth/1",\r\n\t\t\t"index": 0\r\n');
    expect(edited.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("keeps what is beside the changed value, letter by letter", () => {
    const odd = '{"version":1, /* a { */ "devices" : [ // "none"\n ] , }// end';
    expect(editUserConfig(odd, left, {})).toBe(
      odd.replace('[ // "none"\n ]', '[\n {\n  "hardware": "bluetooth/1"\n }\n// "none"\n ]'),
    );
    const inLine = '{ "version": 1, "devices": [{ "hardware": "bluetooth/1" }] }';
    expect(editUserConfig(inLine, left, { gapMs: 5 })).toBe(inLine.replace('/1" }', '/1", "gapMs": 5 }'));
  });

  it("copes with trailing commas", () => {
    const trailing =
      '{"version":1,"devices":[{"hardware":"bluetooth/1","features":{"0":{"vibrate":{"enabled":true,},},},},],}';
    const edits = [
      editUserConfig(trailing, left, { features: { 0: { outputs: { vibrate: { enabled: undefined } } } } }),
      editUserConfig(trailing, left, { features: { 0: undefined } }),
      editUserConfig(trailing, left, { features: undefined }),
      editUserConfig(trailing, left, { gapMs: 5 }),
      editUserConfig(trailing, left, undefined),
      editUserConfig(trailing, { hardware: "bluetooth/2" }, {}),
    ];
    expect(edits.map((edited) => configOf(edited)?.devices)).toEqual([
      [{ ...left, features: { 0: { outputs: { vibrate: {} } } } }],
      [{ ...left, features: {} }],
      [left],
      [{ ...left, features: { 0: { outputs: { vibrate: { enabled: true } } } }, gapMs: 5 }],
      [],
      [{ ...left, features: { 0: { outputs: { vibrate: { enabled: true } } } } }, { hardware: "bluetooth/2" }],
    ]);
  });

  it("leaves a file alone that it cannot read", () => {
    const edit = (broken: string) => () =>
      editUserConfig(broken, left, { features: { 0: { outputs: { led: { enabled: false } } } } });
    const code = "config/unreadable";
    expect(edit('{\n "version": 1,,\n}')).toThrow(expect.objectContaining({ code, details: { line: 2, column: 15 } }));
    expect(edit("[")).toThrow(expect.objectContaining({ code }));
    for (const odd of ["[]", "7", "null", '{ "devices": 7 }']) {
      expect(edit(odd)).toThrow(expect.objectContaining({ code }));
    }
  });
});

it("editOnlyAllowed puts it in, changes it or takes it out, and leaves the rest as it was", () => {
  const only = editOnlyAllowed(text, true);
  expect(configOf(only)).toEqual({ ...configOf(text), onlyAllowed: true });
  expect(only).toContain("// Ours.");
  expect(configOf(editOnlyAllowed(only, false))?.onlyAllowed).toBe(false);
  expect(configOf(editOnlyAllowed(only, undefined))).toEqual(configOf(text));
  expect(() => editOnlyAllowed("[]", true)).toThrow(expect.objectContaining({ code: "config/unreadable" }));
});

describe("editLevelCap", () => {
  it("sets the cap, puts it in or takes it out, and leaves the rest as it was", () => {
    expect(editLevelCap(text, 0.25)).toBe(text.replace("0.5", "0.25"));
    const without = editLevelCap(text, undefined);
    expect(configOf(without)).toEqual({ devices: configOf(text)?.devices });
    expect(without).toContain("// Ours.");
    expect(configOf(editLevelCap(without, 1))?.levelCap).toBe(1);
    expect(configOf(editLevelCap("", 0.5))).toEqual({ levelCap: 0.5, devices: [] });
  });

  it("leaves a file alone that it cannot read", () => {
    for (const broken of ["{", "[]", '{ "devices": 7 }']) {
      expect(() => editLevelCap(broken, 0.5)).toThrow(expect.objectContaining({ code: "config/unreadable" }));
    }
  });
});
