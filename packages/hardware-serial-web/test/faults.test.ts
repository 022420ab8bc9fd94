import { type EndpointPlan, type SerialLine, toHex } from "@buttplug-ts/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { hasSocat, SerialCable } from "../../hardware-serial/test/serial-cable.js";
import { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "../src/index.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

const line: SerialLine = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 };
const planFor = (protocol: string, set: Partial<SerialLine> = {}): EndpointPlan => ({
  kind: "serial",
  protocol,
  line: { ...line, ...set },
});
const noAnswer = { withResponse: false };
const id = "1a86:7523";

async function setUp(options: WebSerialHardwareManagerOptions = {}) {
  const cable = await SerialCable.open();
  const serial = new FakeWebSerial();
  const port = new FakeWebSerialPort(cable, [0x1a86, 0x7523]);
  serial.grant(port);
  const manager = new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03", ...options });
  onTestFinished(async () => {
    await manager[Symbol.asyncDispose]();
    expect(port.isOpen).toBe(false);
    await cable[Symbol.asyncDispose]();
  });
  const open = (plans = [planFor("tcode-v03")], signal = new AbortController().signal) =>
    manager.open(id, plans, { signal });
  return { cable, serial, port, manager, open };
}

describe.skipIf(!hasSocat)("opening a port, where there is socat", () => {
  it("takes the plan of the protocol that the page names, with its line and without flow control", async () => {
    const { port, open } = await setUp();
    const hardware = await open([planFor("kizuna", { baudRate: 19_200 }), planFor("tcode-v03", { stopBits: 2 })]);
    expect(hardware.plan.protocol).toBe("tcode-v03");
    expect(port.lines).toEqual([{ ...line, stopBits: 2, flowControl: "none", bufferSize: 1_024 }]);
  });

  it("takes the first plan if the page names none", async () => {
    const serial = new FakeWebSerial();
    const { cable } = await setUp();
    serial.grant(new FakeWebSerialPort(cable, [0x1a86, 0x7523]));
    await using manager = new WebSerialHardwareManager({ scope: serial.scope });
    const plans = [planFor("kizuna", { baudRate: 19_200 }), planFor("tcode-v03")];
    const hardware = await manager.open(id, plans, { signal: new AbortController().signal });
    expect(hardware.plan).toBe(plans[0]);
  });

  it("has the line that most devices have if the plan does not say it", async () => {
    const { port, open } = await setUp();
    await open([{ kind: "serial", protocol: "tcode-v03" }]);
    expect(port.lines).toMatchObject([line]);
  });

  it("refuses what is not looked for, what browsers cannot do, and ports that are not there", async () => {
    const { open, manager } = await setUp();
    await expect(open([planFor("kizuna")])).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: `cannot connect to ${id}: tcode-v03 is spoken here, and was not looked for`,
    });
    await expect(open([planFor("tcode-v03", { dataBits: 5 })])).rejects.toMatchObject({
      message: `cannot connect to ${id}: browsers send 7 or 8 data bits, not 5`,
    });
    await open([planFor("tcode-v03", { dataBits: 7 })]);
    const elsewhere = manager.open("0000:0000", [planFor("tcode-v03")], { signal: new AbortController().signal });
    await expect(elsewhere).rejects.toMatchObject({
      message: "cannot connect to 0000:0000: it is not plugged in, or this page may not use it",
    });
  });

  it("says that others may have the port, or the page itself", async () => {
    const { cable, port, open } = await setUp();
    const holder = new FakeWebSerialPort(cable);
    await holder.open({ ...line, dataBits: 8, flowControl: "none", bufferSize: 255 });
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("close other programs and pages") });
    await holder.close();
    await port.open({ ...line, dataBits: 8, flowControl: "none", bufferSize: 255 });
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("this page has it open already") });
    await port.close();
  });

  it("that takes too long fails, and what opens after all is closed", async () => {
    const { port, open } = await setUp({ openLimitMs: 30 });
    let finish = () => {};
    port.openResult = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await expect(open()).rejects.toMatchObject({
      message: `cannot connect to ${id}: it did not open within 30 ms; is its device switched on?`,
    });
    port.openResult = async () => {};
    finish();
    await vi.waitFor(() => expect(port.closings).toBe(1), { timeout: 10_000 });
  });

  it("switches the signals, where the port has them", async () => {
    const { port, cable, open } = await setUp({ signals: { dtr: true, rts: false } });
    const hardware = await open();
    expect(port.signals).toEqual([{ dataTerminalReady: true, requestToSend: false }]);
    await hardware.write("tx", Uint8Array.of(1), noAnswer);
    expect(toHex(await cable.received(1))).toBe("01");
  });
});

describe.skipIf(!hasSocat)("an open port, where there is socat", () => {
  it("that is lost during a write settles it", async () => {
    const { cable, serial, port, open } = await setUp();
    const hardware = await open();
    await cable.jam();
    const outcome = Promise.allSettled([hardware.write("tx", new Uint8Array(5_000), noAnswer)]);
    serial.unplug(port);
    expect((await hardware.closed).by).toBe("remote");
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
  });

  it("whose device takes no bytes is lost, and closed", async () => {
    const { cable, port, open } = await setUp({ writeLimitMs: 100 });
    const hardware = await open();
    await cable.jam();
    const outcome = Promise.allSettled([hardware.write("tx", new Uint8Array(5_000), noAnswer)]);
    expect(await hardware.closed).toEqual({ by: "failure", reason: "it took no bytes for 100 ms" });
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
    await hardware[Symbol.asyncDispose]();
    expect(port.isOpen).toBe(false);
  });

  it("goes on after bytes that came in damaged", async () => {
    const { cable, port, open } = await setUp();
    const hardware = await open();
    const got: string[] = [];
    let came = () => {};
    const all = new Promise<void>((resolve) => {
      came = resolve;
    });
    await hardware.subscribe("rx", (data) => {
      got.push(...toHex(data).split(" "));
      if (got.length === 2) came();
    });
    port.hiccup();
    await cable.send(Uint8Array.of(1));
    port.hiccup();
    await cable.send(Uint8Array.of(2));
    await all;
    expect(got).toEqual(["01", "02"]);
    await hardware.write("tx", Uint8Array.of(3), noAnswer);
    expect(toHex(await cable.received(1))).toBe("03");
  });

  it("sends what was on its way when it is closed", async () => {
    const { cable, open } = await setUp();
    const hardware = await open();
    const writing = hardware.write("tx", new Uint8Array(3_000).fill(7), noAnswer);
    const settled = Promise.allSettled([writing]);
    await Promise.resolve();
    await Promise.all([settled, hardware[Symbol.asyncDispose]()]);
    expect((await cable.received(3_000)).length).toBe(3_000);
  });
});
