import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";
import { upstreamConfig } from "./upstream-config.js";

let folder = "";
let data: readonly string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-config-"));
  data = ["--data", join(folder, "data")];
});

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const deviceFile = (highest: number, key = "vibrate") => `protocol: aneros
bluetooth:
  names: [My Prototype]
models:
  - id: my-prototype
    identifiers: [My Prototype]
    name: My Prototype
    features:
      - { label: Motor, ${key}: [0, ${highest}] }
`;
const kept = () => join(folder, "data", "devices", "mine.yaml");

/** The highest step of the prototype as an engine with this data folder knows it. */
async function stepsOfPrototype(): Promise<number | undefined> {
  const { loadDeviceDatabase } = await import("../src/cli/device-files.js");
  const database = await loadDeviceDatabase(data[1], { log: () => {} });
  const model = database.models.find(({ name }) => name === "My Prototype");
  return model?.features[0]?.outputs?.vibrate?.range[1];
}

describe("config show", () => {
  it("is what `config` does, and `config --show`", async () => {
    const [show, alone, flag] = [["config", "show"], ["config"], ["config", "--show"]];
    const { out } = await runCommand([...show, ...data]);
    expect(out).toMatch(/^port +12345 {2}\(default\)$/m);
    expect(out).toMatch(/^insecure +false {2}\(default\)$/m);
    expect(out).toContain(`\nSettings for devices: in ${folder}/data\n`);
    for (const other of [alone, flag]) expect((await runCommand([...other, ...data])).out).toBe(out);
  });
});

describe("config check", () => {
  it("has nothing to say of a folder in which nothing is", async () => {
    expect(await runCommand(["config", "check", ...data])).toMatchObject({ code: 0, out: `${data[1]}: no problems\n` });
  });

  it("names file, line and what is allowed", async () => {
    const settings = fileOf(
      "settings.json",
      '{\n  "version": 1,\n  "devices": [\n    { "protocol": "lovens" }\n  ]\n}',
    );
    const devices = fileOf("mine.yaml", deviceFile(63, "vibrat"));
    const { code, out, error } = await runCommand([
      "config",
      "check",
      settings,
      devices,
      join(folder, "absent.json"),
      ...data,
    ]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(error).toMatch(/settings\.json:4 \(devices\[0\]\.protocol\): /);
    expect(error).toMatch(/mine\.yaml:9:\d+ \(models\[0\]\.features\[0\]\.vibrat\): .*perhaps "vibrate" is meant/);
    expect(error).toMatch(/absent\.json cannot be read/);
  });

  it.each([
    [
      "port: 12346\nsimulat: [Lovense Nora]\n",
      'options.yaml:2:1: there is no setting "simulat": perhaps "simulate" is meant',
    ],
    ['{ "port": 99999999 }', "options.yaml:1:11: port is 99999999. "],
  ])("knows a file of options, as of --config, by what is in it: %j", async (text, why) => {
    const { code, error } = await runCommand(["config", "check", fileOf("options.yaml", text), ...data]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(why) });
  });

  it("has nothing to say of a good file of options", async () => {
    const path = fileOf("options.yaml", "# mine\nport: 12346\nsimulate: [Lovense Nora]\n");
    expect(await runCommand(["config", "check", path, ...data])).toMatchObject({ code: 0, error: "" });
  });

  it("looks at what the engine uses", async () => {
    await runCommand(["config", "import-devices", fileOf("mine.yaml", deviceFile(63)), ...data]);
    writeFileSync(kept(), deviceFile(63, "vibrat"));
    writeFileSync(join(folder, "data", "config.json"), "{ no");
    const { code, error } = await runCommand(["config", "check", ...data]);
    expect(code).toBe(1);
    expect(error).toMatch(/mine\.yaml:9:/);
    expect(error).toMatch(/config\.json:1/);
  });
});

describe("config import and export", () => {
  it("takes over names and limits, says what it left, and keeps what was there", async () => {
    const path = fileOf("theirs.json", upstreamConfig());
    const first = await runCommand(["config", "import", path, ...data]);
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(first.out).toMatch(
      /config\.json: 1 entry\.\nnot taken over: line \d+, user_configs\.devices\[0\].*index: .*no address/,
    );
    expect(statSync(join(folder, "data", "config.json")).mode & 0o777).toBe(0o600);
    const second = await runCommand(["config", "import", path, ...data]);
    expect(second.out).toMatch(/^What was there is kept as .*config\.before-import-1\.json\.\n/);
    const { out } = await runCommand(["config", "export", ...data]);
    expect(JSON.parse(out)).toMatchObject({ version: 1, devices: [{ protocol: "lovense", name: "Mine" }] });

    const serving = startCommand(["simulate", "Lovense Nora", "--port", "0", ...data]);
    const device = await firstDevice(await connected(await addressIn(serving.out)));
    expect([device.displayName, device.features[0]?.outputs.vibrate?.range]).toEqual(["Mine", [0, 5]]);
  });

  it("exports settings that can be checked, also if there are none", async () => {
    const { out } = await runCommand(["config", "export", ...data]);
    expect(await runCommand(["config", "check", fileOf("exported.json", out), ...data])).toMatchObject({ code: 0 });
  });

  it.each([
    ["{ no", /theirs\.json, line 1: /],
    [undefined, /theirs\.json cannot be read/],
  ])("changes nothing if the file is %j", async (text, why) => {
    await runCommand(["config", "import", fileOf("good.json", upstreamConfig()), ...data]);
    const before = readFileSync(join(folder, "data", "config.json"), "utf8");
    if (text !== undefined) fileOf("theirs.json", text);
    const { code, error } = await runCommand(["config", "import", join(folder, "theirs.json"), ...data]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(why) });
    expect(readFileSync(join(folder, "data", "config.json"), "utf8")).toBe(before);
  });

  it("has nothing to change with --memory", async () => {
    const { code, error } = await runCommand(["config", "export", "--memory"]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(/--memory keeps nothing/) });
  });
});

describe("config import-devices", () => {
  it("brings models that can be simulated, too", async () => {
    await runCommand(["config", "import-devices", fileOf("mine.yaml", deviceFile(63)), ...data]);
    expect((await runCommand(["simulate", "--list", ...data])).out).toMatch(/^My Prototype$/m);
    const serving = startCommand(["simulate", "my prototype", "--port", "0", ...data]);
    const device = await firstDevice(await connected(await addressIn(serving.out)));
    expect([device.name, device.features[0]?.outputs.vibrate?.range]).toEqual(["My Prototype", [0, 63]]);
  });

  it("takes in a file, a newer one, and the older one again", async () => {
    const path = fileOf("mine.yaml", deviceFile(63));
    const { code, out } = await runCommand(["config", "import-devices", path, ...data]);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/mine\.yaml: taken in\. It brings My Prototype, /),
    });
    expect(await stepsOfPrototype()).toBe(63);
    expect(statSync(kept()).mode & 0o777).toBe(0o600);

    fileOf("mine.yaml", deviceFile(31));
    await runCommand(["config", "import-devices", path, ...data]);
    expect(await stepsOfPrototype()).toBe(31);

    const restored = await runCommand(["config", "import-devices", "--rollback", "mine.yaml", ...data]);
    expect(restored.out).toMatch(/^mine\.yaml: restored, /);
    expect(await stepsOfPrototype()).toBe(63);
    const takenOut = await runCommand(["config", "import-devices", "--rollback", "mine.yaml", ...data]);
    expect(takenOut.out).toMatch(/^mine\.yaml: taken out, /);
    expect(await stepsOfPrototype()).toBeUndefined();
    const none = await runCommand(["config", "import-devices", "--rollback", "mine.yaml", ...data]);
    expect(none).toMatchObject({
      code: 1,
      error: expect.stringMatching(/nothing to undo: .*mine\.yaml does not exist/),
    });
  });

  it.each([
    ["a misspelt word", deviceFile(63, "vibrat"), /mine\.yaml:9:\d+ .*perhaps "vibrate" is meant/],
    [
      "an unknown protocol",
      deviceFile(63).replace("aneros", "anaros"),
      /\/mine\.yaml:1:1: there is no protocol "anaros"/,
    ],
    ["no YAML", "a: [", /mine\.yaml:/],
    ["nothing", "", /mine\.yaml:/],
  ])("changes nothing for a file with %s", async (_, text, why) => {
    await runCommand(["config", "import-devices", fileOf("mine.yaml", deviceFile(63)), ...data]);
    const { code, error } = await runCommand(["config", "import-devices", fileOf("mine.yaml", text), ...data]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(why) });
    expect(readFileSync(kept(), "utf8")).toBe(deviceFile(63));
    expect(existsSync(`${kept()}.previous`)).toBe(false);
    expect(await stepsOfPrototype()).toBe(63);
  });

  it("takes a file from an address of this machine", async () => {
    const answers: Record<string, [status: number, text: string]> = {
      "/mine.yaml": [200, deviceFile(63)],
      "/big.yaml": [200, "#".repeat(9 << 20)],
      "/page.yaml": [200, "<!doctype html><title>Log in</title>"],
      "/moved.yaml": [302, "/mine.yaml"],
      "/round.yaml": [302, "/round.yaml"],
      "/away.yaml": [302, "http://192.0.2.1/mine.yaml"],
      "/file.yaml": [302, "file:///etc/mine.yaml"],
      "/odd.yaml": [302, "http://[/"],
    };
    const asked: string[] = [];
    const server = createServer(({ url = "" }, response) => {
      asked.push(url);
      const [status, text] = answers[url] ?? [404, ""];
      response.writeHead(status, status === 302 ? { location: text } : {}).end(text);
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const path of ["/mine.yaml", "/moved.yaml"]) {
      expect(await runCommand(["config", "import-devices", at + path, ...data])).toMatchObject({ code: 0 });
    }
    expect(await stepsOfPrototype()).toBe(63);
    const refused: readonly (readonly [string, RegExp])[] = [
      ["/absent.yaml", /answers with 404 Not Found/],
      ["/big.yaml", /gives more than 8388608 bytes/],
      ["/", /is no name of a file of devices/],
      ["/page.yaml", /\/page\.yaml:1:1: "<!doctype html>.*" is no object/],
      ["/round.yaml", /\/round\.yaml leads on and on/],
      [
        "/away.yaml",
        /^buttplug-engine: http:\/\/192\.0\.2\.1\/mine\.yaml: what comes from other machines must come by https/,
      ],
      ["/file.yaml", /file:\/\/\/etc\/mine\.yaml: what comes from other machines must come by https/],
      ["/odd.yaml", /leads to "http:\/\/\[\/", which is no address/],
    ];
    for (const [path, why] of refused) {
      const { code, error } = await runCommand(["config", "import-devices", at + path, ...data]);
      expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(why) });
    }
  });

  it("that brings what is there already changes nothing, so that the one before can still be had again", async () => {
    const path = fileOf("mine.yaml", deviceFile(63));
    await runCommand(["config", "import-devices", path, ...data]);
    fileOf("mine.yaml", deviceFile(31));
    await runCommand(["config", "import-devices", path, ...data]);
    const { code, out } = await runCommand(["config", "import-devices", path, ...data]);
    expect({ code, out }).toEqual({ code: 0, out: `${kept()}: has all of it already; nothing changed.\n` });
    await runCommand(["config", "import-devices", "--rollback", "mine.yaml", ...data]);
    expect(await stepsOfPrototype()).toBe(63);
  });

  it("takes nothing from other machines that anybody on the way can change", async () => {
    const { code, error } = await runCommand(["config", "import-devices", "http://192.0.2.1/mine.yaml", ...data]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(/must come by https/) });
  });

  it("says that nobody answers", async () => {
    const { code, error } = await runCommand(["config", "import-devices", "http://127.0.0.1:1/mine.yaml", ...data]);
    expect({ code, error }).toEqual({
      code: 1,
      error: expect.stringMatching(/127\.0\.0\.1:1\/mine\.yaml cannot be reached: /),
    });
  });
});
