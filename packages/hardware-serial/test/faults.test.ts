import { mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ButtplugError, type EndpointPlan } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { SerialHardwareManager, type SerialHardwareManagerOptions } from "../src/index.js";
import { FakeSerial } from "./fake-serial.js";

const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03" };
const never = new AbortController().signal;
const forever = () => new Promise<never>(() => {});
const systemError = (text: string) => () => Promise.reject(new ButtplugError("internal/bug", text));

function setUp(options: SerialHardwareManagerOptions = {}) {
  const [clock, system] = [new TestClock(), new FakeSerial()];
  const manager = new SerialHardwareManager({ binding: system, clock, ...options });
  onTestFinished(async () => {
    const disposed = manager[Symbol.asyncDispose]();
    await clock.advance(2_000);
    await disposed;
    expect(clock.pendingTimers).toBe(0);
  });
  const open = (id = "/dev/null", signal = never, plans = [plan]) => manager.open(id, plans, { signal });
  return { clock, system, manager, open };
}

describe.skipIf(process.platform === "win32")("a port whose device was plugged in anew", () => {
  it("is lost, although a port of its name is there: the handle leads nowhere", async () => {
    const folder = await mkdtemp(join(tmpdir(), "serial-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "by-id");
    await symlink("/dev/null", path);
    const { clock, open } = setUp();
    const hardware = await open(path);
    const state = () => Promise.race([hardware.closed, Promise.resolve("open")]);
    for (let look = 0; look < 5; look += 1) {
      await clock.advance(2_000);
      await stat(path);
    }
    expect(await state()).toBe("open");
    await rm(path);
    await symlink("/dev/zero", path);
    await vi.waitFor(async () => {
      await clock.advance(2_000);
      expect(await state()).toEqual({ by: "remote", reason: "the port is another one now" });
    });
  });
});

const text = (value: string) => Uint8Array.from(Buffer.from(value));
const noAnswer = { withResponse: false };

describe("opening a port", () => {
  it("sets the line up as the plan says, else as most devices have it", async () => {
    const { system, open } = setUp();
    const line = { baudRate: 250_000, dataBits: 7, parity: "even", stopBits: 2 } as const;
    const one = await open("/dev/null", never, [{ kind: "serial", protocol: "nobra", line }]);
    await open("/dev/zero");
    expect(system.opened).toEqual([
      { path: "/dev/null", ...line },
      { path: "/dev/zero", baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 },
    ]);
    expect(one.endpoints).toEqual(["tx", "rx"]);
  });

  it("that takes too long fails, and what opens after all is closed", async () => {
    const { clock, system, open } = setUp();
    let finish = () => {};
    system.openResult = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const opening = open();
    const outcome = expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to /dev/null: it did not open within 10000 ms; is its device switched on?",
    });
    await clock.advance(10_000);
    await outcome;
    finish();
    await clock.advance(0);
    expect(system.handles.map(({ log }) => log)).toEqual([["close"]]);
  });

  it("that was called off is closed when it opens after all", async () => {
    const { clock, system, open } = setUp();
    const controller = new AbortController();
    const opening = open("/dev/null", controller.signal);
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
    await clock.advance(0);
    expect(system.handles.every(({ log }) => log.at(-1) === "close")).toBe(true);
  });

  it("leaves threads to others: two at a time, and what was given up while it waited is not begun", async () => {
    const { clock, system, open } = setUp();
    const finish: (() => void)[] = [];
    system.openResult = () => new Promise((resolve) => finish.push(resolve));
    const controller = new AbortController();
    const openings = Promise.allSettled([
      open("/dev/a"),
      open("/dev/b"),
      open("/dev/c", controller.signal),
      open("/dev/d"),
    ]);
    await settle();
    expect(system.opened.map(({ path }) => path)).toEqual(["/dev/a", "/dev/b"]);
    controller.abort();
    finish.splice(0)[0]?.();
    await settle();
    expect(system.opened.map(({ path }) => path)).toEqual(["/dev/a", "/dev/b", "/dev/d"]);
    await clock.advance(10_000);
    expect((await openings).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
    for (const end of finish) end();
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
    const { system, open } = setUp({ signals: { dtr: false, rts: true } });
    await open("/dev/null");
    expect(system.handles[0]?.log).toEqual(["dtr false rts true"]);
    system.setResult = systemError("Error: Inappropriate ioctl for device, cannot set");
    await open("/dev/zero");
  });

  it("says what is wrong", async () => {
    const { system, open } = setUp();
    system.openResult = systemError("Error Resource temporarily unavailable Cannot lock port");
    const inUse = "another program has the port open; close that one first, such as the serial monitor of an editor";
    await expect(open()).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: `cannot connect to /dev/null: ${inUse}`,
      details: { hardware: "/dev/null" },
    });
    await expect(open("/dev/null", never, [])).rejects.toMatchObject({
      message: "cannot connect to /dev/null: none of the protocols looked for is spoken over serial ports",
    });
  });
});

describe("a device that leaves", () => {
  it("while its port is opened fails the connection", async () => {
    const { system, open } = setUp();
    system.openResult = systemError("Error: No such file or directory, cannot open /dev/null");
    await expect(open()).rejects.toMatchObject({
      message: "cannot connect to /dev/null: there is no such port; plug the device in",
    });
  });

  it("during a write settles the write, and leaves the other one alone", async () => {
    const { system, open } = setUp();
    const [one, two] = await Promise.all([open("/dev/null"), open("/dev/zero")]);
    const [handle] = system.handles;
    if (handle) handle.writeResult = forever;
    const writing = one.write("tx", text("L0500"), noAnswer);
    const outcome = expect(writing).rejects.toMatchObject({ code: "hardware/disconnected" });
    await settle();
    handle?.vanish();
    await outcome;
    expect(await one.closed).toEqual({ by: "remote", reason: "reading from it failed: bad file descriptor" });
    await two.write("tx", text("L0200"), noAnswer);
    expect(system.handles[1]?.log).toEqual(["write L0200", "drain"]);
  });

  it("without a word of the library is noticed when the system lists its port no more", async () => {
    const { clock, system, manager, open } = setUp();
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    manager.watch(() => {}, { signal: controller.signal });
    const hardware = await open();
    system.ports = [];
    await clock.advance(2_000);
    expect(await hardware.closed).toEqual({ by: "remote", reason: "the port is gone" });
  });

  it("without a word of library or list is noticed when its file is gone", async () => {
    const { clock, open } = setUp();
    const hardware = await open("/dev/no-such-port");
    await clock.advance(2_000);
    expect(await hardware.closed).toEqual({ by: "remote", reason: "the port is gone" });
  });
});

describe("a device that takes no bytes", () => {
  it("counts as lost after two seconds, and its port is closed", async () => {
    const { clock, system, open } = setUp();
    const hardware = await open();
    const [handle] = system.handles;
    if (handle) handle.writeResult = forever;
    const writes = Promise.allSettled(["a", "b"].map((each) => hardware.write("tx", text(each), noAnswer)));
    await clock.advance(2_000);
    expect(await hardware.closed).toEqual({ by: "failure", reason: "it took no bytes for 2000 ms" });
    expect((await writes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await clock.advance(500);
    expect(handle?.log).toEqual(["write a", "flush", "close"]);
  });

  it("does not hold up others: they write on without waiting for their lines", async () => {
    const { clock, system, open } = setUp();
    system.drainResult = (path) => (path === "/dev/null" ? forever() : Promise.resolve());
    const [stuck, healthy] = await Promise.all([open("/dev/null"), open("/dev/zero")]);
    const writing = Promise.allSettled([stuck.write("tx", text("a"), noAnswer)]);
    await settle();
    await healthy.write("tx", text("b"), noAnswer);
    expect(system.handles.map(({ log }) => log)).toEqual([["write a", "drain"], ["write b"]]);
    await clock.advance(2_500);
    expect((await writing)[0]?.status).toBe("rejected");
    expect(system.handles[0]?.log).toEqual(["write a", "drain", "flush", "close"]);
    await healthy.write("tx", text("c"), noAnswer);
    expect(system.handles[1]?.log).toEqual(["write b", "write c", "drain"]);
  });

  it("has half a second more when its port is closed, for what is on its way", async () => {
    const { clock, system, open } = setUp();
    let onTheLine = () => {};
    system.drainResult = () =>
      new Promise((resolve) => {
        onTheLine = resolve;
      });
    const hardware = await open();
    void hardware.write("tx", text("stop"), noAnswer).catch(() => {});
    await settle();
    const closing = hardware[Symbol.asyncDispose]();
    await clock.advance(400);
    expect(system.handles[0]?.log).toEqual(["write stop", "drain"]);
    onTheLine();
    await closing;
    expect(system.handles[0]?.log).toEqual(["write stop", "drain", "close"]);
  });
});
