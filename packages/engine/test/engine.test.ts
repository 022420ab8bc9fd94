import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { ButtplugClient } from "@buttplug-ts/client";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startEngine } from "../src/engine.js";
import { waitForInterrupt } from "../src/interrupt.js";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

describe("the command", () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill("SIGKILL"));

  /** Starts the built command and collects what it prints. */
  const run = (...args: readonly string[]) => {
    const started = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    const printed = { out: "", error: "" };
    started.stdout.on("data", (data) => {
      printed.out += data;
    });
    started.stderr.on("data", (data) => {
      printed.error += data;
    });
    return { child: started, printed, ended: once(started, "exit") };
  };

  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s, stops what runs, and exits with 0", async (signal) => {
    const { child: engine, printed, ended } = run("serve", "--port", "0", "--simulate", "Lovense Nora");
    const address = await vi.waitFor(() => {
      const found = /ws:\/\/127\.0\.0\.1:\d+/.exec(printed.out)?.[0];
      expect(found).toBeDefined();
      return found as string;
    });
    await using client = new ButtplugClient("engine test");
    await client.connect(webSocketConnector(address));
    const added = client.events("deviceAdded").next();
    await client.startScanning();
    await (await added).value.vibrate(0.5);
    engine.kill(signal);
    expect((await ended)[0]).toBe(0);
    expect(printed.out).toMatch(
      /"Vibrate:10;"[\s\S]*stopping all devices[\s\S]*"Vibrate:0;"[\s\S]*All devices are stopped\.\n$/,
    );
  });

  it.each([
    [["serve", "--port", "99999"], /'99999' is invalid.*whole number from 0 to 65535/],
    [["serve", "--simulate", "Lovense Norra"], /no model "Lovense Norra"; near are "Lovense Nora"/],
    [["sevre"], /too many arguments|unknown command/],
  ])("%j ends with 1 and says what was allowed", async (args, text) => {
    const { printed, ended } = run(...args);
    expect((await ended)[0]).toBe(1);
    expect(printed.error).toMatch(text);
  });
});

describe("startEngine", () => {
  it("says that the port is in use", async () => {
    const first = await startEngine({ port: 0, models: ["Lovense Nora"], say: () => {} });
    const port = Number(new URL(first.addresses[0] as string).port);
    await expect(startEngine({ port, models: ["Lovense Nora"], say: () => {} })).rejects.toMatchObject({
      code: "connector/failed",
      message: expect.stringMatching(/in use/),
    });
    await first.close();
  });
});

describe("waitForInterrupt", () => {
  it("takes the first signal and leaves the second to its default", async () => {
    const source = new EventEmitter();
    const waiting = waitForInterrupt(source);
    source.emit("SIGTERM");
    expect(await waiting).toBe("SIGTERM");
    expect(source.listenerCount("SIGTERM") + source.listenerCount("SIGINT")).toBe(0);
  });
});
