import { Socket } from "node:net";
import { encodeFrame, type Incoming } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { StreamChannel } from "../src/stream-channel.js";

const message = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string({ unit: "grapheme" })), { maxKeys: 4 });
const batch = fc.array(message, { minLength: 1, maxLength: 4 });

it("delivers the same batches, however their bytes are split and merged, with blank lines and any line end", async () => {
  const log: string[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(batch, fc.constantFrom("\n", "\r\n", "\n\n", "\r\n \t\r\n")), { maxLength: 12 }),
      fc.array(fc.nat({ max: 1500 })),
      async (frames, cuts) => {
        const bytes = Buffer.from(frames.map(([each, end]) => encodeFrame(each) + end).join(""));
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const clock = new TestClock();
        const socket = new Socket();
        const channel = new StreamChannel(socket, {
          peer: "client",
          silenceLimitMs: 10_000,
          clock,
          logger: { log: (...entry) => log.push(entry.join()) },
        });
        const delivered: (readonly Incoming[])[] = [];
        channel.receive((incoming) => delivered.push(incoming));
        for (const [index, end] of at.slice(1).entries()) socket.emit("data", bytes.subarray(at[index], end));
        expect(channel.isOpen).toBe(true);
        channel.terminate({ code: "usage/closed", reason: "enough" });
        await channel.closed;
        expect(delivered).toEqual(
          frames.map(([each]) => each.map((value) => ({ value: JSON.parse(JSON.stringify(value)) as unknown }))),
        );
        expect(clock.pendingTimers).toBe(0);
      },
    ),
  );
  expect(log).toEqual([]);
});
