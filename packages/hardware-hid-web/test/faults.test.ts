import { type EndpointPlan, toHex } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebHidHardwareManager, type WebHidHardwareManagerOptions } from "../src/index.js";
import { FakeWebHid, FakeWebHidDevice } from "./fake-web-hid.js";

const plan: EndpointPlan = { kind: "hid", protocol: "test", endpoints: ["command", "tx", "rx"] };
const never = new AbortController().signal;
const report = Uint8Array.of(0x10, 1, 2);

function setUp(options: WebHidHardwareManagerOptions = {}) {
  const clock = new TestClock();
  const device = new FakeWebHidDevice({ reports: { 16: 4, 17: 9 } });
  const other = new FakeWebHidDevice({ productId: 0x2006 });
  for (const each of [device, other]) each.isGranted = true;
  const manager = new WebHidHardwareManager({ scope: new FakeWebHid([device, other]).scope, clock, ...options });
  onTestFinished(async () => {
    await manager[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toBe(0);
  });
  const open = (id = "057e:2009") => manager.open(id, [plan], { signal: never });
  return { clock, device, other, manager, open };
}

describe("a device that leaves", () => {
  it("while it is being opened fails the connection", async () => {
    const { device, open } = setUp();
    device.stall();
    const opening = open();
    await settle();
    device.vanish();
    await expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringMatching(
        /^cannot connect to 057e:2009: the browser could not open it; .* on Linux .* udev/,
      ),
    });
  });

  it("during a write settles the write, and leaves the other one alone", async () => {
    const { device, other, open } = setUp();
    const [one, two] = await Promise.all([open(), open("057e:2006")]);
    device.holdWrites();
    const writing = one.write("tx", report, { withResponse: false });
    const outcome = expect(writing).rejects.toMatchObject({ code: expect.stringMatching(/^hardware\//) });
    await settle();
    device.vanish();
    await outcome;
    expect(await one.closed).toEqual({ by: "remote", reason: "it was unplugged, or the page lost its permission" });
    await two.write("tx", report, { withResponse: false });
    expect(other.written.map(toHex)).toEqual(["10 01 02"]);
  });

  it("was open in another place of the page", async () => {
    const { device, open } = setUp();
    await device.open();
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("The device is already open.") });
  });
});

it("gives up a device that does not open, and closes it when it does after all", async () => {
  const { clock, device, open } = setUp({ openLimitMs: 1_000 });
  device.stall();
  const outcome = expect(open()).rejects.toMatchObject({
    code: "hardware/connect-failed",
    message: "cannot connect to 057e:2009: it did not open within 1000 ms",
  });
  await clock.advance(1_000);
  await outcome;
  device.unstall();
  await settle();
  expect(device.isOpen).toBe(false);
});

describe("a write", () => {
  it("ends after its limit", async () => {
    const { clock, device, open } = setUp();
    const hardware = await open();
    device.holdWrites();
    const outcome = expect(hardware.write("tx", report, { withResponse: false })).rejects.toMatchObject({
      code: "hardware/write-timeout",
      details: { endpoint: "tx", afterMs: 2_000 },
    });
    await clock.advance(2_000);
    await outcome;
  });

  it("is cut to what the device says of the report, if that cuts nothing but zeros", async () => {
    const { device, open } = setUp();
    const hardware = await open();
    const write = (...bytes: number[]) => hardware.write("tx", Uint8Array.from(bytes), { withResponse: false });
    await write(0x10, 1, 2, 3, 4, 0, 0, 0);
    await write(0x10, 1);
    await write(0x11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
    await write(0x12, 1, 2, 3, 4, 5, 6);
    expect(device.written.map(toHex)).toEqual([
      "10 01 02 03 04",
      "10 01",
      "11 01 02 03 04 05 06 07 08 09",
      "12 01 02 03 04 05 06",
    ]);
    await expect(write(0x10, 1, 2, 3, 4, 5)).rejects.toMatchObject({
      code: "hardware/write-failed",
      message: "report 16 of the device takes 4 bytes, not 5",
    });
  });
});

it("brings reports with their id in front, if the device numbers them", async () => {
  const { device, open } = setUp();
  const hardware = await open();
  const seen: string[] = [];
  const stop = await hardware.subscribe("rx", (data) => seen.push(toHex(data)));
  device.send(0x30, 1, 2);
  device.send(0, 3);
  await stop();
  device.send(0x30, 4);
  expect(seen).toEqual(["30 01 02", "03"]);
  expect(hardware.endpoints).toEqual(["tx", "rx"]);
});

describe("a page that is being left", () => {
  it("gives the browser every report at once, behind one that has no answer", async () => {
    const page = new EventTarget();
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
    onTestFinished(() => void vi.unstubAllGlobals());
    const { clock, device, open } = setUp();
    const hardware = await open();
    const given: string[] = [];
    device.sendReport = (reportId, data) => {
      given.push(`${reportId} ${toHex(data)}`);
      return new Promise(() => {});
    };
    const first = hardware.write("tx", report, { withResponse: true });
    await settle();
    page.dispatchEvent(new Event("pagehide"));
    await first;
    await hardware.write("tx", Uint8Array.of(0x10, 0, 0), { withResponse: true });
    expect(given.length).toBe(2);
    page.dispatchEvent(new Event("pageshow"));
    let isDone = false;
    void hardware.write("tx", report, { withResponse: true }).then(
      () => {
        isDone = true;
      },
      () => {},
    );
    await settle();
    expect([given.length, isDone]).toEqual([3, false]);
    await clock.advance(2_000);
  });
});
