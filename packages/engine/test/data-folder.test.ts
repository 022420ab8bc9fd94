import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { usualDataFolder } from "../src/cli/data-folder.js";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";

it.each([
  [{}, "linux", join(homedir(), ".config", "buttplug-ts")],
  [{ XDG_CONFIG_HOME: "", STATE_DIRECTORY: "" }, "linux", join(homedir(), ".config", "buttplug-ts")],
  [{ XDG_CONFIG_HOME: "/x" }, "linux", "/x/buttplug-ts"],
  [{ STATE_DIRECTORY: "/var/lib/buttplug-engine:/var/lib/other" }, "linux", "/var/lib/buttplug-engine"],
  [{ XDG_CONFIG_HOME: "/x" }, "darwin", join(homedir(), "Library", "Application Support", "buttplug-ts")],
  [{ APPDATA: "/roaming" }, "win32", join("/roaming", "buttplug-ts")],
] as const)("with %j on %s the data folder is %s", (env, platform, folder) => {
  expect(usualDataFolder(env, platform)).toBe(folder);
});

it.each([
  [
    "damaged",
    '{\n  "version": 1\n  "devices": [] }',
    /config\.json:3:3: expected a comma\nYour limits are in it, so nothing is served/,
  ],
  ["a folder", undefined, /config\.json could not be read: a folder has the name of the file; move it away \(EISDIR\)/],
])("nothing is served while the owner's settings are %s, and they stay where they are", async (_, text, why) => {
  const data = mkdtempSync(join(tmpdir(), "engine-damaged-"));
  const path = join(data, "config.json");
  if (text === undefined) mkdirSync(path);
  else writeFileSync(path, text);
  for (const command of [
    ["simulate", "--port", "0"],
    ["devices", "--no-bluetooth", "--seconds", "0"],
  ]) {
    const { code, out, error } = await runCommand([...command, "--data", data]);
    expect({ code, out }).toEqual({ code: 1, out: expect.not.stringContaining("Listening") });
    expect(error).toMatch(why);
  }
  expect(readdirSync(data)).toEqual(["config.json"]);
});

it("a data folder that is none is refused, and named", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "engine-damaged-")), "file");
  writeFileSync(path, "");
  for (const command of [
    ["simulate", "--port", "0"],
    ["config", "check"],
    ["config", "export"],
  ]) {
    const { code, error } = await runCommand([...command, "--data", path]);
    expect({ code, error }).toEqual({
      code: 1,
      error: expect.stringMatching(/^buttplug-engine: .*\/file.* a part of /),
    });
  }
});

it("an engine that finds another in its folder reads what is kept, and leaves all of it to that one", async () => {
  const data = mkdtempSync(join(tmpdir(), "engine-shared-"));
  const settings = '{ "version": 1, "devices": [{ "protocol": "lovense", "name": "Mine" }] }';
  writeFileSync(join(data, "config.json"), settings);
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const running = JSON.stringify({ pid: process.ppid, addresses: [`ws://127.0.0.1:${port}`] });
  writeFileSync(join(data, "running.json"), running);
  const { out, interrupt, ended } = startCommand(["simulate", "Lovense Nora", "--port", "0", "--data", data]);
  const device = await firstDevice(await connected(await addressIn(out)));
  expect(device.displayName).toBe("Mine");
  await device.vibrate(0.5);
  interrupt();
  expect(await ended).toBe(0);
  expect(out.text).toMatch(
    /warn {2}engine: the engine with process \d+ uses .*: this one keeps nothing, .*\(--data\)\n/,
  );
  expect(readdirSync(data).sort()).toEqual(["config.json", "running.json"]);
  expect(readFileSync(join(data, "running.json"), "utf8")).toBe(running);
});
