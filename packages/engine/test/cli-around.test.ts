import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleFolder, startProcess } from "./bundled-engine.js";
import { PrintedText } from "./printed-text.js";
import { startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";

beforeAll(async () => {
  await bundleFolder();
}, 60_000);

describe.runIf(process.platform === "linux")("--open", () => {
  /** An engine that finds this in the place of the system's `xdg-open`. */
  async function opened(script: string) {
    const folder = mkdtempSync(join(tmpdir(), "engine-open-"));
    writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\n${script.replaceAll("HERE", folder)}\n`);
    chmodSync(join(folder, "xdg-open"), 0o755);
    const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}` };
    const engine = await startProcess(["simulate", "--port", "0", "--memory", "--open"], { env });
    return { ...engine, folder };
  }

  it("opens the dashboard in the user's browser", async () => {
    const { out, folder } = await opened('echo "$@" > HERE/asked');
    const address = (await addressIn(out)).replace("ws:", "http:");
    await vi.waitFor(() => expect(readFileSync(join(folder, "asked"), "utf8")).toBe(`${address}\n`));
  });

  it("says that no browser could be opened, and serves all the same", async () => {
    const { out } = await opened("exit 3");
    await out.until(/warn {2}engine: no browser could be opened: xdg-open ended with 3\n/);
    expect((await connected(await addressIn(out))).connected).toBe(true);
  });

  it("leaves a browser open when the engine ends", async () => {
    const { child, ended, out, folder } = await opened("sleep 60 & echo $! > HERE/pid; wait");
    const browser = join(folder, "pid");
    await vi.waitFor(() => expect(Number(readFileSync(browser, "utf8"))).toBeGreaterThan(0));
    const pid = Number(readFileSync(browser, "utf8"));
    onTestFinished(() => void process.kill(pid));
    await addressIn(out);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(process.kill(pid, 0)).toBe(true);
  });

  it("says that there is no dashboard", async () => {
    const { out } = startCommand(["simulate", "--port", "0", "--memory", "--open", "--no-dashboard"]);
    await out.until(/warn {2}engine: --open: there is no dashboard to open\n/);
  });
});

describe.runIf(process.platform === "linux")("--record", () => {
  it("says when nothing more can be written, and serves on", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-record-"));
    const engine = [join(await bundleFolder(), "buttplug-engine.mjs"), "simulate", "Lovense Nora", "--memory"];
    // Files may have 1,024 bytes.
    const limited = ["-c", 'ulimit -f 2; exec "$0" "$@"', process.execPath, ...engine];
    const child = spawn("sh", [...limited, "--port", "0", "--record", join(folder, "recording")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const out = new PrintedText();
    child.stdout.on("data", out.add);
    const device = await firstDevice(await connected(await addressIn(out)));
    for (let level = 0; level <= 1; level += 0.1) await device.vibrate(level);
    await out.until(/error engine: nothing more is recorded: .*recording could not be written: /);
    await device.vibrate(0.5);
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  });
});
