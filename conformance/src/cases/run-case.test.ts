import { describe, expect, it } from "vitest";
import { transports } from "./case-world.js";
import type { Difference } from "./differences.js";
import { caseText, drive, expectWrites, runText, stop } from "./own-cases.js";

const passed = { kind: "passed", extras: [] };
const [first, second, rest0, rest1] = ["0, 0, 50", "1, 0, 25", "0, 0, 0", "1, 0, 0"] as const;

function driven(...packets: readonly string[]): string {
  return caseText(`device_commands:${drive}${expectWrites(...packets)}${stop}${expectWrites(rest0, rest1)}`);
}

function failed(why: string) {
  return { kind: "failed", why: `device_commands${why}` };
}

function failedLike(why: string) {
  return { kind: "failed", why: expect.stringContaining(`device_commands${why}`) };
}

describe("a case", () => {
  it.each(transports)("passes over %s when exactly its commands come", async (transport) => {
    expect(await runText(driven(first, second), { transport })).toEqual(passed);
  });

  it("fails at a changed byte", async () => {
    const why = "[1]: expected tx: 01 00 1a, got tx: 01 00 19";
    expect(await runText(driven(first, "1, 0, 26"))).toEqual(failed(why));
  });

  it("fails at a write that does not come", async () => {
    const more = caseText(`device_commands:${drive}${expectWrites(first, second, "1, 0, 26")}`);
    expect(await runText(more)).toEqual(failed("[1]: expected tx: 01 00 1a, got nothing"));
  });

  it("fails at a write that it does not list", async () => {
    expect(await runText(driven(first))).toEqual(failed("[3]: expected tx: 00 00 00, got tx: 01 00 19"));
  });

  it("fails at writes in another order", async () => {
    expect(await runText(driven(second, first))).toEqual(failed("[1]: expected tx: 01 00 19, got tx: 00 00 32"));
  });

  it("fails at a write with response that is to be without", async () => {
    const yaml = driven(first, second).replace("write_with_response: false", "write_with_response: true");
    expect(await runText(yaml)).toEqual(failed("[1]: expected tx!: 00 00 32, got tx: 00 00 32"));
  });

  it("fails at a wrong name", async () => {
    const yaml = caseText("device_commands: []", "Pair", "Pear");
    expect(await runText(yaml)).toEqual({ kind: "failed", why: 'devices[0]: expected the name "Pear", got "Pair"' });
  });

  it("fails at a wrong display name", async () => {
    const yaml = caseText('    expected_display_name: "Mine"\ndevice_commands: []');
    const why = 'devices[0]: expected the display name "Mine", got undefined';
    expect(await runText(yaml)).toEqual({ kind: "failed", why });
  });

  it("fails when its device cannot be connected, with what the server warned of", async () => {
    const why = "announcement: the client saw 0 of 1 devices; Mute could not be connected: ";
    const outcome = { kind: "failed", why: expect.stringContaining(why) };
    expect(await runText(caseText("device_commands: []", "Mute"))).toEqual(outcome);
    const reads = "!Reads [ { endpoint: rx, data: [] } ]";
    const init = `device_init: [ !Events { device_index: 0, events: [ ${reads} ] } ]\ndevice_commands: []`;
    expect(await runText(caseText(init, "Mute"))).toEqual(passed);
  });

  it("fails at a command that the device cannot take, with the server's words", async () => {
    const turn = "!Rotate [ { Index: 0, Speed: 0.5, Clockwise: true } ]";
    const yaml = caseText(`device_commands:\n  - !Messages { device_index: 0, messages: [ ${turn} ] }`);
    expect(await runText(yaml)).toEqual(failed("[0]: the device has no feature for index 0"));
    const beyond = caseText(`device_commands:${drive.replace("0.25", "1.5")}`);
    expect(await runText(beyond)).toEqual(failedLike("[0]: OutputCmd was answered with Error 4"));
  });

  it("fails at a device that it does not have", async () => {
    const yaml = caseText(`device_commands:${drive.replace("device_index: 0", "device_index: 1")}`);
    expect(await runText(yaml)).toEqual(failed("[0]: the case has no device 1"));
  });

  it("is skipped when no protocol knows its device", async () => {
    const outcome = await runText(caseText("device_commands: []", "Stranger"));
    expect(outcome).toEqual({ kind: "skipped", why: "no protocol knows the device yet" });
  });
});

describe("extra writes", () => {
  it.each([
    ["behind", rest0, "after the last step: tx: 01 00 00"],
    ["before", rest1, "after a stop: tx: 00 00 00"],
  ])("at rest after a stop pass and are reported: %s what is listed", async (_, listed, extra) => {
    const steps = `device_commands:${drive}${expectWrites(first, second)}${stop}${expectWrites(listed)}`;
    expect(await runText(caseText(steps))).toEqual({ kind: "passed", extras: [extra] });
  });

  it("at rest after a stop pass when more follows", async () => {
    const again = `${drive}${expectWrites(first, second)}`;
    const steps = `device_commands:${again}${stop}${expectWrites(rest0)}${again}`;
    expect(await runText(caseText(steps))).toEqual({ kind: "passed", extras: ["after a stop: tx: 01 00 00"] });
  });

  it("at rest without a stop fail", async () => {
    const rest = drive.replace("0.25", "0");
    const steps = `device_commands:${drive}${expectWrites(first, second)}${rest}${drive}${expectWrites(second)}`;
    expect(await runText(caseText(steps))).toEqual(failed("[4]: expected tx: 01 00 19, got tx: 01 00 00"));
  });

  it("that drive after a stop fail", async () => {
    const vibrate = drive.replace(", { Index: 1, Speed: 0.25 }", "");
    const once = `${vibrate}${expectWrites("50")}${stop}${expectWrites("0")}`;
    const yaml = caseText(`device_commands:${once}${stop}${expectWrites("0")}`, "Relapse");
    expect(await runText(yaml)).toEqual(failed("[5]: expected tx: 00, got tx: 63"));
  });

  it("after the last step pass and are reported", async () => {
    const extras = ["after the last step: tx: 00 00 32", "after the last step: tx: 01 00 19"];
    expect(await runText(caseText(`device_commands:${drive}`))).toEqual({ kind: "passed", extras });
  });
});

describe("the fake bus", () => {
  const battery = (power: number) => `device_commands:
  - !Messages { device_index: 0, messages: [ !Battery { expected_power: ${power}, run_async: true } ] }
  - !Events { device_index: 0, events: [ !Reads [ { endpoint: rxblebattery, data: [ 80 ] } ] ] }`;

  it("answers a read with what is queued, even later", async () => {
    expect(await runText(caseText(battery(0.8)))).toEqual(passed);
    expect(await runText(caseText(battery(0.7)))).toEqual(failed("[0]: expected power 0.7, got 0.8"));
  });

  const answer = (percent: number) => `
  - !Events { device_index: 0, events: [ !Notifications [ { endpoint: rx, data: [ ${percent} ] } ] ] }`;
  const asked = `
  - !Commands { device_index: 0, commands: [ !Subscribe { endpoint: rx }, !Write { endpoint: tx, data: [0xb0], write_with_response: false } ] }`;

  it("notifies whoever subscribed, and records subscriptions", async () => {
    const [ask = ""] = battery(0.8).split("\n  - !Events");
    const tooEarly = ask.replace("device_commands:", `device_commands:${answer(70)}`);
    expect(await runText(caseText(`${tooEarly}${asked}${answer(80)}`, "Asked"))).toEqual(passed);
    const unanswered = failedLike("[0]: InputCmd was answered with Error 4: [hardware/no-answer]");
    expect(await runText(caseText(`${ask}${asked}`, "Asked"))).toEqual(unanswered);
  });

  it("has nothing to read by itself", async () => {
    const yaml = caseText(battery(0.8).split("\n").slice(0, 2).join("\n"));
    expect(await runText(yaml)).toEqual(failedLike("[0]: InputCmd was answered with Error 4"));
  });

  it("lets a device leave", async () => {
    const steps = `device_commands:\n  - !Events { device_index: 0, events: [ !Disconnect ] }${drive}`;
    expect(await runText(caseText(steps))).toEqual(failed("[1]: device 0 is not there any more"));
  });
});

describe("steps for some versions", () => {
  const gated = (version: number) =>
    caseText(`device_commands:
  - !VersionGated { min_spec_version: ${version}, commands: [ !Messages { device_index: 9, messages: [] } ] }`);

  it("are taken from that version on and passed over below", async () => {
    expect(await runText(gated(5))).toEqual(passed);
    expect(await runText(gated(4))).toEqual(failed("[0].commands[0]: the case has no device 9"));
  });
});

describe("the user configuration that a case names", () => {
  const [model, feature, own] = ["1", "2", "3"].map((digit) => `${digit}0000000-0000-4000-8000-000000000000`);
  const services = { "0000eea0-0000-1000-8000-00805f9b34fb": { rxpressure: "0000ee01-0000-1000-8000-00805f9b34fb" } };
  const motor = { id: feature, index: 0, output: { vibrate: { value: [0, 99] } } };
  const limited = { id: own, base_id: feature, output: { vibrate: { value: [10, 20] } } };
  const user = { allow: false, deny: false, index: 0, display_name: "Mine" };
  const text = JSON.stringify({
    version: { major: 4, minor: 0 },
    user_configs: {
      protocols: {
        test: {
          communication: [{ btle: { names: ["Box"], services } }],
          configurations: [{ id: model, name: "My Box", identifier: ["Box"], features: [motor] }],
        },
      },
      devices: [
        {
          identifier: { address: "COM7", protocol: "test", identifier: "Box" },
          config: { id: own, base_id: model, features: [limited], user_config: user },
        },
      ],
    },
  });
  const named = (name: string) => `user_device_config_file: mine.json
devices: [ { identifier: { name: Box, address: COM7 }, expected_name: My Box, expected_display_name: ${name} } ]
device_commands:
  - !Messages { device_index: 0, messages: [ !Vibrate [ { Index: 0, Speed: 1 } ] ] }${expectWrites("0, 0, 20")}`;

  it("brings its rules, models, names and limits", async () => {
    const asked: string[] = [];
    const readUserConfig = (file: string) => {
      asked.push(file);
      return text;
    };
    expect(await runText(named("Mine"), { readUserConfig })).toEqual(passed);
    expect(asked).toEqual(["mine.json"]);
    const why = 'devices[0]: expected the display name "Yours", got "Mine"';
    expect(await runText(named("Yours"), { readUserConfig })).toEqual({ kind: "failed", why });
  });
});

describe("differences", () => {
  const differ = (expected: string | null, got: string | null, versions: Difference["versions"] = [4]) => ({
    differences: [{ case: "own", versions, expected, got, reason: "on purpose" }],
  });

  it("allow other bytes, a write more and a write less", async () => {
    const [other, allowed] = [driven(first, "1, 0, 26"), "tx: 01 00 19"];
    expect(await runText(other, differ("tx: 01 00 1a", allowed))).toEqual(passed);
    expect(await runText(driven(first), differ(null, allowed))).toEqual(passed);
    expect(await runText(driven(first, "9, 9", second), differ("tx: 09 09", null))).toEqual(passed);
  });

  it("allow nothing else, and nothing in other versions or cases", async () => {
    const other = driven(first, "1, 0, 26");
    const why = "[1]: expected tx: 01 00 1a, got tx: 01 00 19";
    expect(await runText(other, differ("tx: 01 00 1b", "tx: 01 00 19"))).toEqual(failed(why));
    expect(await runText(other, differ("tx: 01 00 1a", "tx: 01 00 19", [3]))).toEqual(failed(why));
    const elsewhere = [{ ...differ("tx: 01 00 1a", "tx: 01 00 19").differences[0], case: "another" } as Difference];
    expect(await runText(other, { differences: elsewhere })).toEqual(failed(why));
  });

  it("that a passing run does not meet make it fail", async () => {
    const why = "the end: differences.json lists tx: 01 for tx: 02; it never came";
    expect(await runText(driven(first, second), differ("tx: 02", "tx: 01"))).toEqual({ kind: "failed", why });
  });
});
