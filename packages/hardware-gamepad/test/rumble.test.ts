import type { EndpointPlan } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { GamepadHardwareManager } from "../src/index.js";
import { FakePad, FakePage } from "./fake-page.js";

const plan: EndpointPlan = { kind: "xinput", protocol: "xinput", endpoints: ["tx"] };
const signal = new AbortController().signal;
const left = Uint8Array.of(0xff, 0xff, 0, 0);
const half = Uint8Array.of(0, 0, 0, 0x80);
const rest = new Uint8Array(4);

async function setUp() {
  const clock = new TestClock();
  const pad = new FakePad(clock, { id: "A" });
  const page = new FakePage([pad]);
  const manager = new GamepadHardwareManager({ scope: page, clock });
  const hardware = await manager.open("A", [plan], { signal });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  const write = (data: Uint8Array) => hardware.write("tx", data, { withResponse: false });
  return { clock, pad, page, manager, hardware, write };
}

describe("a level", () => {
  it("lasts until there is another one", async () => {
    const { clock, pad, write } = await setUp();
    await write(left);
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      expect(pad.speeds).toBe("100 0");
    }
    expect(pad.log.slice(0, 3)).toEqual(["0 100 0", "1000 100 0", "2000 100 0"]);
    await write(half);
    expect(pad.speeds).toBe("0 50");
    await clock.advance(1_000);
    expect(pad.log.slice(-2)).toEqual(["60000 0 50", "61000 0 50"]);
  });

  it("of zero stops both motors at once, and for good", async () => {
    const { clock, pad, write } = await setUp();
    await write(left);
    await clock.advance(500);
    await write(rest);
    expect(pad.log).toEqual(["0 100 0", "500 reset"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends within two seconds in a page that hangs", async () => {
    const { clock, pad, page, write } = await setUp();
    await write(left);
    page.pads[0] = null;
    await clock.advance(2_000);
    expect(pad.speeds).toBe("0 0");
  });

  it("ends the connection to a gamepad that left without a word, which the browser just does not list any more", async () => {
    const { clock, page, hardware, write } = await setUp();
    await write(left);
    page.pads[0] = null;
    page.document.show("hidden");
    await clock.advance(2_000);
    await write(half).catch(() => {});
    page.document.show("visible");
    expect(await hardware.closed).toEqual({ by: "failure", reason: "the browser does not list the gamepad any more" });
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends with the connection", async () => {
    const { clock, pad, hardware, write } = await setUp();
    await write(left);
    await hardware[Symbol.asyncDispose]();
    expect(pad.log).toEqual(["0 100 0", "0 reset"]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("a page that is hidden", () => {
  it("has gamepads at rest, which go on when it is shown", async () => {
    const { clock, pad, page, write } = await setUp();
    await write(left);
    page.document.show("hidden");
    expect(pad.speeds).toBe("0 0");
    await clock.advance(10_000);
    await write(half);
    expect(pad.speeds).toBe("0 0");
    page.document.show("visible");
    expect(pad.speeds).toBe("0 50");
    expect(pad.log).toEqual(["0 100 0", "0 reset", "10000 0 50"]);
  });

  it("stops gamepads although browsers refuse everything there", async () => {
    const { clock, pad, page, write, hardware } = await setUp();
    await write(left);
    pad.refusal = new DOMException("The page is hidden.", "InvalidStateError");
    page.document.show("hidden");
    await write(rest);
    pad.refusal = undefined;
    page.document.show("visible");
    await clock.advance(10_000);
    expect(pad.log).toEqual(["0 100 0"]);
    await write(half);
    expect(pad.speeds).toBe("0 50");
    await hardware[Symbol.asyncDispose]();
  });
});

describe("a write", () => {
  it.each([0, 3, 5])("of %i bytes is refused", async (length) => {
    const { pad, write } = await setUp();
    await expect(write(new Uint8Array(length))).rejects.toMatchObject({
      code: "hardware/write-failed",
      message: `writing to tx failed: speeds are 4 bytes, not ${length}`,
    });
    expect(pad.log).toEqual([]);
  });

  it("of zero that the browser does not carry out fails", async () => {
    const { clock, pad, write } = await setUp();
    await write(left);
    pad.resetHangs = true;
    const outcome = expect(write(rest)).rejects.toMatchObject({
      code: "hardware/write-failed",
      message: "writing to tx failed: the browser did not stop the gamepad within 1000 ms",
    });
    await clock.advance(1_000);
    await outcome;
    await clock.advance(1_000);
    expect(pad.speeds).toBe("0 0");
  });

  it.each([
    ["not-supported", "not-supported"],
    [new DOMException("gone"), "gone"],
  ])("of an effect that the browser does not play (%s) ends the connection", async (refusal, why) => {
    const { pad, hardware, write } = await setUp();
    pad.refusal = refusal;
    await expect(write(left)).rejects.toMatchObject({ code: "hardware/disconnected" });
    expect(await hardware.closed).toEqual({ by: "failure", reason: `the browser did not play the effect: ${why}` });
  });
});
