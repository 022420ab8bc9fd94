import { once } from "node:events";
import { tcpListener } from "@buttplug-ts/connector-stream";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import type { StreamChannel } from "../src/stream-channel.js";
import {
  batchesOf,
  connectorFor,
  firstBatch,
  Gate,
  openRaw,
  startListener,
  startRawServer,
  transports,
} from "./set-up.js";

const frame = '[{"Ping":{"Id":1}}]\n';
const marked = `\t${frame}`;

describe.each(transports)("a client over %s", (transport) => {
  it("that says that it answers blank lines gets one after 5 s, and is dropped when nothing comes for 10 s", async () => {
    const clock = new TestClock();
    const { listener, address, next } = await startListener(transport, { clock });
    const peer = await openRaw(address);
    const { channel } = await next();
    const batch = firstBatch(channel);
    peer.socket.write(marked);
    expect(await batch).toEqual([{ value: { Ping: { Id: 1 } } }]);
    const asked = once(peer.socket, "data");
    await clock.advance(5000);
    expect(String((await asked)[0])).toBe("\n");
    await clock.advance(4999);
    expect(clock.pendingTimers).toBeGreaterThan(0);
    await clock.advance(1);
    expect(await channel.closed).toEqual({
      by: "failure",
      code: "connector/silent",
      reason: "nothing came from the peer for 10000 ms",
    });
    await peer.gone;
    expect(clock.pendingTimers).toBe(0);
    await listener.close();
  });

  it("that does not say so is never asked, and may be silent for ever", async () => {
    const clock = new TestClock();
    const { listener, address, next } = await startListener(transport, { clock });
    const peer = await openRaw(address);
    const { channel } = await next();
    const batches = batchesOf(channel, 2);
    peer.socket.write(frame);
    await clock.advance(3_600_000);
    peer.socket.write(marked);
    await batches;
    await clock.advance(3_600_000);
    const answered = once(peer.socket, "data");
    channel.send([{ Ok: { Id: 1 } }]);
    await answered;
    expect(peer.heard()).toBe('[{"Ok":{"Id":1}}]\n');
    await listener.close();
  });

  it("of this package says so, and answers each blank line with one", async () => {
    const heard: string[] = [];
    const said = new Gate();
    const answered = new Gate();
    const { address, close } = await startRawServer(transport, (socket) => {
      socket.on("data", (bytes) => {
        heard.push(String(bytes));
        if (heard.length === 1) said.open();
        else answered.open();
      });
      void said.opened.then(() => socket.write("\n"));
    });
    const channel = await connectorFor(address).connect({});
    channel.send([{ Ping: { Id: 1 } }]);
    await answered.opened;
    expect(heard).toEqual([marked, "\n"]);
    await close();
  });

  it("of this package stays while both sides have nothing to say", async () => {
    const clock = new TestClock();
    const { listener, connector, next } = await startListener(transport, { clock, silenceLimitMs: 2000 });
    const client = await connector().connect({});
    const { channel } = await next();
    const batch = firstBatch(channel);
    client.send([{ Ping: { Id: 1 } }]);
    await batch;
    let wake = () => {};
    client.receive(() => wake());
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1000);
      // After a few turns the answer has come back too.
      for (let turn = 0; turn < 3; turn += 1) {
        const received = new Promise<void>((resolve) => {
          wake = resolve;
        });
        channel.send([{ Ok: { Id: turn } }]);
        await received;
      }
    }
    expect((channel as StreamChannel).isOpen).toBe(true);
    await listener.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it("may be given less time, but not less than a second", async () => {
    expect(() => tcpListener({ port: 0, silenceLimitMs: 999 })).toThrow("silenceLimitMs: it must be 1000 to 10000 ms");
  });
});
