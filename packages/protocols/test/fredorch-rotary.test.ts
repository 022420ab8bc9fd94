import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";

const up = "55 03 01 04 aa";
const down = "55 03 02 05 aa";
const halt = "55 03 24 27 aa";

/** A machine at this speed, and what gets it to another. */
function at(speed: number) {
  const device = open("fredorch-rotary", "");
  const drain = (first: string[]) => {
    const packets = [...first];
    for (let next = device.tick(); next.length > 0; next = device.tick()) packets.push(...next);
    return packets;
  };
  const go = (value: number) => drain(device.send("oscillate", 0, value));
  if (speed > 0) go(speed);
  return { device, go };
}

describe("a Fredorch rotary machine", () => {
  it.each([
    [0, 3, up, 3],
    [3, 1, down, 2],
    [1, 20, up, 19],
    [20, 19, down, 1],
    [7, 7, up, 0],
  ])("goes from speed %i to %i in single steps", (from, to, step, count) => {
    expect(at(from).go(to)).toEqual(Array(count).fill(step));
  });

  it("is stopped by one packet at any speed, and counts from 0 afterwards", () => {
    for (const speed of [0, 1, 20]) {
      const { go } = at(speed);
      expect(go(0)).toEqual([halt]);
      expect(go(2)).toEqual([up, up]);
    }
  });

  it("turns back where it is when the target changes on the way", () => {
    const { device, go } = at(0);
    device.send("oscillate", 0, 20);
    device.tick();
    expect(go(1)).toEqual([down]);
    device.send("oscillate", 0, 20);
    expect(go(2)).toEqual([]);
    expect(go(3)).toEqual([up]);
  });

  it("does not go on after a stop on the way", () => {
    const { device } = at(0);
    device.send("oscillate", 0, 20);
    expect(device.send("oscillate", 0, 0)).toEqual([halt]);
    expect(device.tick()).toEqual([]);
  });
});

describe("the initialization of a Fredorch rotary machine", () => {
  const initialize = (script: Script) => {
    const { io, log } = scriptedIo(script);
    return { log, done: initializeDevice(protocolOf("fredorch-rotary"), io, modelOf("fredorch-rotary", "")) };
  };
  const beeps = "ask: If the machine beeps twice, it has switched itself off: connect it again.";

  it.each([
    ["answers", [hex`01`, hex`02`, hex`03`, hex`04`]],
    ["is silent", []],
  ])("logs in, powers on and stops a machine that %s", async (_, answers) => {
    const { log, done } = initialize({ answers });
    await done;
    const packets = ["55 03 99 9c aa", "55 09 21 00 00 00 00 00 00 2a aa", "55 03 1f 22 aa", halt];
    expect(log).toEqual([beeps, "subscribe rx", ...packets.flatMap((packet) => [`tx: ${packet}`, "next rx 100"])]);
  });

  it.each([1, 2, 5, 9])("fails when the link ends at step %i", async (goneAt) => {
    await expect(initialize({ goneAt }).done).rejects.toBe(gone);
  });
});
