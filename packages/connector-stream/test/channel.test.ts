import { once } from "node:events";
import { Socket } from "node:net";
import { silentLogger } from "@buttplug-ts/core";
import { type Channel, frameLimitBytes, type Incoming } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StreamChannel } from "../src/stream-channel.js";
import { batchesOf, firstBatch, openRaw, type RawPeer, type Running, startListener, transports } from "./set-up.js";

const ping = '[{"Ping":{"Id":1}}]\n';
const pinged = [{ value: { Ping: { Id: 1 } } }];

describe.each(transports)("a channel over %s", (transport) => {
  let running: Running;
  let peer: RawPeer;
  let channel: Channel;
  beforeEach(async () => {
    running = await startListener(transport);
    peer = await openRaw(running.address);
    ({ channel } = await running.next());
  });
  afterEach(() => running.listener.close());

  it("reads a frame that comes byte by byte, each in a write of its own", async () => {
    const batch = firstBatch(channel);
    for (const byte of Buffer.from('[{"Text":"ü – 日本語 – \u{1f9f8}"}]\r\n')) {
      await new Promise((resolve) => peer.socket.write(Uint8Array.of(byte), resolve));
    }
    expect(await batch).toEqual([{ value: { Text: "ü – 日本語 – \u{1f9f8}" } }]);
  });

  it("writes one line a frame, without a raw newline inside", async () => {
    channel.send([{ Text: "a\nb" }]);
    channel.send([{ Ok: { Id: 1 } }, { Ok: { Id: 2 } }]);
    await channel.close();
    await peer.gone;
    expect(peer.heard()).toBe('[{"Text":"a\\nb"}]\n[{"Ok":{"Id":1}},{"Ok":{"Id":2}}]\n');
  });

  it.each([
    ["no JSON", "{oops\n"],
    ["no list", '{"Ping":{"Id":1}}\n'],
    ["an empty list", "[]\n"],
    ["no UTF-8", Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d, 0x0a])],
  ])("delivers %s as one malformed entry and stays open", async (_, bytes) => {
    const batches = batchesOf(channel, 3);
    peer.socket.write(ping);
    peer.socket.write(bytes);
    peer.socket.write(ping);
    expect(await batches).toEqual([pinged, [{ malformed: expect.any(String) }], pinged]);
    expect((channel as StreamChannel).isOpen).toBe(true);
  });

  it("delivers an empty list as malformed also where it is the first frame", async () => {
    peer.socket.write("[]\n");
    expect(await firstBatch(channel)).toEqual([{ malformed: expect.any(String) }]);
  });

  it("closes with connector/overflow when a frame is larger than the limit, after the frames before it", async () => {
    const first = firstBatch(channel);
    peer.socket.write(`${ping}["${"x".repeat(frameLimitBytes)}"]\n`);
    expect(await first).toEqual(pinged);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    await peer.gone;
  });

  it("closes with connector/overflow when a frame above the limit never ends", async () => {
    peer.socket.write(`["${"x".repeat(frameLimitBytes)}`);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    await peer.gone;
  });

  it("takes a frame of exactly the limit", async () => {
    const text = "x".repeat(frameLimitBytes - 4);
    peer.socket.write(`["${text}"]\r\n`);
    expect(await firstBatch(channel)).toEqual([{ value: text }]);
  });

  it("closes with connector/overflow when more comes than it can keep for a listener", async () => {
    for (let count = 0; count < 3; count += 1) peer.socket.write(`["${"x".repeat(500_000)}"]\n`);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    await peer.gone;
  });

  it("closes with connector/overflow when the peer does not take what is sent", async () => {
    peer.socket.pause();
    const batch = [{ text: "x".repeat(500_000) }];
    for (let count = 0; count < 100; count += 1) channel.send(batch);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    peer.socket.resume();
    await peer.gone;
  });

  it("delivers what came before the peer closed, and says that the peer did", async () => {
    const batches = batchesOf(channel, 2);
    peer.socket.end(`${ping}${ping}`);
    expect(await batches).toEqual([pinged, pinged]);
    expect(await channel.closed).toEqual({
      by: "remote",
      code: "connector/closed",
      reason: "the peer closed the connection",
    });
  });

  it("ends as a failure when the connection ends inside a frame", async () => {
    peer.socket.end(`${ping}[{"Ping"`);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/closed" });
  });
});

describe("a channel whose peer does not close its side", () => {
  it.each(transports)("ends one second after it was closed over %s", async (transport) => {
    const clock = new TestClock();
    const { listener, address, next } = await startListener(transport, { clock });
    const { socket } = await openRaw(address);
    const { channel } = await next();
    // Whoever does not read does not see the end either.
    socket.pause();
    const closing = channel.close({ code: "ping/timeout", reason: "no ping" });
    await clock.advance(1000);
    await closing;
    expect(await channel.closed).toEqual({ by: "local", code: "ping/timeout", reason: "no ping" });
    await listener.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends one second after the peer closed its side, though it takes nothing any more", async () => {
    const clock = new TestClock();
    const socket = new StuckSocket();
    const channel = new StreamChannel(socket, { peer: "client", silenceLimitMs: 10_000, clock, logger: silentLogger });
    channel.send([{ Ok: { Id: 1 } }]);
    socket.emit("end");
    expect(channel.isOpen).toBe(false);
    await clock.advance(1000);
    expect(await channel.closed).toMatchObject({ by: "remote" });
    expect(socket.destroyed).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("a channel over a reset connection", () => {
  it("ends as a failure", async () => {
    const { listener, address, next } = await startListener("tcp");
    const { socket } = await openRaw(address);
    const { channel } = await next();
    socket.resetAndDestroy();
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/closed" });
    await listener.close();
  });
});

describe("what a channel asks of its socket", () => {
  const options = () => ({
    peer: "client" as const,
    silenceLimitMs: 10_000,
    clock: new TestClock(),
    logger: silentLogger,
  });

  it("is to send at once and to notice a machine that has vanished", () => {
    const socket = new Socket();
    const noDelay = vi.spyOn(socket, "setNoDelay");
    const keepAlive = vi.spyOn(socket, "setKeepAlive");
    new StreamChannel(socket, options());
    expect(noDelay).toHaveBeenCalledWith(true);
    expect(keepAlive).toHaveBeenCalledWith(true, 5000);
    socket.destroy();
  });

  it("says that the peer's machine is silent when the system gives up on it", async () => {
    const socket = new Socket();
    const channel = new StreamChannel(socket, options());
    socket.destroy(Object.assign(new TypeError("read ETIMEDOUT"), { code: "ETIMEDOUT" }));
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/silent" });
  });

  it("is one write for the frames of one tick", async () => {
    const socket = new CountingSocket();
    const channel = new StreamChannel(socket, options());
    for (let Id = 1; Id <= 3; Id += 1) channel.send([{ Ok: { Id } }]);
    expect(socket.writes).toEqual([]);
    await once(socket, "written");
    channel.send([{ Ok: { Id: 4 } }]);
    await once(socket, "written");
    expect(socket.writes).toEqual(['[{"Ok":{"Id":1}}]\n[{"Ok":{"Id":2}}]\n[{"Ok":{"Id":3}}]\n', '[{"Ok":{"Id":4}}]\n']);
    channel.terminate({ code: "usage/closed", reason: "enough" });
  });

  it("is to take a limited number of bytes, however many characters these are", async () => {
    const channel = new StreamChannel(new StuckSocket(), options());
    const batch = [{ text: "日".repeat(100_000) }];
    for (let count = 0; count < 3; count += 1) channel.send(batch);
    expect(channel.isOpen).toBe(true);
    channel.send(batch);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
  });

  it("is nothing once it has ended", async () => {
    const socket = new CountingSocket();
    const channel = new StreamChannel(socket, options());
    const heard: (readonly Incoming[])[] = [];
    channel.receive((batch) => heard.push(batch));
    channel.terminate({ code: "usage/closed", reason: "enough" });
    channel.send([{ Ok: { Id: 1 } }]);
    socket.emit("data", Buffer.from(ping));
    await channel.closed;
    expect([socket.writes, heard]).toEqual([[], []]);
  });
});

/** A socket without a connection that keeps what each write takes. */
class CountingSocket extends Socket {
  readonly writes: string[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this._writev([{ chunk }], done);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.writes.push(chunks.map(({ chunk }) => chunk.toString()).join(""));
    done();
    this.emit("written");
  }
}

/** A socket whose peer takes nothing. */
class StuckSocket extends Socket {
  override _write(): void {}
  override _writev(): void {}
}
