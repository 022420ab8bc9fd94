import { type EndpointPlan, toHex } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { HidHardwareManager, type HidHardwareManagerOptions } from "../src/index.js";
import { whyNotOpened } from "../src/why-not-opened.js";
import { FakeHid, FakeHidDevice } from "./fake-hid.js";

const plan: EndpointPlan = { kind: "hid", protocol: "nintendo-joycon", endpoints: ["tx", "rx"] };
const never = new AbortController().signal;
const report = Uint8Array.of(0x10, 1, 2, 3);

/** After what node-hid does in the next tick. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(options: HidHardwareManagerOptions = {}) {
  const clock = new TestClock();
  const device = new FakeHidDevice({ serialNumber: "A" });
  const other = new FakeHidDevice({ serialNumber: "B", path: "/dev/hidraw9" });
  const binding = new FakeHid([device, other]);
  const manager = new HidHardwareManager({ binding, clock, ...options });
  onTestFinished(async () => {
    await manager[Symbol.asyncDispose]();
    expect(binding.crashes).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
  const open = (id = "A", signal = never) => manager.open(id, [plan], { signal });
  return { clock, device, other, binding, manager, open };
}

describe("a device that leaves", () => {
  it("while it is being opened fails the connection", async () => {
    const { device, open } = setUp();
    device.stall();
    const opening = open();
    await settle();
    device.vanish();
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed", details: { hardware: "A" } });
  });

  it("before it could be looked up again fails the connection", async () => {
    const { device, open } = setUp();
    device.vanish();
    await expect(open()).rejects.toMatchObject({ message: "cannot connect to A: it is not plugged in" });
  });

  it("during a write settles the write", async () => {
    const { device, open } = setUp();
    const hardware = await open();
    device.holdsWrites = true;
    const writing = hardware.write("tx", report, { withResponse: false });
    const outcome = expect(writing).rejects.toMatchObject({
      code: expect.stringMatching(/^hardware\/(write-failed|disconnected)$/),
    });
    await settle();
    device.vanish();
    await outcome;
    expect(await hardware.closed).toEqual({
      by: "remote",
      reason: "reading from it failed: could not read from HID device: No such device",
    });
  });

  it("without a word to who reads is noticed by its absence from the list", async () => {
    const { clock, device, manager, open } = setUp();
    const watching = new AbortController();
    onTestFinished(() => watching.abort());
    const arrivals: string[] = [];
    manager.watch(({ id }) => arrivals.push(id), { signal: watching.signal });
    await clock.advance(0);
    const hardware = await open();
    device.leavesSilently = true;
    device.vanish();
    await clock.advance(2_000);
    expect(await hardware.closed).toEqual({ by: "remote", reason: "it is not plugged in any more" });
    device.appear();
    await clock.advance(2_000);
    expect(arrivals).toEqual(["A", "B", "A"]);
    await (await open()).write("tx", report, { withResponse: false });
  });

  it("leaves the other one alone", async () => {
    const { device, other, open } = setUp();
    const [one, two] = await Promise.all([open("A"), open("B")]);
    device.vanish();
    await one.closed;
    await two.write("tx", report, { withResponse: false });
    expect(other.written.map(toHex)).toEqual(["10 01 02 03"]);
  });
});

describe("opening", () => {
  it("that takes too long fails, and what opens after all is closed", async () => {
    const { device, clock, open } = setUp({ openLimitMs: 3_000 });
    device.stall();
    const opening = open();
    const outcome = expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to A: it did not open within 3000 ms",
    });
    await clock.advance(3_000);
    await outcome;
    device.unstall();
    await nextTurn();
    expect(device.openHandles).toBe(0);
    await using again = await open();
    expect(again.endpoints).toEqual(["tx", "rx"]);
  });

  it("that was called off in the moment of success closes the device without harm", async () => {
    const { device, open } = setUp();
    device.stall();
    const controller = new AbortController();
    const opening = open("A", controller.signal);
    const outcome = expect(opening).rejects.toMatchObject({ code: "request/aborted" });
    await settle();
    device.unstall();
    controller.abort();
    await outcome;
    await nextTurn();
    expect(device.openHandles).toBe(0);
  });

  it("what the user may not open tells the rule that helps", () => {
    const hidDevice = {
      path: "/dev/hidraw2",
      advertisement: { kind: "hid", id: "x", vendor: 0x57e, product: 0x2009 },
    } as const;
    const denied = "cannot open device with path /dev/hidraw2: Failed to open …: Permission denied";
    expect(whyNotOpened(hidDevice, denied, "linux")).toBe(
      'this user may not open /dev/hidraw2; write the line KERNEL=="hidraw*", KERNELS=="*:057E:2009.*", TAG+="uaccess" to /etc/udev/rules.d/70-buttplug.rules, run "udevadm control --reload" and plug the device in again',
    );
    expect(whyNotOpened(hidDevice, "open failed: (0xE00002E2) not permitted", "darwin")).toMatch(/Input Monitoring/);
    expect(whyNotOpened(hidDevice, denied, "win32")).toBe(denied);
    expect(whyNotOpened(hidDevice, "No such file or directory", "linux")).toBe("No such file or directory");
  });

  it("gives the system's reason", async () => {
    const { device, open } = setUp();
    device.refusal = "cannot open device with path /dev/hidraw0: Device or resource busy";
    await expect(open()).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to A: cannot open device with path /dev/hidraw0: Device or resource busy",
    });
  });
});

describe("a connection", () => {
  it("does not wait longer than the limit for a write", async () => {
    const { device, clock, open } = setUp();
    const hardware = await open();
    device.holdsWrites = true;
    const outcome = expect(hardware.write("tx", report, { withResponse: false })).rejects.toMatchObject({
      code: "hardware/write-timeout",
      details: { endpoint: "tx", afterMs: 2_000 },
    });
    await clock.advance(2_000);
    await outcome;
  });

  it("refuses reports that the device does not take, and goes on", async () => {
    const { device, open } = setUp();
    device.reportLength = 49;
    const hardware = await open();
    for (const wrong of [new Uint8Array(50), new Uint8Array()]) {
      const writing = hardware.write("tx", wrong, { withResponse: true });
      await expect(writing).rejects.toMatchObject({ code: "hardware/write-failed", details: { endpoint: "tx" } });
    }
    await hardware.write("tx", report, { withResponse: true });
    expect(device.written.map(toHex)).toEqual(["10 01 02 03"]);
  });

  it("drops reports that nobody listens to, and reads the next one", async () => {
    const { device, open } = setUp();
    const hardware = await open();
    device.send(0x30, 1);
    const reading = hardware.read("rx", { timeoutMs: 1_000 });
    await settle();
    device.send(0x30, 2);
    device.send(0x30, 3);
    expect(toHex(await reading)).toBe("30 02");
  });

  it("gives each listener bytes of its own", async () => {
    const { device, open } = setUp();
    const hardware = await open();
    const seen: Uint8Array[] = [];
    await hardware.subscribe("rx", (data) => seen.push(data));
    device.send(1, 2);
    expect(seen).toEqual([Uint8Array.of(1, 2)]);
  });

  it("has the endpoints of its plan that a pipe can have", async () => {
    const { manager } = setUp();
    const wide: EndpointPlan = { kind: "hid", protocol: "test", endpoints: ["command", "tx"] };
    expect((await manager.open("A", [wide], { signal: never })).endpoints).toEqual(["tx"]);
  });
});
