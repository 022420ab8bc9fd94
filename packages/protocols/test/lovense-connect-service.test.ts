import { fromUtf8, utf8 } from "@buttplug-ts/core";
import { initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const key = "lovense-connect-service";

function initialize(name: string, goneAt?: number) {
  const { io, log } = scriptedIo({ name, address: "c5a1", ...(goneAt !== undefined && { goneAt }) });
  const words = () =>
    log.map((line) => fromUtf8(Uint8Array.from(line.slice(4).split(" "), (byte) => Number.parseInt(byte, 16))));
  return { words, done: initializeDevice(protocolOf(key), io, modelOf(key, name)) };
}

describe("a device of the Lovense Connect app", () => {
  it("is known by its id, and told nothing at first", async () => {
    const { words, done } = initialize("Lush");
    expect(await done).toBe("c5a1");
    expect(words()).toEqual([]);
  });

  it("that is a Solace gets its longest strokes", async () => {
    const { words, done } = initialize("Solace");
    await done;
    expect(words()).toEqual(["Depth?v=3&t=c5a1"]);
    await expect(initialize("Solace", 0).done).rejects.toThrow("gone");
  });

  it("is driven by the id that it was found under", () => {
    const outputs = protocolOf(key).outputs;
    const table = typeof outputs === "function" ? outputs(modelOf(key, "Lush"), "beef") : outputs;
    const steps = table.vibrate?.encode(0, [{ feature: 0, type: "vibrate", value: 7, durationMs: 0 }]) ?? [];
    expect(steps.map(({ packet }) => packet && fromUtf8(packet.data))).toEqual(["Vibrate1?v=7&t=beef"]);
  });

  it("turns round when the sign changes, and stops in the direction that it has", () => {
    const device = open(key, "Ridge");
    const turn = (value: number) => device.send("rotate", 1, value);
    expect(turn(5)).toEqual(["Rotate?v=5&t=c5a1"]);
    expect(turn(-20)).toEqual(["RotateChange?t=c5a1", "Rotate?v=20&t=c5a1"]);
    expect(turn(0)).toEqual(["Rotate?v=0&t=c5a1"]);
    expect(turn(-1)).toEqual(["Rotate?v=1&t=c5a1"]);
    expect(turn(1)).toEqual(["RotateChange?t=c5a1", "Rotate?v=1&t=c5a1"]);
  });

  it("has the motors that its commands name when it is simulated", () => {
    const told = (identifier: string, ...commands: string[]) => {
      const { tell, values } = simulated(key, identifier);
      for (const command of commands) tell(utf8(command));
      return values();
    };
    expect(told("Lapis", "Vibrate1?v=1&t=1", "Vibrate3?v=20&t=1")).toEqual([1, 0, 20]);
    expect(told("Nora", "RotateChange?t=1", "Rotate?v=9&t=1")).toEqual([0, -9]);
    expect(told("Max", "Vibrate1?v=2&t=1", "AirAuto?v=3&t=1")).toEqual([2, 3]);
    expect(told("Gravity", "Thrusting?v=4&t=1", "Vibrate1?v=6&t=1")).toEqual([6, 4]);
    expect(told("XMachine", "Vibrate1?v=5&t=1")).toEqual([5]);
    expect(told("Lush", "Vibrate1?v=5", "Vibrate2?v=5&t=1")).toEqual([0]);
  });
});
