import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { webSocketDialer } from "@buttplug-ts/connector-websocket/listener";
import type { Clock } from "@buttplug-ts/core";
import type { Channel, Grant, Peer } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

interface Accepted {
  readonly channel: Channel;
  readonly peer: Peer;
  readonly grant: Grant;
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function relay(port = 0) {
  const server = new WebSocketServer({ port, host: "127.0.0.1" });
  await once(server, "listening");
  cleanups.push(async () => {
    for (const each of server.clients) each.terminate();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function dial(port: number, options: Partial<Parameters<typeof webSocketDialer>[0]> = {}) {
  const accepted: Accepted[] = [];
  let wake: () => void = () => {};
  const dialer = webSocketDialer({ address: `ws://127.0.0.1:${port}/room`, ...options });
  cleanups.push(() => dialer.close());
  void dialer.start((channel, peer, grant) => {
    accepted.push({ channel, peer, grant });
    wake();
  });
  const next = async (count: number) => {
    while (accepted.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return accepted[count - 1] as Accepted;
  };
  return { dialer, next, accepted };
}

/** A clock that notes the pauses between calls. */
function watchedClock() {
  const clock = new TestClock();
  const pauses: number[] = [];
  const after = clock.after.bind(clock);
  clock.after = (delayMs, callback) => {
    if (delayMs <= 3_000) pauses.push(delayMs);
    return after(delayMs, callback);
  };
  return { clock, pauses };
}

function listening() {
  const lines: string[] = [];
  return {
    lines,
    logger: { log: (level: string, _area: string, text: string) => void lines.push(`${level} ${text}`) },
  };
}

describe("a server that calls", () => {
  it("serves who answers, with the grant it was given", async () => {
    const { server, port } = await relay();
    const { next } = dial(port, { grant: { readOnly: true } });
    const [far] = (await once(server, "connection")) as [WebSocket];
    const { channel, peer, grant } = await next(1);
    expect([peer.address, grant]).toEqual([`ws://127.0.0.1:${port}/room`, { readOnly: true }]);
    const got = once(far, "message");
    channel.send([{ Ok: { Id: 1 } }]);
    expect(String((await got)[0])).toBe('[{"Ok":{"Id":1}}]');
  });

  it("loses no frame of who speaks at once", async () => {
    const { server, port } = await relay();
    server.on("connection", (far) => far.send('[{"Hello":{"Id":1}}]'));
    const { next } = dial(port);
    const { channel } = await next(1);
    expect(await new Promise((resolve) => channel.receive(resolve))).toEqual([{ value: { Hello: { Id: 1 } } }]);
  });

  it("calls again after a loss, with pauses that double up to the longest and vary, and says each reason once", async () => {
    const { clock, pauses } = watchedClock();
    const { server, port } = await relay();
    server.close();
    await once(server, "close");
    const { lines, logger } = listening();
    dial(port, { clock, random: () => 1, maxDelayMs: 3_000, logger });
    for (let round = 1; round <= 4; round += 1) {
      while (pauses.length < round) await new Promise((resolve) => setImmediate(resolve));
      if (round < 4) await clock.advance(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([1_000, 2_000, 3_000, 3_000]);
    expect(lines).toEqual([
      expect.stringMatching(
        /^warn ws:\/\/127\.0\.0\.1:\d+\/room is called until it answers: nothing listens there; .*ECONNREFUSED\)$/,
      ),
    ]);
  });

  it("lets its pauses grow also if somebody answers and hangs up, and begins anew after a long conversation", async () => {
    const { clock, pauses } = watchedClock();
    const { server, port } = await relay();
    const { lines, logger } = listening();
    const { next } = dial(port, { clock, random: () => 1, maxDelayMs: 3_000, silenceLimitMs: 10_000, logger });
    const hangUp = async (round: number, lastsMs: number) => {
      const { channel } = await next(round);
      const [far] = server.clients;
      await clock.advance(lastsMs);
      far?.terminate();
      await channel.closed;
      while (pauses.length < round) await new Promise((resolve) => setImmediate(resolve));
      if (round < 4) await clock.advance(pauses.at(-1) ?? 0);
    };
    for (const [at, lastsMs] of [0, 0, 0, 3_000].entries()) await hangUp(at + 1, lastsMs);
    expect(pauses).toEqual([1_000, 2_000, 3_000, 1_000]);
    expect(lines).toEqual([
      `info connected to ws://127.0.0.1:${port}/room`,
      expect.stringMatching(/^info ws:.* is gone, and is called again: the connection broke/),
      // Once more, because it held.
      expect.stringMatching(/^info ws:.* is gone, and is called again: the connection broke/),
    ]);
  });

  it.each([
    ["HTTP/1.1 401 Unauthorized\r\n\r\n", /the answer is HTTP 401 Unauthorized: .* refuses; check what it wants/],
    [
      "HTTP/1.1 302 Found\r\nlocation: wss://elsewhere.example/\r\n\r\n",
      /HTTP 302 Found and no WebSocket, and sends to/,
    ],
    ["nonsense\r\n\r\n", /the answer is no HTTP/],
  ])("says what helps with an answer such as %j", async (answer, why) => {
    const server = createServer((socket) => socket.once("data", () => socket.end(answer))).listen(0, "127.0.0.1");
    cleanups.push(async () => void server.close());
    await once(server, "listening");
    const { lines, logger } = listening();
    const { port } = server.address() as AddressInfo;
    dial(port, { address: `ws://me:secret@127.0.0.1:${port}/room?token=hidden#`, logger });
    while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(lines[0]).toMatch(why);
    expect(lines[0]).not.toMatch(/secret|hidden/);
  });

  it("ends a connection on which nothing comes any more", async () => {
    const { server, port } = await relay();
    const { next } = dial(port, { silenceLimitMs: 1_000, firstDelayMs: 1 });
    const [far] = (await once(server, "connection")) as [WebSocket & { _socket: { pause(): void } }];
    far._socket.pause();
    const { channel } = await next(1);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/silent" });
    await next(2);
  });

  it("is over when it is closed, also while it calls", async () => {
    const { server, port } = await relay();
    const { dialer, next } = dial(port);
    const [far] = (await once(server, "connection")) as [WebSocket];
    await next(1);
    const closed = once(far, "close");
    await dialer.close();
    expect((await closed)[0]).toBe(1001);
    const other = dial(port);
    await other.dialer.close();
    expect(other.accepted).toEqual([]);
  });

  it.each(["http://relay.example", "relay.example", ""])("refuses the address %j", (address) => {
    expect(() => webSocketDialer({ address })).toThrow(
      expect.objectContaining({ code: "usage/invalid-argument", details: { argument: "address" } }),
    );
  });
});

it("whoever answers and keeps the thread busy waits for its turn, as those who come in do", async () => {
  const testClock = new TestClock();
  let workedMs = 0;
  const clock: Clock = {
    now: () => testClock.now() + workedMs,
    after: (delayMs, callback) => testClock.after(delayMs, callback),
  };
  const { server, port } = await relay();
  const called = once(server, "connection");
  const { next } = dial(port, { clock });
  const [ws] = (await called) as [WebSocket];
  const { channel } = await next(1);
  let heard = 0;
  channel.receive(() => {
    heard += 1;
    workedMs += 20;
  });
  // Each is more than is read at once.
  const frame = JSON.stringify(["x".repeat(100_000)]);
  for (let times = 0; times < 20; times += 1) ws.send(frame);
  await vi.waitFor(() => expect(heard).toBeGreaterThan(0));
  channel.send([{ Ok: { Id: 1 } }]);
  await once(ws, "message");
  expect(heard).toBeLessThan(4);
  while (heard < 20) {
    await testClock.advance(20);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(heard).toBe(20);
});
