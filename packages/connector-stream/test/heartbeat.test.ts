import { once } from "node:events";
import type { Socket } from "node:net";
import { tcpListener } from "@buttplug-ts/connector-stream";
import { silentLogger } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { StreamChannel } from "../src/stream-channel.js";
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
    channel.send([{ Ok: { Id: 1 } }]);
    while (!peer.heard().endsWith("\n")) await once(peer.socket, "data");
    expect(peer.heard()).toBe('[{"Ok":{"Id":1}}]\n');
    await listener.close();
  });

  it("of this package says so, and answers each blank line with one", async () => {
    let heard = "";
    const said = new Gate();
    const answered = new Gate();
    const { address, close } = await startRawServer(transport, (socket) => {
      socket.on("data", (bytes) => {
        heard += bytes;
        if (heard === marked) said.open();
        if (heard === `${marked}\n`) answered.open();
      });
      void said.opened.then(() => socket.write("\n"));
    });
    const channel = await connectorFor(address).connect({});
    channel.send([{ Ping: { Id: 1 } }]);
    await answered.opened;
    await close();
  });

  it("of this package stays while both sides have nothing to say", async () => {
    const clock = new TestClock();
    let accept: (socket: Socket) => void = () => {};
    const accepted = new Promise<Socket>((resolve) => {
      accept = resolve;
    });
    const { address, close } = await startRawServer(transport, (socket) => accept(socket));
    const client = await connectorFor(address).connect({});
    const socket = await accepted;
    const channel = new StreamChannel(socket, { peer: "client", silenceLimitMs: 2000, clock, logger: silentLogger });
    const batch = firstBatch(channel);
    client.send([{ Ping: { Id: 1 } }]);
    await batch;
    for (let second = 0; second < 10; second += 1) {
      const answered = once(socket, "data");
      await clock.advance(1000);
      await answered;
    }
    expect(channel.isOpen).toBe(true);
    await close();
    await channel.closed;
    expect(clock.pendingTimers).toBe(0);
  });

  it("may be given less time, but not less than a second", async () => {
    expect(() => tcpListener({ port: 0, silenceLimitMs: 999 })).toThrow("silenceLimitMs: it must be 1000 to 10000 ms");
  });
});
