import type { ButtplugError } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { device, deviceList, setUp, setUpConnected } from "./scripted-server.js";

const scanningFinished = { ScanningFinished: { Id: 0 } };

describe("a listener", () => {
  it("is called until its off function is", async () => {
    const { server, client } = await setUpConnected();
    let calls = 0;
    const off = client.on("scanningFinished", () => {
      calls += 1;
    });
    server.push(scanningFinished);
    off();
    server.push(scanningFinished);
    expect(calls).toBe(1);
  });

  it("that throws is reported, and keeps nothing from going on", async () => {
    const { server, client, log } = await setUpConnected();
    const errors: ButtplugError[] = [];
    const cause = new TypeError("oops");
    client.on("error", (error) => errors.push(error));
    client.on("scanningFinished", () => {
      throw cause;
    });
    client.on("scanningFinished", () => log.push("second"));
    server.push(scanningFinished, scanningFinished);
    expect(log).toEqual([
      "scanningFinished",
      "error usage/listener-threw",
      "second",
      "scanningFinished",
      "error usage/listener-threw",
      "second",
    ]);
    expect(errors[0]).toMatchObject({
      message: "a listener of scanningFinished threw: oops",
      details: { event: "scanningFinished" },
      cause,
    });
  });

  it("of errors that throws is logged, not reported again", async () => {
    const logged: string[] = [];
    const logger = {
      log: (...[level, , message]: [string, string, string]) => void logged.push(`${level} ${message}`),
    };
    const { server, client } = setUp([], { logger });
    await client.connect(server.connector);
    client.on("error", () => {
      throw new TypeError("again");
    });
    server.push("nonsense");
    expect(logged.at(-1)).toBe("error a listener of error threw: again");
    expect(logged).toHaveLength(2);
  });

  it("of a device that throws is reported by the client", async () => {
    const { server, client, log } = await setUpConnected();
    client.device(0)?.on("removed", () => {
      throw new TypeError("oops");
    });
    server.push(deviceList(0));
    expect(log).toEqual(["error usage/listener-threw", "deviceRemoved 0"]);
  });
});

describe("events", () => {
  it("can be read in a loop until a signal ends it", async () => {
    const { server, client } = await setUpConnected();
    const controller = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { index } of client.events("deviceAdded", { signal: controller.signal })) seen.push(index);
    })();
    server.push(deviceList(0, device(0), device(1)));
    server.push(deviceList(0, device(0), device(1), device(2)));
    await settle();
    controller.abort();
    await reading;
    expect(seen).toEqual([1, 2]);
  });

  it("of a device say when it is removed", async () => {
    const { server, client } = await setUpConnected();
    const target = client.device(0);
    const removed = target?.events("removed").next();
    server.push(deviceList(0));
    expect(await removed).toEqual({ value: target, done: false });
  });
});
