import { memorySink, parseRecording, record, replay } from "@buttplug-ts/recording";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { addresses, recordedWorld, scriptedLife } from "./recorded-world.js";

/** A sink that takes nothing until it is told. */
function blockedSink() {
  const inner = memorySink();
  const waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    inner,
    write: async (text: string) => {
      if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
      await inner.write(text);
    },
    open: () => {
      isOpen = true;
      for (const resolve of waiting) resolve();
    },
  };
}

describe("a recording", () => {
  it("begins with what it is and has a line an event", async () => {
    const text = await scriptedLife({ note: "It hums." });
    const { header, entries } = parseRecording(text);
    expect(header).toEqual({
      format: "buttplug-ts-recording",
      version: 1,
      startedAt: "1970-01-01T00:00:00.000Z",
      server: "World",
      note: "It hums.",
    });
    expect(entries.at(-1)?.event).toEqual({ kind: "end", why: "closed" });
    expect(entries.filter(({ event }) => event.kind === "device-added")).toHaveLength(4);
    const write = entries.find(({ event }) => event.kind === "write")?.event;
    expect(write).toMatchObject({ endpoint: "tx", data: expect.any(Uint8Array) });
  });

  it("has no address in it, in whatever form and wherever it was", async () => {
    const world = recordedWorld(["Lovense Nora", "Aneros Vivi"]);
    const { server, clock, device } = world;
    device(1).faults.refuseConnections = 1;
    const hardware = `bluetooth/${addresses[0]}`;
    const name = "Mine at c0ffee000001";
    await server.setUserConfig({
      devices: [
        { hardware, name },
        { hardware: "serial/COM3", name: "on COM3" },
      ],
    });
    await world.scan();
    const session = server.openSession(`Remote of ${addresses[0].toLowerCase()}`);
    const hold = server.hold(`C0-FF-EE-00-00-01`);
    await hold.stopped;
    hold.release();
    device().vanish();
    await clock.advance(1_000);
    await session.close();
    const text = await world.finish();
    expect(text).not.toMatch(/c0.?ff.?ee/i);
    expect(text).not.toContain("COM3");
    expect(text).toContain('"hardware":"bluetooth/device-1"');
    expect(text).toContain('"clientName":"Remote of device-1"');
    expect(text).toContain('"by":"device-1"');
    expect(text).toContain('"name":"on device-2"');
    expect(text).toMatch(/"kind":"error".*cannot connect to device-\d:/);
    expect(await replay(text)).toMatchObject({ outcome: "equal" });
  });

  it("ends by itself when it has all the bytes it may have", async () => {
    const text = await scriptedLife({ maxBytes: 8_000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(7_000);
    expect(parseRecording(text).entries.at(-1)?.event).toEqual({ kind: "end", why: "full" });
    const notes = ["the recording ends early: it had all the bytes that it may have"];
    expect(await replay(text)).toMatchObject({ outcome: "incomplete", notes });
  });

  it("does not let a server wait for a slow sink, and says what is missing", async () => {
    const { server, clock, device, scan, finish } = recordedWorld(["Aneros Vivi"]);
    const sink = blockedSink();
    const recorder = record(server, sink, { clock });
    await scan();
    const session = server.openSession("Fast");
    const last: Promise<unknown>[] = [];
    for (let value = 0; value < 12_000; value += 1) {
      last[0] = session.output(0, 0, { type: "vibrate", value: value % 97 });
      if (value % 100 === 0) await clock.advance(75);
    }
    await clock.advance(200);
    expect(await last[0]).toBe("written");
    expect(device().writes.length).toBeGreaterThan(100);
    expect(recorder.lost).toBeGreaterThan(1_000);
    expect(sink.inner.text).toBe("");
    sink.open();
    await recorder.close();
    await finish();
    const { entries } = parseRecording(sink.inner.text);
    expect(entries.at(-2)?.event).toEqual({ kind: "lost", events: recorder.lost });
    const report = await replay(sink.inner.text);
    expect(report.notes).toContainEqual(expect.stringContaining(`${recorder.lost} events are missing`));
  });

  it("ends when its sink fails, and says so to whoever closes it", async () => {
    const { server, clock, finish } = recordedWorld([]);
    const recorder = record(server, { write: () => Promise.reject(new Error("the disk is full")) }, { clock });
    await clock.advance(200);
    expect(recorder.state).toBe("failed");
    await expect(recorder.close()).rejects.toMatchObject({
      code: "config/store-failed",
      message: "the recording could not be written: the disk is full",
    });
    await finish();
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });

  it("refuses to be too small to say anything", () => {
    expect(() => recordedWorld([], { maxBytes: 10 })).toThrow("maxBytes is 10; expected 4096 or more");
  });
});
