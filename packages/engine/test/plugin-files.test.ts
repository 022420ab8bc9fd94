import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { bundleFolder, startProcess } from "./bundled-engine.js";
import { runCommand } from "./run-command.js";
import { addressIn } from "./serving.js";

const guide = readFileSync(new URL("../../../docs/guide/plugins.md", import.meta.url), "utf8");
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "engine-plugins-"));
  await bundleFolder();
}, 60_000);

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it("the plugin of the guide runs in the engine, and what it drives is stopped with it", async () => {
  const [, text = ""] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
  const args = ["--plugin", fileOf("buzz.mjs", text), "--port", "0", "--memory", "--log", "info,packets=debug"];
  const { child, out, ended } = await startProcess(["simulate", "Lovense Nora", ...args]);
  const at = `${(await addressIn(out)).replace("ws:", "http:")}/plugins/buzz`;
  const ask = async (path: string, init: RequestInit = { method: "POST" }) => (await fetch(at + path, init)).status;
  await out.until(/Simulated devices/);
  expect([await ask("/0.5"), await ask("/0.5", {}), await ask("/2"), await ask("/x")]).toEqual([200, 405, 400, 400]);
  expect(await ask("/1", { method: "POST", headers: { origin: "https://page.example" } })).toBe(403);
  expect(out.text).toMatch(/tx "Vibrate:10;"[\s\S]*info {2}buzz: at 0\.5\n/);
  expect(out.text).not.toContain("Vibrate:20");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(out.text).toMatch(/tx "Vibrate:0;"[\s\S]*All devices are stopped\.\n$/);
});

it("a plugin alone keeps an engine running to which nobody else comes", async () => {
  const text = `export default { name: "idle", async start({ logger }) {
    process.on("SIGUSR2", () => logger.log("info", "idle", "still here"));
    return { stop() {} };
  } };`;
  const noBus = ["--no-bluetooth", "--no-serial", "--no-hid", "--no-lovense-dongle"];
  const args = ["--plugin", fileOf("idle.mjs", text), "--port", "none", "--memory", ...noBus];
  const { child, out, ended } = await startProcess(args);
  await out.until(/Running\. Press Ctrl-C to stop\.[\s\S]*No device at hand/);
  child.kill("SIGUSR2");
  await out.until(/info {2}idle: still here/);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it.each([
  ["export default {", "cannot be loaded: Unexpected end of input"],
  ['import "no-such-package";', "cannot be loaded: Cannot find package"],
  ["export const plugin = {};", "is no plugin: its default export must have a name and start()"],
  ["export default { name: 'x' };", "is no plugin: "],
  ["export default null;", "is no plugin: "],
  ["export default { name: 'No Name', start: async () => ({ stop() {} }) };", 'a plugin cannot be called "No Name"'],
  ["export default { name: 'x', start: async () => { throw new Error('no broker'); } };", "x did not start: no broker"],
])("nothing is served with a plugin such as %s", async (text, why) => {
  const path = fileOf("bad.mjs", text);
  const { out, error, ended } = await startProcess(["simulate", "--port", "0", "--memory", "--plugin", path]);
  expect([await ended, out.text]).toEqual([1, ""]);
  expect(error.text).toContain(why);
});

it.each(["/no/plugin.mjs", "https://page.example/plugin.mjs", "data:text/javascript,export default {}"])(
  "%s is no file of this machine",
  async (path) => {
    const { code, error } = await runCommand(["simulate", "--port", "0", "--memory", "--plugin", path]);
    expect({ code, error }).toEqual({
      code: 1,
      error: `buttplug-engine: --plugin: ${path} cannot be read: it does not exist\n`,
    });
  },
);
