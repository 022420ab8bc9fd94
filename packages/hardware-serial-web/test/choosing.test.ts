import type { Advertisement, ScanFilters } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "../src/index.js";
import { FakeDevice } from "./fake-device.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

const filters: ScanFilters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const ch340 = [0x1a86, 0x7523] as const;

function setUp(options: WebSerialHardwareManagerOptions = {}) {
  const serial = new FakeWebSerial();
  const manager = new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03", ...options });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  const scan = async (signal = new AbortController().signal) => {
    const seen: Advertisement[] = [];
    for await (const each of manager.scan(filters, { signal })) seen.push(each);
    return seen;
  };
  const arrivals: string[] = [];
  manager.watch(({ id }) => arrivals.push(id), { signal: new AbortController().signal });
  return { serial, manager, scan, arrivals };
}

/** A port that nobody opens. */
const port = (...usb: readonly number[]) =>
  new FakeWebSerialPort(new FakeDevice(), usb.length > 0 ? (usb as [number, number]) : undefined);

describe("a scan", () => {
  it("finds what the user let the page use before, then lets the browser ask", async () => {
    const { serial, scan } = setUp({ filters: [{ usbVendorId: 0x1a86 }] });
    const [known, chosen] = [port(...ch340), port(0x10c4, 0xea60)];
    serial.grant(known);
    serial.answer = async () => {
      serial.grant(chosen);
      return chosen;
    };
    expect((await scan()).map(({ id }) => id)).toEqual(["1a86:7523", "10c4:ea60"]);
    expect(serial.requests).toEqual([{ filters: [{ usbVendorId: 0x1a86 }] }]);
  });

  it("offers every port unless told otherwise, and is over when the user chooses none", async () => {
    const { serial, scan } = setUp();
    expect(await scan()).toEqual([]);
    expect(serial.requests).toEqual([undefined]);
  });

  it("does not ask if it is not to", async () => {
    const { serial, scan } = setUp({ asksInScans: false });
    serial.grant(port(...ch340));
    expect((await scan()).map(({ id }) => id)).toEqual(["1a86:7523"]);
    expect(serial.requests).toEqual([]);
  });

  it.each([
    ["SecurityError", "The browser asks for a port only in answer to a click or a key; start the scan there."],
    ["UnknownError", "The browser did not ask for a port: went wrong."],
  ])("says why the browser does not ask: %s", async (name, message) => {
    const { serial, scan } = setUp();
    serial.answer = () => Promise.reject(new DOMException("went wrong", name));
    await expect(scan()).rejects.toMatchObject({ code: "hardware/unavailable", message });
  });

  it("shares the browser's question with another one", async () => {
    const { serial, scan } = setUp();
    expect(await Promise.all([scan(), scan()])).toEqual([[], []]);
    expect(serial.requests).toHaveLength(1);
    await scan();
    expect(serial.requests).toHaveLength(2);
  });

  it("that ended while the user chose leaves the choice to those who watch", async () => {
    const { serial, scan, arrivals } = setUp();
    const late = port(...ch340);
    let choose = () => {};
    serial.answer = () =>
      new Promise((resolve) => {
        choose = () => {
          serial.grant(late);
          resolve(late);
        };
      });
    const controller = new AbortController();
    const scanning = scan(controller.signal);
    await settle();
    controller.abort();
    expect(await scanning).toEqual([]);
    choose();
    await settle();
    expect(arrivals).toEqual(["1a86:7523"]);
  });
});

describe("a button for ports", () => {
  it("reports the port to those who watch, and says whether one was chosen", async () => {
    const { serial, manager, arrivals } = setUp();
    expect(await manager.choosePort()).toBe(false);
    const chosen = port(...ch340);
    serial.answer = async () => {
      serial.grant(chosen);
      return chosen;
    };
    expect(await manager.choosePort()).toBe(true);
    expect(arrivals).toEqual(["1a86:7523"]);
  });
});

describe("a port", () => {
  it("has an id out of what the browser tells, for as long as it is there", async () => {
    const { serial, scan } = setUp({ asksInScans: false });
    const [first, second] = [port(...ch340), port(...ch340)];
    for (const each of [first, second, port()]) serial.grant(each);
    const ids = async () => (await scan()).map(({ id }) => id);
    expect(await ids()).toEqual(["1a86:7523", "1a86:7523#2", "port"]);
    serial.unplug(first);
    expect(await ids()).toEqual(["1a86:7523#2", "port"]);
    serial.plugIn(port(...ch340));
    expect(await ids()).toEqual(["1a86:7523#2", "port", "1a86:7523"]);
  });

  it("stands for any port where the page says what is there, else for itself", async () => {
    const said = setUp({ asksInScans: false });
    said.serial.grant(port(...ch340));
    expect(await said.scan()).toEqual([{ kind: "serial", id: "1a86:7523", port: "default" }]);
    const serial = new FakeWebSerial();
    serial.grant(port(...ch340));
    const silent = new WebSerialHardwareManager({ scope: serial.scope, asksInScans: false });
    const signal = new AbortController().signal;
    const { value } = await silent.scan(filters, { signal }).next();
    expect(value).toEqual({ kind: "serial", id: "1a86:7523", port: "1a86:7523" });
  });

  it("is reported when it is plugged in, until nobody watches", async () => {
    const { serial, manager, arrivals } = setUp();
    serial.plugIn(port(...ch340));
    await settle();
    expect(arrivals.splice(0)).toEqual(["1a86:7523"]);
    const again: string[] = [];
    const controller = new AbortController();
    manager.watch(({ id }) => again.push(id), { signal: controller.signal });
    await settle();
    expect(again.splice(0)).toEqual(["1a86:7523"]);
    controller.abort();
    serial.plugIn(port(0x10c4, 0xea60));
    await settle();
    expect([arrivals, again]).toEqual([["10c4:ea60"], []]);
  });
});

it("leaves nothing behind at the browser when it is disposed", async () => {
  const { serial, manager } = setUp();
  expect(serial.listenerCount).toBe(2);
  await manager[Symbol.asyncDispose]();
  expect(serial.listenerCount).toBe(0);
  await expect(manager.choosePort()).rejects.toMatchObject({ message: "The serial ports were shut down." });
});
