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
    expect(await shown("port", config, env)).toBe("2  (BUTTPLUG_PORT)");
    expect(await shown("name", config, env)).toBe('"Environment"  (BUTTPLUG_NAME)');
    expect(await shown("scan", config, env)).toBe(`true  (${path}:3)`);
    expect(await shown("port", config)).toBe(`3  (${path}:1)`);
    expect(await shown("port", [])).toBe("12345  (default)");
  });

  it("takes the file that the environment names", async () => {
    const path = await fileOf("port: 4\n", "named.yaml");
    expect(await shown("port", [], { BUTTPLUG_CONFIG: path })).toBe(`4  (${path}:1)`);
  });

  it("can be switched on and off by flags, whatever the environment and the file say", async () => {
    const path = await fileOf("bluetooth: false\nopen: true\n", "switches.yaml");
    const config = ["--config", path];
    expect(await shown("bluetooth", config)).toBe(`false  (${path}:1)`);
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
    expect(await shown("insecure", [], { BUTTPLUG_INSECURE: text })).toBe(`${value}  (BUTTPLUG_INSECURE)`);
  });

  it("takes an empty variable for none", async () => {
    expect(await shown("insecure", [], { BUTTPLUG_INSECURE: "" })).toBe("false  (default)");
    expect(await shown("port", [], { BUTTPLUG_PORT: "" })).toBe("12345  (default)");
  });

  it("puts what is given several times in the place of the default", async () => {
    expect(await shown("host", ["--host", "0.0.0.0", "--host", "::1"])).toBe('["0.0.0.0","::1"]  (flag)');
    expect(await shown("host", [], { BUTTPLUG_HOST: "0.0.0.0, ::1" })).toBe('["0.0.0.0","::1"]  (BUTTPLUG_HOST)');
    const path = await fileOf('{ "host": ["0.0.0.0", "::1"], "simulate": "Lovense Nora" }', "lists.json");
    expect(await shown("host", ["--config", path])).toBe(`["0.0.0.0","::1"]  (${path}:1)`);
    expect(await shown("simulate", ["--config", path])).toBe(`["Lovense Nora"]  (${path}:1)`);
  });

  it("takes a socket with and without a path", async () => {
    expect(await shown("ipc", [])).toBe("-  (default)");
    expect(await shown("ipc", ["--ipc"])).toBe("true  (flag)");
    expect(await shown("ipc", [], { BUTTPLUG_IPC: "true" })).toBe("true  (BUTTPLUG_IPC)");
    const path = await fileOf("ipc: /tmp/x\n", "ipc.yaml");
    expect(await shown("ipc", ["--config", path])).toBe(`"/tmp/x"  (${path}:1)`);
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
    [["--prot", "1"], /^error: unknown option '--prot'\n\(Did you mean --port\?\)\n\(run with --help.*\)\n$/],
    [["--websocket-prot", "1"], /Did you mean --websocket-port\?/],
    [["--use-bluetooth"], /Did you mean --use-bluetooth-le\?/],
    [["--log-level", "debug"], /Did you mean --log\?/],
    [["--blutooth"], /Did you mean --bluetooth\?/],
    [["config", "--shw"], /Did you mean --show\?/],
    [["--zzzzzz"], /^error: unknown option '--zzzzzz'\n\(run with --help/],
    [["--port", "0", "simulate"], /\(A command stands before its options, as in: buttplug-engine simulate --port 0\)/],
    [["serve", "--simulat", "x"], /Did you mean --simulate\?/],
    [["devices", "--secons", "3"], /Did you mean --seconds\?/],
    [["servee"], /unknown command 'servee'\n\(Did you mean serve\?\)/],
    [["config", "chek"], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [["--port"], /'--port <number>' argument missing/],
    [
      ["--port", "99999"],
      /'--port <number>' argument '99999' is invalid\. It takes none, or a whole number from 0 to 65535/,
    ],
    [["--port", "65536"], /'65536' is invalid\. It takes none, or a whole number from 0 to 65535/],
    [["--port", "-1"], /'-1' is invalid/],
    [["--port", "1.5"], /'1\.5' is invalid/],
    [["--port="], /argument '' is invalid/],
    [["--port", "1e3"], /a whole number from 0 to 65535/],
    [["--max-connections", "0"], /a whole number from 1/],
    [["--max-ping-time", "4294967296"], /from 0 to 4294967295/],
    [["--log", "loud"], /"loud" is no level; allowed are off, error, warn, info, debug/],
    [["--log-format", "xml"], /It takes text or json/],
    [["--bluetooth-backend", "magic"], /It takes auto, dbus, hci or native/],
    [["--bluetooth-adapter", "usb0"], /as hci1, or an address/],
    [["--dial", "https://relay.example"], /an address such as wss:/],
    [["--dial", "wss://relay.example/#room"], /an address such as wss:/],
    [["--websocket-client-address", "relay.example"], /an address such as ws:/],
    [["--log", "info,=debug"], /"=debug" names no area/],
    [["--data="], /'--data <folder>' argument '' is invalid\. It takes a text that is not empty/],
    [["--config="], /'--config <file>' argument '' is invalid/],
    [["--serial-port="], /'--serial-port <port>' argument '' is invalid/],
    [["--record="], /'--record <file>' argument '' is invalid/],
    [["--user-device-config-file="], /argument '' is invalid/],
    [["--host", "nosuch.invalid", "--port", "0", "--memory"], /nosuch\.invalid:0: .* \(--port and --host\)\n$/],
    [["--ipc", `/tmp/${"a".repeat(120)}`, "--port", "0", "--memory"], /^buttplug-engine: --ipc: .* at most 107\n$/],
    [["--tcode", "tcp://192.0.2.1", "--port", "0", "--memory"], /^buttplug-engine: --tcode: .* with a port/],
    [
      ["--port", "none", "--memory"],
      /with --port none nobody could connect: give --tcp-port, --ipc, --dial or --plugin/,
    ],
    [["--tcode", "tcode.local"], /an address such as udp:/],
    [["--lovense-connect", "192.168.1.5"], /an address such as http:/],
    [["--allow-origin", "null"], /'null' is invalid.*https:\/\/example\.org/],
    [["--allow-origin", "example.org"], /'example\.org' is invalid/],
    [["--allow-host", "http://x"], /a name such as/],
    [["--host", "0.0.0.0:12345"], /without a port/],
    [
      ["--simulate", "Lovense Norra", "--memory", "--port", "0"],
      /--simulate: there is no model "Lovense Norra"; near are "Lovense Nora"/,
    ],
    [["--tls-cert", "x.pem"], /--tls-cert and --tls-key are needed together/],
    [["--tls-cert", "/no/x.pem", "--tls-key", "x"], /--tls-cert: \/no\/x\.pem cannot be read: it does not exist/],
    [["--config", "/no/x.yaml"], /\/no\/x\.yaml cannot be read: it does not exist/],
    [["replay", "/no/x"], /\/no\/x cannot be read: it does not exist/],
    [["replay", "/"], /\/ cannot be read: it is a folder/],
    [["replay", "biome.json"], /biome\.json, line 1 is not the first line of a recording/],
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
    ["port: 1\n\nprot: 2\n", "3:1", 'there is no setting "prot": perhaps "port" is meant'],
    ["tls-cert: x\n", "1:1", 'there is no setting "tls-cert": perhaps "tlsCert" is meant'],
    ["zzzzzz: x\n", "1:1", 'there is no setting "zzzzzz": expected "port", "host",'],
    ["port: 1\nname: [a\n", "3:1", "Flow sequence"],
    ["port: 1\nport: 2\n", "2:1", "Map keys must be unique"],
    ['{\r\n"port": 1,\r\n"port": 2}', "3:1", "Map keys must be unique"],
    ["port: 1\n\tname: x\n", "2:1", "Tabs are not allowed as indentation"],
    ["---\nport: 1\n---\nport: 2\n", "3:1", "it holds more than one document"],
    ["name: *a\n", "1:7", "Unresolved alias"],
    ["name: !!js/function x\n", "1:7", "Unresolved tag: tag:yaml.org,2002:js/function"],
    ["# my engine\nport: 70000\n", "2:7", "port is 70000. It takes none, or a whole number from 0 to 65535."],
    ["port: 1.5\n", "1:7", "port is 1.5. It takes none"],
    ["port:\n", "1:6", "port is null; it takes a text or a number"],
    ["scan: 'yes'\n", "1:7", 'scan is "yes"; it takes true or false'],
    ["host:\n  - 1\n  - {}\n", "2:3", "host is [1,{}]; it takes a text or a list of texts"],
    ["name: ''\n", "1:7", 'name is "". It takes a text that is not empty.'],
    ["allowOrigin: x\n", "1:14", 'allowOrigin is "x". "x" is no origin'],
    ["- port\n", "1:1", "it must be settings"],
    ['{\n  "port": 1,\n  "scan": 1\n}', "3:11", "scan is 1; it takes true or false"],
    ["? [a]\n: 1\n", "1:3", "the name of a setting must be a plain word"],
    ["__proto__: 1\n", "1:1", 'there is no setting "__proto__"'],
  ])("the file %j is named with line and column %s", async (text, place, why) => {
    const path = await fileOf(text, "broken.yaml");
    const { code, error } = await runCommand(["config", "--config", path]);
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(`${path}:${place}: ${why}`) });
  });

  it.each([
    ["\uFEFFport: 1\n", "utf16le", "is in UTF-16: save it as UTF-8"],
    ["port: 1\nname: \xe9\n", "latin1", "is no text in UTF-8: line 2 holds other bytes"],
    ["port: 1\n\n\0", "latin1", "is no text in UTF-8: line 3 holds a byte that is 0"],
    ["# ".repeat(5 << 20), "latin1", "is too large: such a file has at most 8388608 bytes"],
  ] as const)("the file %#, which is no text of UTF-8, is named", async (text, encoding, why) => {
    const path = join(folder, "bytes.yaml");
    await writeFile(path, text, encoding);
    const { code, error } = await runCommand(["config", "--config", path]);
    expect({ code, error }).toEqual({ code: 1, error: `buttplug-engine: ${path} ${why}\n` });
  });

  it("takes a file that an editor of Windows wrote", async () => {
    const path = await fileOf("\uFEFFport: 5\r\nname: \uFFFD é\r\n", "windows.yaml");
    expect(await shown("port", ["--config", path])).toBe(`5  (${path}:1)`);
    expect(await shown("name", ["--config", path])).toBe(`"\uFFFD é"  (${path}:2)`);
  });

  it("takes a file in which nothing is", async () => {
    expect(await shown("port", ["--config", await fileOf("# nothing yet\n", "empty.yaml")])).toBe("12345  (default)");
  });
});
