import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleFolder, type EngineProcess, startProcess } from "./bundled-engine.js";
import { PrintedText } from "./printed-text.js";
import { addressIn, connected, firstDevice } from "./serving.js";

/** A process is slow on a machine that is busy. */

const shown = ["--memory", "--port", "0", "--log", "info,packets=debug"];
const drivenAndStopped = /tx "Vibrate:10;"[\s\S]*tx "Vibrate:0;"/;

/** Starts an engine, and drives its device. */
async function startDriven(nodeFlags: readonly string[] = []): Promise<EngineProcess> {
  const engine = await startProcess(["simulate", "Lovense Nora", ...shown], { nodeFlags });
  const device = await firstDevice(await connected(await addressIn(engine.out)));
  await device.vibrate(0.5);
  return engine;
}

/** A module that has the engine meet with a mishap when it gets SIGUSR2. */
function mishap(code: string): readonly string[] {
  return ["--import", `data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${code} });`)}`];
}

/** A module that has the engine print more, on SIGUSR2, than the system takes of it if nobody reads. */
const printsMuch = mishap('process.stdout.write("much ".repeat(200_000))');

/** A module that sends the engine each SIGINT once more, within the second in which two are one. */
const interruptedTwice = [
  "--import",
  `data:text/javascript,${encodeURIComponent('process.once("SIGINT", () => process.kill(process.pid, "SIGINT"));')}`,
];

/** A module that has the engine hang while it closes. */
const portsThatNeverClose = [
  "--import",
  `data:text/javascript,${encodeURIComponent('import { Server } from "node:net"; Server.prototype.close = () => {};')}`,
];

// It makes a terminal.
const hasScript = process.platform === "linux" && existsSync("/usr/bin/script");
if (!hasScript) process.stdout.write("skipped: the test with a halted terminal, because there is no /usr/bin/script\n");

beforeAll(async () => {
  await bundleFolder();
}, 60_000);

describe("the process", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)(
    "on %s stops what runs, and exits with 0",
    async (signal) => {
      const { child, out, error, ended } = await startDriven();
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(out.text).toMatch(drivenAndStopped);
      expect(out.text).toMatch(new RegExp(`${signal}: stopping all devices\\n[\\s\\S]*All devices are stopped\\.\\n$`));
      expect(error.text).toBe("");
    },
  );

  it("is ended at once by a second signal a second later", async () => {
    const { child, out, ended } = await startDriven(portsThatNeverClose);
    child.kill("SIGINT");
    await out.until(/tx "Vibrate:0;"/);
    await vi.waitFor(() => {
      child.kill("SIGTERM");
      expect(child.signalCode).toBe("SIGTERM");
    });
    expect(await ended).toBe("SIGTERM");
  });

  it("gives up after five seconds, and says so with 74; Ctrl-C that comes twice, as through npm, ends it no sooner", async () => {
    const { child, out, ended } = await startDriven([...portsThatNeverClose, ...interruptedTwice]);
    child.kill("SIGINT");
    expect(await ended).toBe(74);
    expect(out.text).toMatch(/NOT ALL DEVICES ARE STOPPED: it took more than 5 s to stop; see that nothing runs on/);
  });

  it.each([
    ["an error that nobody catches", 'throw new TypeError("a mishap");'],
    ["a rejection that nobody handles", 'Promise.reject(new TypeError("a mishap"));'],
  ])("after %s stops what runs, and exits with 70", async (_, code) => {
    const { child, out, ended } = await startDriven(mishap(code));
    child.kill("SIGUSR2");
    expect(await ended).toBe(70);
    expect(out.text).toMatch(drivenAndStopped);
    expect(out.text).toMatch(/error engine: this is a bug; please report it\. TypeError: a mishap\n/);
  });

  it.runIf(process.platform === "linux")(
    "stops what runs before Ctrl-Z freezes it, and serves again when it goes on",
    async () => {
      const { child, out } = await startDriven();
      child.kill("SIGTSTP");
      await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/stat`, "utf8")).toMatch(/\) T /));
      await out.until(drivenAndStopped);
      child.kill("SIGCONT");
      const { devices } = await connected(await addressIn(out), "Another");
      await devices[0]?.vibrate(1);
      await out.until(/tx "Vibrate:20;"/);
    },
  );

  it("serves on when nobody reads what it prints any more", async () => {
    const { child, out, ended } = await startDriven();
    const address = await addressIn(out);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const { devices } = await connected(address, "Another");
    await devices[0]?.vibrate(1);
    expect(child.exitCode).toBeNull();
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("serves on, and ends, when what it prints is not read", async () => {
    const { child, out } = await startProcess(["simulate", ...shown], { nodeFlags: printsMuch });
    const address = await addressIn(out);
    const client = await connected(address);
    child.stdout?.pause();
    child.kill("SIGUSR2");
    await client.startScanning();
    expect((await fetch(`${address.replace("ws:", "http:")}/healthz`)).status).toBe(200);
    child.kill("SIGTERM");
    // Not "close", which comes when everything is read.
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
    child.stdout?.resume();
  });

  it.skipIf(!hasScript)("serves on, and ends, in a terminal that is halted", async () => {
    const data = mkdtempSync(join(tmpdir(), "engine-halted-"));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const words = [process.execPath, ...printsMuch, join(await bundleFolder(), "buttplug-engine.mjs")];
    const command = [...words, "simulate", "--port", "0", "--data", data].map((word) => `'${word}'`).join(" ");
    const terminal = spawn("script", ["-qefc", `exec ${command}`, "/dev/null"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void terminal.kill("SIGKILL"));
    const out = new PrintedText();
    terminal.stdout.on("data", out.add);
    const address = await addressIn(out);
    const { pid } = JSON.parse(readFileSync(join(data, "running.json"), "utf8")) as { readonly pid: number };
    onTestFinished(() => {
      if (terminal.exitCode === null) process.kill(pid, "SIGKILL");
    });
    const client = await connected(address);
    terminal.stdout.pause();
    process.kill(pid, "SIGUSR2");
    await client.startScanning();
    expect((await fetch(`${address.replace("ws:", "http:")}/healthz`)).status).toBe(200);
    process.kill(pid, "SIGTERM");
    await vi.waitFor(() => expect(existsSync(join(data, "running.json"))).toBe(false));
    terminal.stdout.resume();
    expect(await new Promise((resolve) => terminal.once("exit", resolve))).toBe(0);
  });

  it("that was killed leaves what the next one mends", async () => {
    const data = mkdtempSync(join(tmpdir(), "engine-killed-"));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const args = ["simulate", "Lovense Nora", "--port", "0", "--data", data, "--log", "info,packets=debug"];
    const first = await startProcess(args);
    const device = await firstDevice(await connected(await addressIn(first.out)));
    await device.vibrate(0.5);
    await vi.waitFor(() => expect(readFileSync(join(data, "state.json"), "utf8")).toContain('"driven": true'));
    first.child.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");
    expect(existsSync(join(data, "running.json"))).toBe(true);

    const second = await startProcess(args);
    await firstDevice(await connected(await addressIn(second.out)));
    expect(second.out.text).not.toMatch(/uses .*, too/);
    expect(JSON.parse(readFileSync(join(data, "running.json"), "utf8"))).toMatchObject({ pid: second.child.pid });
    // The device may run since then.
    await second.out.until(/tx "Vibrate:0;"/);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(existsSync(join(data, "running.json"))).toBe(false);
  });

  it.runIf(process.platform === "linux")("says which program holds its port", async () => {
    const holder = createServer();
    onTestFinished(() => void holder.close());
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { readonly port: number };
    const { error, ended } = await startProcess(["--memory", "--port", String(port)]);
    expect(await ended).toBe(1);
    expect(error.text).toMatch(
      new RegExp(`port ${port} is already in use; .* \\(process ${process.pid}\\) holds it\\n$`),
    );
  });

  it("writes one JSON object a line, without addresses of devices", async () => {
    const { child, out, ended } = await startProcess([
      "simulate",
      "Lovense Nora",
      "--memory",
      "--port",
      "0",
      "--log-format",
      "json",
    ]);
    await firstDevice(await connected(await addressIn(out)));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    const lines = out.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Listening at/),
        "An application speaks message spec v4",
        "All devices are stopped.",
      ]),
    );
    for (const line of lines) {
      expect(line).toMatchObject({
        level: "info",
        area: expect.any(String),
        time: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    }
    expect(out.text).not.toMatch(/5A:00:00/i);
  });

  it("prints versions and help, and exits with 0", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    for (const args of [["--version"], ["--server-version"], ["--websocket-port", "0", "--server-version"]]) {
      const { out, ended } = await startProcess(args);
      expect([await ended, out.text]).toEqual([0, `${version}\n`]);
    }
    const { out, ended } = await startProcess(["serve", "--help"]);
    expect([await ended, out.text]).toEqual([0, expect.stringMatching(/--port <number>[\s\S]*no telemetry\.\n$/)]);
  });

  it("starts from the compiled files, too, as `npm start` has it", async () => {
    const main = new URL("../dist/main.js", import.meta.url).pathname;
    const child = spawn(process.execPath, [main, "--version"], { stdio: ["ignore", "pipe", "inherit"] });
    const printed = await new Promise((resolve) => child.stdout.on("data", resolve));
    expect(String(printed)).toMatch(/^\d+\.\d+\.\d+/);
  });
});
