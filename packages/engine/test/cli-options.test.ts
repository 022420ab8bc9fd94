import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { environmentOf } from "../src/cli/environment.js";
import { defaultOf, isSwitch, serveOptions } from "../src/cli/serve-options.js";
import { type RunOptions, runCommand } from "./run-command.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-options-"));
});

/** What `config show` says of a setting. */
async function shown(key: string, args: readonly string[], env: RunOptions["env"] = {}): Promise<string | undefined> {
  const { code, out, error } = await runCommand(["config", "show", ...args], { env });
  expect({ code, error }).toEqual({ code: 0, error: "" });
  return new RegExp(`^${key} +(.*)$`, "m").exec(out)?.[1];
}

async function fileOf(text: string, name = "engine.yaml"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("what holds", () => {
  it("is a flag, else the environment, else the file, else the default", async () => {
    const path = await fileOf("port: 3\nname: File\nscan: true\n");
    const env = { BUTTPLUG_PORT: "2", BUTTPLUG_NAME: "Environment" };
    const config = ["--config", path];
    expect(await shown("port", ["--port", "1", ...config], env)).toBe("1  (flag)");
    expect(await shown("port", config, env)).toBe("2  (environment)");
    expect(await shown("name", config, env)).toBe('"Environment"  (environment)');
    expect(await shown("scan", config, env)).toBe("true  (file)");
    expect(await shown("port", config)).toBe("3  (file)");
    expect(await shown("port", [])).toBe("12345  (default)");
  });

  it("takes the file that the environment names", async () => {
    const path = await fileOf("port: 4\n", "named.yaml");
    expect(await shown("port", [], { BUTTPLUG_CONFIG: path })).toBe("4  (file)");
  });

  it("can be switched on and off by flags, whatever the environment and the file say", async () => {
    const path = await fileOf("bluetooth: false\nopen: true\n", "switches.yaml");
    const config = ["--config", path];
    expect(await shown("bluetooth", config)).toBe("false  (file)");
    expect(await shown("bluetooth", [...config, "--bluetooth"])).toBe("true  (flag)");
    expect(await shown("open", [...config, "--no-open"])).toBe("false  (flag)");
    expect(await shown("insecure", ["--no-insecure"], { BUTTPLUG_INSECURE: "1" })).toBe("false  (flag)");
  });

  it.each([
    ["false", "false"],
    ["0", "false"],
    ["NO", "false"],
    ["off", "false"],
    ["true", "true"],
    ["1", "true"],
    ["On", "true"],
  ])("reads a switch of the environment that is %s", async (text, value) => {
    expect(await shown("insecure", [], { BUTTPLUG_INSECURE: text })).toBe(`${value}  (environment)`);
  });

  it("takes an empty variable for none", async () => {
    expect(await shown("insecure", [], { BUTTPLUG_INSECURE: "" })).toBe("false  (default)");
    expect(await shown("port", [], { BUTTPLUG_PORT: "" })).toBe("12345  (default)");
  });

  it("puts what is given several times in the place of the default", async () => {
    expect(await shown("host", ["--host", "0.0.0.0", "--host", "::1"])).toBe('["0.0.0.0","::1"]  (flag)');
    expect(await shown("host", [], { BUTTPLUG_HOST: "0.0.0.0, ::1" })).toBe('["0.0.0.0","::1"]  (environment)');
    const path = await fileOf('{ "host": ["0.0.0.0", "::1"], "simulate": "Lovense Nora" }', "lists.json");
    expect(await shown("host", ["--config", path])).toBe('["0.0.0.0","::1"]  (file)');
    expect(await shown("simulate", ["--config", path])).toBe('["Lovense Nora"]  (file)');
  });

  it("takes a socket with and without a path", async () => {
    expect(await shown("ipc", [])).toBe("-  (default)");
    expect(await shown("ipc", ["--ipc"])).toBe("true  (flag)");
    expect(await shown("ipc", [], { BUTTPLUG_IPC: "true" })).toBe("true  (environment)");
    expect(await shown("ipc", ["--config", await fileOf("ipc: /tmp/x\n", "ipc.yaml")])).toBe('"/tmp/x"  (file)');
  });

  it("takes levels by area, and those of the existing server", async () => {
    expect(await shown("log", ["--log", "warn,scan=debug"])).toBe('"warn,scan=debug"  (flag)');
    expect(await shown("log", ["--log", "trace"])).toBe('"debug"  (flag)');
  });

  it("shows no token", async () => {
    expect(await shown("dial", ["--dial", "wss://relay.example/?token=abc&room=1"])).toBe(
      '["wss://relay.example/?token=…&room=1"]  (flag)',
    );
  });
});

describe("the table of options", () => {
  it("has names of its own, and defaults that its own check takes", () => {
    const keys = serveOptions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const option of serveOptions) {
      const { flags, read, key } = option;
      const long = /^--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? "";
      expect(environmentOf(key)).toBe(`BUTTPLUG_${long.replaceAll("-", "_").toUpperCase()}`);
      const value = defaultOf(option);
      if (isSwitch(option)) expect(value).toBe(flags.startsWith("--no-"));
      else if (read && !(value instanceof Map)) for (const each of [value ?? []].flat()) read(String(each));
    }
  });
});

describe("what cannot be used", () => {
  it.each([
    [["--prot", "1"], /unknown option '--prot'\n\(Did you mean --port\?\)/],
    [["serve", "--simulat", "x"], /Did you mean --simulate\?/],
    [["devices", "--secons", "3"], /Did you mean --seconds\?/],
    [["servee"], /unknown command 'servee'\n\(Did you mean serve\?\)/],
    [["config", "chek"], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [["--port"], /'--port <number>' argument missing/],
    [
      ["--port", "99999"],
      /'--port <number>' argument '99999' is invalid\. It takes none, or a whole number from 0 to 65535/,
    ],
    [["--port", "1e3"], /a whole number from 0 to 65535/],
    [["--max-connections", "0"], /a whole number from 1/],
    [["--max-ping-time", "4294967296"], /from 0 to 4294967295/],
    [["--log", "loud"], /"loud" is no level; allowed are off, error, warn, info, debug/],
    [["--log-format", "xml"], /It takes text or json/],
    [["--bluetooth-backend", "magic"], /It takes auto, dbus, hci or native/],
    [["--bluetooth-adapter", "usb0"], /as hci1, or an address/],
    [["--dial", "https://relay.example"], /an address such as wss:/],
    [["--tcode", "tcode.local"], /an address such as udp:/],
    [["--lovense-connect", "192.168.1.5"], /an address such as http:/],
    [["--allow-origin", "null"], /'null' is invalid.*https:\/\/example\.org/],
    [["--allow-origin", "example.org"], /'example\.org' is invalid/],
    [["--allow-host", "http://x"], /a name such as/],
    [["--host", "0.0.0.0:12345"], /without a port/],
    [["--simulate", "Lovense Norra", "--memory", "--port", "0"], /no model "Lovense Norra"; near are "Lovense Nora"/],
    [["--tls-cert", "x.pem"], /--tls-cert and --tls-key are needed together/],
    [["--tls-cert", "/no/x.pem", "--tls-key", "x"], /--tls-cert: \/no\/x\.pem cannot be read/],
    [["--config", "/no/x.yaml"], /\/no\/x\.yaml cannot be read/],
    [["replay", "/no/x"], /\/no\/x cannot be read/],
  ])("%j ends with 1 and says what is allowed", async (args, text) => {
    const { code, error } = await runCommand(args);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(text) });
  });

  it.each([
    ["BUTTPLUG_PORT", "x", 'BUTTPLUG_PORT: port is "x". It takes none, or a whole number from 0 to 65535.'],
    ["BUTTPLUG_INSECURE", "maybe", 'BUTTPLUG_INSECURE: insecure is "maybe"; it takes true or false'],
    ["BUTTPLUG_LOG_FORMAT", "xml", 'BUTTPLUG_LOG_FORMAT: logFormat is "xml". It takes text or json.'],
    ["BUTTPLUG_DIAL", "x", 'BUTTPLUG_DIAL: dial is ["x"]. It takes an address such as wss://relay.example/room.'],
  ])("%s=%s names variable, value and what is allowed", async (name, value, text) => {
    const { code, error } = await runCommand(["config"], { env: { [name]: value } });
    expect({ code, error }).toEqual({ code: 1, error: `buttplug-engine: ${text}\n` });
  });

  it.each([
    ["port: 1\n\nprot: 2\n", 3, 'there is no setting "prot"; there are port, host,'],
    ["port: 1\nname: [a\n", 3, "Flow sequence"],
    ["port: 1\nport: 2\n", 2, "Map keys must be unique"],
    ["# my engine\nport: 70000\n", 2, "port is 70000. It takes none, or a whole number from 0 to 65535."],
    ["port:\n", 1, "port is null; it takes a text or a number"],
    ["scan: 'yes'\n", 1, 'scan is "yes"; it takes true or false'],
    ["host:\n  - 1\n  - {}\n", 1, "host is [1,{}]; it takes a text or a list of texts"],
    ["- port\n", 1, "it must be settings"],
    ['{\n  "port": 1,\n  "scan": 1\n}', 3, "scan is 1; it takes true or false"],
    ["? [a]\n: 1\n", 1, "the name of a setting must be a plain word"],
    ["__proto__: 1\n", 1, 'there is no setting "__proto__"'],
  ])("the file %j is named with line %i", async (text, line, why) => {
    const path = await fileOf(text, "broken.yaml");
    const { code, error } = await runCommand(["config", "--config", path]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(`${path}, line ${line}: ${why}`) });
  });

  it("takes a file in which nothing is", async () => {
    expect(await shown("port", ["--config", await fileOf("# nothing yet\n", "empty.yaml")])).toBe("12345  (default)");
  });
});
