import { getEventListeners } from "node:events";
import { ButtplugError, type EndpointPlan, toHex } from "@buttplug-ts/core";
import type { Unsubscribe } from "@buttplug-ts/hardware";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { HardwareConnection, type Link } from "../src/index.js";

const plan: EndpointPlan = { kind: "websocket", protocol: "test", endpoints: ["tx", "rx"] };

class ScriptedLink implements Link {
  readonly log: string[] = [];
  writeResult: () => Promise<void> = async () => {};
  closeResult: () => Promise<void> = async () => {};
  deliver: (data: Uint8Array) => void = () => {};
  listenResult: () => Promise<void> = async () => {};

  write(endpoint: string, data: Uint8Array): Promise<void> {
    this.log.push(`write ${endpoint} ${toHex(data)}`);
    return this.writeResult();
  }

  async listen(endpoint: string, deliver: (data: Uint8Array) => void): Promise<() => Promise<void>> {
    this.log.push(`listen ${endpoint}`);
    this.deliver = deliver;
    await this.listenResult();
    return async () => void this.log.push(`unlisten ${endpoint}`);
  }

  close(): Promise<void> {
    this.log.push("close");
    return this.closeResult();
  }
}

function setUp(link = new ScriptedLink()) {
  const clock = new TestClock();
  const hardware = new HardwareConnection({ id: "one", plan, endpoints: ["tx", "rx"], link, clock });
  return { clock, link, hardware };
}

const bytes = Uint8Array.of(1, 2);
const never = () => new Promise<never>(() => {});

describe("HardwareConnection", () => {
  it("asks the bus once for an endpoint, and tells it when nobody is left", async () => {
    const { link, hardware } = setUp();
    const got: string[] = [];
    const same = (data: Uint8Array) => got.push(toHex(data));
    const [stopOne, stopTwo] = await Promise.all([hardware.subscribe("rx", same), hardware.subscribe("rx", same)]);
    link.deliver(bytes);
    await stopOne();
    link.deliver(Uint8Array.of(3));
    await Promise.all([stopTwo(), stopTwo()]);
    link.deliver(bytes);
    expect(got).toEqual(["01 02", "01 02", "03"]);
    expect(link.log).toEqual(["listen rx", "unlisten rx"]);
  });

  it("asks again after a subscription that failed", async () => {
    const { link, hardware } = setUp();
    link.listenResult = () => Promise.reject(new TypeError("busy"));
    const failed = { code: "hardware/read-failed", message: "reading from rx failed: busy" };
    await expect(hardware.subscribe("rx", () => expect.unreachable())).rejects.toMatchObject(failed);
    link.listenResult = async () => {};
    const stop = await hardware.subscribe("rx", () => {});
    link.deliver(bytes);
    await stop();
    expect(link.log).toEqual(["listen rx", "listen rx", "unlisten rx"]);
  });

  it("delivers nothing to whoever left while others were told", async () => {
    const { link, hardware } = setUp();
    const stops: Unsubscribe[] = [];
    const got: string[] = [];
    for (const name of ["one", "two"]) {
      const listener = () => {
        got.push(name);
        for (const stop of stops) void stop();
      };
      stops.push(await hardware.subscribe("rx", listener));
    }
    link.deliver(bytes);
    expect(got).toEqual(["one"]);
  });

  it("tells what the bus asks for, and signal strength where the bus can", async () => {
    const { link, clock, hardware } = setUp();
    expect(hardware).toMatchObject({ id: "one", plan, gapMs: 0, needsKeepalive: false });
    expect(hardware.rssi).toBeUndefined();
    const slow = { id: "two", plan, endpoints: ["tx"], gapMs: 75, needsKeepalive: true, clock } as const;
    const rssi = () => Promise.resolve(-60);
    const told = new HardwareConnection({ ...slow, link: { write: () => link.write("", bytes), close: never, rssi } });
    expect(told).toMatchObject({ id: "two", gapMs: 75, needsKeepalive: true });
    expect(await told.rssi?.()).toBe(-60);
  });

  it("refuses endpoints that are not there, and reads where nothing comes in", async () => {
    const { clock, hardware, link } = setUp();
    const missing = { code: "hardware/endpoint-missing", details: { endpoint: "firmware" } };
    await expect(hardware.write("firmware", bytes, { withResponse: false })).rejects.toMatchObject(missing);
    await expect(hardware.read("firmware", { timeoutMs: 100 })).rejects.toMatchObject(missing);
    await expect(hardware.subscribe("firmware", () => {})).rejects.toMatchObject(missing);
    expect(link.log).toEqual([]);
    const silent: Link = { write: async () => {}, close: async () => {} };
    const mute = new HardwareConnection({ id: "two", plan, endpoints: ["rx"], link: silent, clock });
    const nothing = { code: "hardware/read-failed", message: "nothing comes in at rx" };
    await expect(mute.read("rx", { timeoutMs: 100 })).rejects.toMatchObject(nothing);
  });

  it("leaves nothing at the signal of a write that is over", async () => {
    const { hardware } = setUp();
    const { signal } = new AbortController();
    await hardware.write("tx", bytes, { withResponse: false, signal });
    await settle();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const called = hardware.write("tx", bytes, { withResponse: false, signal: AbortSignal.abort() });
    await expect(called).rejects.toMatchObject({ code: "request/aborted" });
  });

  it("gives a read what comes in next where the bus cannot be asked", async () => {
    const { link, hardware } = setUp();
    const reading = hardware.read("rx", { timeoutMs: 100 });
    await settle();
    link.deliver(bytes);
    expect(await reading).toEqual(bytes);
    expect(link.log).toEqual(["listen rx", "unlisten rx"]);
  });

  it("ends a read that nothing answers, and its subscription", async () => {
    const { clock, link, hardware } = setUp();
    const reading = expect(hardware.read("rx", { timeoutMs: 100 })).rejects.toMatchObject({
      code: "hardware/no-answer",
      details: { afterMs: 100 },
    });
    await clock.advance(100);
    await reading;
    expect(link.log).toEqual(["listen rx", "unlisten rx"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("words what the bus throws, and leaves errors with a code as they are", async () => {
    const { link, hardware } = setUp();
    link.writeResult = () => Promise.reject(new TypeError("no radio"));
    const failed = {
      code: "hardware/write-failed",
      details: { endpoint: "tx" },
      message: "writing to tx failed: no radio",
    };
    await expect(hardware.write("tx", bytes, { withResponse: true })).rejects.toMatchObject(failed);
    const own = new ButtplugError("hardware/disconnected", "gone", { details: { hardware: "one" } });
    link.writeResult = () => Promise.reject(own);
    await expect(hardware.write("tx", bytes, { withResponse: true })).rejects.toBe(own);
  });

  it("settles everything under way when the device is lost, and lets it go", async () => {
    const { link, hardware } = setUp();
    link.writeResult = never;
    link.listenResult = never;
    const underWay = [
      hardware.write("tx", bytes, { withResponse: false }),
      hardware.read("rx", { timeoutMs: 1_000 }),
      hardware.subscribe("rx", () => {}),
    ];
    const settled = Promise.allSettled(underWay);
    await settle();
    hardware.lost("it left");
    hardware.lost("a second reason", "failure");
    for (const each of await settled) expect(each).toMatchObject({ reason: { code: "hardware/disconnected" } });
    expect(await hardware.closed).toEqual({ by: "remote", reason: "it left" });
    expect(link.log.at(-1)).toBe("close");
    const late = hardware.write("tx", bytes, { withResponse: false });
    await expect(late).rejects.toThrow("not connected any more: it left");
    await expect(hardware.read("rx", { timeoutMs: 100 })).rejects.toThrow("not connected any more: it left");
    await expect(hardware.subscribe("rx", () => {})).rejects.toThrow("not connected any more: it left");
  });

  it("delivers nothing after it was closed", async () => {
    const { link, hardware } = setUp();
    const got: Uint8Array[] = [];
    await hardware.subscribe("rx", (data) => got.push(data));
    await hardware[Symbol.asyncDispose]();
    link.deliver(bytes);
    expect(got).toEqual([]);
  });

  it("does not wait for a bus that does not let go", async () => {
    const { clock, link, hardware } = setUp();
    link.closeResult = never;
    const closing = hardware[Symbol.asyncDispose]();
    await clock.advance(2_000);
    await closing;
    expect(await hardware.closed).toMatchObject({ by: "local" });
  });

  it("ends a write that its caller calls off", async () => {
    const { link, hardware } = setUp();
    link.writeResult = never;
    const controller = new AbortController();
    const writing = hardware.write("tx", bytes, { withResponse: true, signal: controller.signal });
    await settle();
    controller.abort();
    await expect(writing).rejects.toMatchObject({ code: "request/aborted" });
  });
});
