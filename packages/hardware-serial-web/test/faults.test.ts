import { type EndpointPlan, type SerialLine, toHex } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "../src/index.js";
import { FakeDevice } from "./fake-device.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

const line: SerialLine = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 };
const planFor = (protocol: string, set: Partial<SerialLine> = {}): EndpointPlan => ({
  kind: "serial",
  protocol,
  line: { ...line, ...set },
});
const tcode = planFor("tcode-v03");
const noAnswer = { withResponse: false };
const id = "1a86:7523";
const { signal: never } = new AbortController();

function setUp(options: WebSerialHardwareManagerOptions = { protocol: "tcode-v03" }) {
  const [clock, serial, device] = [new TestClock(), new FakeWebSerial(), new FakeDevice()];
  const port = new FakeWebSerialPort(device, [0x1a86, 0x7523]);
  serial.grant(port);
  const manager = new WebSerialHardwareManager({ scope: serial.scope, clock, ...options });
  onTestFinished(async () => {
    const disposed = manager[Symbol.asyncDispose]();
    await clock.advance(2_000);
    await disposed;
    expect([port.isOpen, device.isConnected, clock.pendingTimers]).toEqual([false, false, 0]);
  });
  const open = (plans = [tcode], signal = never) => manager.open(id, plans, { signal });
  return { clock, serial, device, port, manager, open };
}

describe("opening a port", () => {
  it("takes the plan of the protocol that the page names, with its line and without flow control", async () => {
    const { port, open } = setUp();
    const hardware = await open([planFor("kizuna", { baudRate: 19_200 }), planFor("tcode-v03", { stopBits: 2 })]);
    expect(hardware.plan.protocol).toBe("tcode-v03");
    expect(port.lines).toEqual([{ ...line, stopBits: 2, flowControl: "none", bufferSize: 1_024 }]);
  });

  it("takes the first plan if the page names none", async () => {
    const { open } = setUp({});
    const plans = [planFor("kizuna", { baudRate: 19_200 }), tcode];
    expect((await open(plans)).plan).toBe(plans[0]);
  });

  it("has the line that most devices have if the plan does not say it", async () => {
    const { port, open } = setUp();
    await open([{ kind: "serial", protocol: "tcode-v03" }]);
    expect(port.lines).toMatchObject([line]);
  });

  it("refuses what is not looked for, what browsers cannot do, and ports that are not there", async () => {
    const { open, manager } = setUp();
    const refused = (why: string) => ({ code: "hardware/connect-failed", message: `cannot connect to ${why}` });
    const other = `${id}: tcode-v03 is spoken here, and was not looked for`;
    await expect(open([planFor("kizuna")])).rejects.toMatchObject(refused(other));
    const short = `${id}: browsers send 7 or 8 data bits, not 5`;
    await expect(open([planFor("tcode-v03", { dataBits: 5 })])).rejects.toMatchObject(refused(short));
    await open([planFor("tcode-v03", { dataBits: 7 })]);
    const absent = "0000:0000: it is not plugged in, or this page may not use it";
    await expect(manager.open("0000:0000", [tcode], { signal: never })).rejects.toMatchObject(refused(absent));
    const none = `${id}: none of the protocols looked for is spoken over serial ports`;
    await expect(setUp({}).open([])).rejects.toMatchObject(refused(none));
  });

  it("says that others may have the port, or the page itself", async () => {
    const { device, port, open } = setUp();
    const wire = await device.connect();
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("close other programs and pages") });
    await wire.close();
    await port.open({ ...line, dataBits: 8, flowControl: "none", bufferSize: 255 });
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("this page has it open already") });
    await port.close();
  });

  it("that takes too long fails, and what opens after all is closed", async () => {
    const { clock, port, open } = setUp();
    let finish = () => {};
    port.openResult = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const outcome = expect(open()).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: `cannot connect to ${id}: it did not open within 10000 ms; is its device switched on?`,
    });
    await clock.advance(10_000);
    await outcome;
    finish();
    await settle();
    expect([port.lines.length, port.isOpen]).toEqual([1, false]);
  });

  it("waits for boards that restart", async () => {
    const { clock, open } = setUp({ restartMs: 1_500 });
    let isOpen = false;
    void open().then(() => {
      isOpen = true;
    });
    await clock.advance(1_499);
    expect(isOpen).toBe(false);
    await clock.advance(1);
    expect(isOpen).toBe(true);
  });

  it("switches the signals, where the port has them", async () => {
    const { port, device, open } = setUp({ signals: { dtr: true, rts: false } });
    const hardware = await open();
    expect(port.signals).toEqual([{ dataTerminalReady: true, requestToSend: false }]);
    await hardware.write("tx", Uint8Array.of(0x41), noAnswer);
    expect(device.text).toBe("A");
  });

  it.each([0, 1, 2, 3, 4, 5])("%i steps into closing do not keep the port from being closed", async (steps) => {
    const { port, open } = setUp();
    const hardware = await open();
    const closing = hardware[Symbol.asyncDispose]();
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    port.hiccup();
    await closing;
    expect(port.isOpen).toBe(false);
  });
});

describe("an open port", () => {
  it("that is lost during a write settles it", async () => {
    const { clock, serial, device, port, open } = setUp();
    const hardware = await open();
    device.isJammed = true;
    const outcome = Promise.allSettled([hardware.write("tx", Uint8Array.of(1), noAnswer)]);
    await settle();
    serial.unplug(port);
    expect((await hardware.closed).by).toBe("remote");
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
    await clock.advance(500);
  });

  it("is lost when the browser says so, before any stream does", async () => {
    const { serial, port, open } = setUp();
    const hardware = await open();
    port.lose = () => {};
    serial.unplug(port);
    const reason = "it was unplugged, or the page lost its permission";
    expect(await hardware.closed).toEqual({ by: "remote", reason });
  });

  it("whose device takes no bytes is lost, and let go", async () => {
    const { clock, device, port, open } = setUp();
    const hardware = await open();
    device.isJammed = true;
    const outcome = Promise.allSettled([hardware.write("tx", Uint8Array.of(1), noAnswer)]);
    await clock.advance(2_000);
    expect(await hardware.closed).toEqual({ by: "failure", reason: "it took no bytes for 2000 ms" });
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
    await clock.advance(500);
    expect(port.isOpen).toBe(false);
  });

  it("goes on after bytes that came in damaged", async () => {
    const { device, port, open } = setUp();
    const hardware = await open();
    const got: string[] = [];
    await hardware.subscribe("rx", (data) => got.push(toHex(data)));
    for (const byte of [1, 2]) {
      port.hiccup();
      device.send(byte);
      await settle();
    }
    expect(got).toEqual(["01", "02"]);
    await hardware.write("tx", Uint8Array.of(0x41), noAnswer);
    expect(device.text).toBe("A");
  });
});
