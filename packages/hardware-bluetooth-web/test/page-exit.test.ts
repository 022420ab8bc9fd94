import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { never, openWorld, Toy } from "./world.js";

/** A page that can be left. */
async function openPage(toy: Toy) {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  onTestFinished(() => void vi.unstubAllGlobals());
  const world = await openWorld();
  return { ...world, hardware: await world.open(toy), happens: (name: string) => page.dispatchEvent(new Event(name)) };
}

/** All that the browser was given, answered or not. */
function given(toy: Toy): string[] {
  const packets: string[] = [];
  toy.tx.writeValueWithResponse = (data) => {
    packets.push(`${[...data]} confirmed`);
    return never();
  };
  toy.tx.writeValueWithoutResponse = (data) => {
    packets.push(`${[...data]}`);
    return never();
  };
  return packets;
}

describe("a page that is being left", () => {
  it("gives the browser every packet at once, behind one that has no answer, and wants no responses", async () => {
    const toy = new Toy();
    const { hardware, happens } = await openPage(toy);
    const packets = given(toy);
    const write = (byte: number) => hardware.write("tx", Uint8Array.of(byte), { withResponse: true });
    const before = write(1);
    await settle();
    happens("pagehide");
    await before;
    for (const byte of [2, 3]) await write(byte);
    expect(packets).toEqual(["1 confirmed", "2", "3"]);
  });

  it("does not wait for a read before it writes", async () => {
    const toy = new Toy();
    const { hardware, happens } = await openPage(toy);
    const packets = given(toy);
    toy.rx.working = never;
    const reading = expect(hardware.read("rx", { timeoutMs: 1_000 })).rejects.toMatchObject({
      code: "hardware/read-failed",
    });
    await settle();
    const next = expect(hardware.read("rx", { timeoutMs: 1_000 })).rejects.toMatchObject({
      code: "hardware/read-failed",
    });
    const stopping = hardware.write("tx", Uint8Array.of(0), { withResponse: true });
    const starts = vi.spyOn(toy.rx, "readValue");
    happens("pagehide");
    await Promise.all([reading, next, stopping]);
    expect([packets, starts.mock.calls.length]).toEqual([["0"], 0]);
  });

  it.each([
    ["pagehide", "pageshow"],
    ["freeze", "resume"],
  ])("does not wait after %s, and waits again after %s", async (away, back) => {
    const toy = new Toy();
    const { hardware, happens } = await openPage(toy);
    happens(away);
    const last = given(toy);
    for (const byte of [8, 9]) await hardware.write("tx", Uint8Array.of(byte), { withResponse: true });
    expect(last).toEqual(["8", "9"]);
    happens(back);
    const packets = given(toy);
    const writing = hardware.write("tx", Uint8Array.of(1), { withResponse: true }).catch(() => {});
    void hardware.write("tx", Uint8Array.of(2), { withResponse: true }).catch(() => {});
    await settle();
    expect(packets).toEqual(["1 confirmed"]);
    toy.vanish();
    await writing;
  });
});
