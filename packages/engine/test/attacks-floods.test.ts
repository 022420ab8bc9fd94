import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type Clock, systemClock } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type Caller,
  call,
  canMakeTls,
  enter,
  greeting,
  makeTls,
  model,
  pass,
  startTarget,
  stop,
  type Target,
  vibrate,
  wireTo,
} from "./attack-set-up.js";

const evil = "https://evil.example";

/** What this process has worked so far, in milliseconds: what else the machine does meanwhile does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** How much work comes before somebody else's stop is answered, in milliseconds. */
async function stopTime(client: Caller, id: number): Promise<number> {
  const startMs = workedMs();
  client.say(stop(id));
  await client.answer(id);
  return workedMs() - startMs;
}
/** Far above what a stop takes here; far below what the floods took before they were bounded. */
const stopLimitMs = 2_000;

async function withDriver(settings: Parameters<typeof startTarget>[0] = {}) {
  const target = await startTarget(settings);
  await target.ready();
  const game = await enter(target.address);
  game.say(vibrate(2, 20));
  await game.answer(2);
  return { target, game };
}

/** A WebSocket without a library, open. */
async function openByHand({ port }: Target): Promise<Socket> {
  const { socket, text } = await wireTo(
    port,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
  );
  await vi.waitFor(() => expect(text()).toMatch(/^HTTP\/1\.1 101 .*\r\n\r\n$/s));
  expect(text()).not.toMatch(/permessage-deflate/i);
  return socket;
}

/** A frame as a client writes it, with a mask of zeros. */
function frame(first: number, payload: Buffer): Buffer {
  return Buffer.concat([head(first, payload.length), payload]);
}

/** What stands before the payload. */
function head(first: number, length: number): Buffer {
  const bytes = Buffer.alloc(length < 126 ? 6 : 14);
  bytes[0] = first;
  bytes[1] = 0x80 | (length > 125 ? 127 : length);
  if (length > 125) bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
}

describe("who dawdles", () => {
  it("over a request, or says nothing at all, is gone within seconds", { timeout: 30_000 }, async () => {
    const { port } = await startTarget();
    const withTls = canMakeTls ? await startTarget({ tls: makeTls() }) : undefined;
    const start = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
    const wires = await Promise.all([
      wireTo(port, ""),
      wireTo(port, "G"),
      wireTo(port, start),
      wireTo(port, `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nx`),
      wireTo(port, `${start}\r\n`),
      ...(withTls ? [wireTo(withTls.port, ""), wireTo(withTls.port, "\x16\x03\x01")] : []),
    ]);
    const dribble = wires[2]?.socket;
    const drip = () => {
      if (dribble?.writable) dribble.write("X-A: b\r\n");
      cancel = systemClock.after(1_000, drip);
    };
    let cancel = systemClock.after(1_000, drip);
    await Promise.all(wires.map(({ ended }) => ended));
    cancel();
  });

  it("over its greeting is gone after ten seconds", async () => {
    const clock = new TestClock();
    const { address, engine } = await startTarget({}, clock);
    const callers = [await call(address), await call(address, { origin: evil })];
    await pass(clock, 10_000, ...callers);
    for (const caller of callers) {
      await caller.closed;
      expect(caller.heard).toEqual([{ Error: expect.objectContaining({ ErrorCode: 1 }) }]);
    }
    expect(engine.server.sessionCount).toBe(0);
  });

  it("over its farewell after it was turned away keeps no connection", async () => {
    const { port } = await startTarget();
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => {});
    socket.write("GET /?token=wrong HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.resume();
    await once(socket, "end");
    // Writing to who is gone is answered by the system with an end.
    const closed = new Promise((resolve) => socket.on("close", resolve));
    const poke = () => {
      if (socket.writable) socket.write("x", () => systemClock.after(5, poke));
    };
    poke();
    await closed;
  });
});

it("who does not read a page that was asked for keeps no connection", async () => {
  const clock = new TestClock();
  const { port } = await startTarget({}, clock);
  const { socket, ended } = await wireTo(port, "GET /large.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  await once(socket, "data");
  socket.pause();
  await clock.advance(59_999);
  let isOver = false;
  socket.on("close", () => {
    isOver = true;
  });
  await new Promise((resolve) => systemClock.after(50, () => resolve(undefined)));
  expect(isOver).toBe(false);
  await clock.advance(1);
  socket.resume();
  await ended;
  expect(socket.bytesRead).toBeLessThan(1 << 25);
});

describe("a flood of requests", () => {
  it("over one connection, without waiting for answers, ends it after the first", async () => {
    const { target, game } = await withDriver();
    const request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const wire = await wireTo(target.port, request.repeat(50_000));
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
    await wire.ended;
    expect(wire.text().split("HTTP/1.1 200").length).toBeLessThan(3);
  });
});

describe("a flood of connections", () => {
  it("takes nothing from who is in, and newcomers are told or dropped", async () => {
    const { target, game } = await withDriver({ maxConnections: 8 });
    const ends: unknown[] = [];
    const comeIn = async () => {
      const caller = await call(target.address);
      caller.say(greeting());
      ends.push((await caller.closed).code);
    };
    const calls = Array.from({ length: 60 }, () => comeIn().catch(() => ends.push("dropped")));
    await vi.waitFor(() => expect(ends.length).toBe(53));
    expect(ends.filter((end) => end !== "dropped" && end !== 1013)).toEqual([]);
    expect(target.engine.server.sessionCount).toBeLessThanOrEqual(8);
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
    expect(target.level()).toBe(0);
    await target.engine.close();
    await Promise.all(calls);
  });
});

describe("a flood of bytes", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["in a frame that says that it will be too large", (socket) => socket.write(head(0x81, 100 << 20))],
    ["in a frame that is too large", (socket) => socket.write(frame(0x81, Buffer.alloc((1 << 20) + 1, 0x20)))],
    [
      "in parts of a frame without end",
      (socket) => {
        socket.write(frame(0x01, Buffer.alloc(1 << 16, 0x20)));
        for (let part = 0; part < 20; part += 1) socket.write(frame(0x00, Buffer.alloc(1 << 16, 0x20)));
      },
    ],
    [
      "in empty parts without end",
      (socket) => {
        socket.write(frame(0x01, Buffer.alloc(0)));
        const empty = frame(0x00, Buffer.alloc(0));
        for (let times = 0; times < 40; times += 1)
          socket.write(Buffer.concat(Array.from({ length: 1_000 }, () => empty)));
      },
    ],
    ["that is compressed, which was not agreed on", (socket) => socket.write(frame(0xc1, randomBytes(100)))],
    ["without a mask", (socket) => socket.write(Buffer.from([0x81, 0x02, 0x5b, 0x5d]))],
  ])("%s ends the connection", async (_, flood) => {
    const { target, game } = await withDriver();
    const socket = await openByHand(target);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    flood(socket);
    await closed;
    expect(target.lines.join("\n")).not.toContain("nothing came from");
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
  });

  it("of pings from who does not listen to the answers ends the connection", async () => {
    const { target, game } = await withDriver();
    const socket = await openByHand(target);
    socket.pause();
    const ping = frame(0x89, Buffer.alloc(125));
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => ping));
    const memory = process.memoryUsage().rss;
    const closed = new Promise((resolve) => socket.on("close", () => resolve("closed")));
    let outcome: unknown;
    for (let sent = 0; sent < 800 && outcome !== "closed"; sent += 1) {
      outcome = await Promise.race([new Promise((resolve) => socket.write(many, resolve)), closed]);
    }
    expect(await closed).toBe("closed");
    expect((process.memoryUsage().rss - memory) / 1e6).toBeLessThan(100);
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
  });

  it("of questions from who does not listen to the answers ends the connection", async () => {
    const { target, game } = await withDriver();
    const deaf = await enter(target.address);
    deaf.ws.pause();
    const questions = JSON.stringify(Array.from({ length: 1_000 }, () => ({ RequestDeviceList: { Id: 5 } })));
    await vi.waitFor(
      () => {
        if (deaf.ws.readyState === deaf.ws.OPEN) for (let times = 0; times < 5; times += 1) deaf.ws.send(questions);
        expect(target.engine.server.sessionCount).toBe(1);
      },
      { timeout: 15_000, interval: 20 },
    );
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
  });
});

describe("a flood of messages", () => {
  const nonsense = JSON.stringify(Array.from({ length: 500_000 }, () => 1));

  it.each([
    ["a page that nobody let in", evil, false],
    ["a client that is in", undefined, true],
  ])("that mean nothing, from %s, does not delay the stop of another, and ends", async (_, origin, isIn) => {
    const { target, game } = await withDriver();
    const options = origin === undefined ? {} : { origin };
    const flooder = isIn ? await enter(target.address, options) : await call(target.address, options);
    flooder.ws.send(nonsense);
    await vi.waitFor(() => expect(flooder.ws.bufferedAmount).toBe(0));
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
    await flooder.closed;
    expect(flooder.heard.length).toBeLessThan(10);
    expect(target.level()).toBe(0);
  });

  it("that mean nothing, in one small frame after the other, ends as well", async () => {
    const { target, game } = await withDriver();
    const flooder = await enter(target.address);
    const few = JSON.stringify(Array.from({ length: 500 }, () => 1));
    for (let times = 0; times < 20; times += 1) flooder.ws.send(few);
    await flooder.closed;
    expect(flooder.heard.at(-1)).toEqual({ Error: expect.objectContaining({ Id: 0 }) });
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
    expect(target.engine.logs.after().length).toBeLessThan(300);
  });

  it.each(["ws", "tcp"])("that are all allowed, as fast as they can be sent (%s), waits for its turn", async (way) => {
    const testClock = new TestClock();
    let lookedMs = 0;
    // Whatever happens takes time, and whoever has to wait waits until the test lets time pass.
    const clock: Clock = {
      now: () => {
        lookedMs += 0.01;
        return testClock.now() + lookedMs;
      },
      after: (delayMs, callback) => testClock.after(delayMs, callback),
    };
    const target = await startTarget({ tcpPort: 0 }, clock);
    await vi.waitFor(async () => {
      await testClock.advance(100);
      expect(target.engine.server.devices).toHaveLength(1);
    });
    const game = await enter(target.address);
    const frame = JSON.stringify(Array.from({ length: 2_000 }, (_, id) => ({ Ping: { Id: 1_000 + id } })));
    const tcp = target.engine.info.addresses.find((each) => each.startsWith("tcp:")) ?? "";
    let answers = 0;
    const count = (data: Buffer) => {
      answers += data.toString().split('"Id"').length - 1;
    };
    if (way === "tcp") {
      const { socket } = await wireTo(Number(new URL(tcp).port), `${JSON.stringify([greeting()])}\n`);
      socket.on("data", count);
      for (let times = 0; times < 40; times += 1) socket.write(`${frame}\n`);
    } else {
      const { ws } = await enter(target.address);
      ws.on("message", count);
      for (let times = 0; times < 40; times += 1) ws.send(frame);
    }
    await vi.waitFor(() => expect(answers).toBeGreaterThanOrEqual(2_000));
    for (let id = 3; id < 50; id += 1) await stopTime(game, id);
    expect(answers).toBeLessThan(8_000);
    while (answers <= 79_000) {
      await testClock.advance(25);
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it("that ask for what takes long is answered with errors", async () => {
    const { target, game } = await withDriver();
    for (let more = 0; more < 20; more += 1) await target.engine.management.addSimulated({ model });
    await vi.waitFor(() => expect(target.engine.server.devices).toHaveLength(21));
    const flooder = await enter(target.address);
    const lists = Array.from({ length: 1_000 }, (_, id) => ({ RequestDeviceList: { Id: 1_000 + id } }));
    const scans = Array.from({ length: 1_000 }, (_, id) => ({ StartScanning: { Id: 2_000 + id } }));
    flooder.say(...lists, ...scans);
    expect(await stopTime(game, 3)).toBeLessThan(stopLimitMs);
    await flooder.answer(2_999);
    expect(JSON.stringify(flooder.heard).length).toBeLessThan(1_000_000);
  });

  it("that mean something does not keep the owner from holding everything still", async () => {
    const { target } = await withDriver({ maxMessagesPerSecond: 500 });
    const flooder = await enter(target.address);
    let isOn = true;
    const flood = () => {
      if (!isOn || flooder.ws.readyState !== flooder.ws.OPEN) return;
      for (let times = 0; times < 20; times += 1) {
        flooder.say(...Array.from({ length: 100 }, (_, id) => vibrate(1_000 + id, 1 + (id % 20))));
      }
      systemClock.after(5, flood);
    };
    flood();
    await vi.waitFor(() => expect(flooder.heard.some((each) => JSON.stringify(each).includes("too-many"))).toBe(true));
    const startMs = workedMs();
    await target.engine.management.hold({});
    await vi.waitFor(() => expect(target.level()).toBe(0), { interval: 5 });
    expect(workedMs() - startMs).toBeLessThan(stopLimitMs);
    // The flooder's own stop is heard, too, however much it sends.
    flooder.say(stop(2));
    expect(await flooder.answer(2)).toEqual({ Ok: { Id: 2 } });
    expect(target.level()).toBe(0);
    isOn = false;
  });
});

it.each([
  ["spaces", " "],
  ["letters", "a"],
  ["dots", "a."],
  ["dashes", "a-"],
  ["marks", "a@"],
  ["colons", "a:"],
])("a report for support that has to look through %s without end delays no stop", async (_, piece) => {
  const { target, game } = await withDriver();
  for (let line = 0; line < 300; line += 1) {
    const client = `${line} ${piece.repeat(60)}`;
    target.engine.logs.log("info", "session", `${client} left: ${piece.repeat(900)}`, { client });
  }
  let isDone = false;
  const report = target.engine.management.diagnostics(undefined);
  void Promise.resolve(report).then(() => {
    isDone = true;
  });
  let longestMs = 0;
  for (let id = 3; !isDone; id += 1) longestMs = Math.max(longestMs, await stopTime(game, id));
  expect(longestMs).toBeLessThan(stopLimitMs);
  expect((await report).text).toContain("<client 250>");
});

it("questions of a page in thousands of connections are one", async () => {
  const { address, engine } = await startTarget();
  const pages = await Promise.all(Array.from({ length: 30 }, () => call(address, { origin: evil })));
  for (const page of pages) page.say(greeting());
  await vi.waitFor(() => expect(engine.access.requests).toHaveLength(1));
  engine.access.answer(engine.access.requests[0]?.id ?? "", "refuse");
  for (const page of pages) expect((await page.closed).code).toBe(4403);
  expect(engine.access.requests).toEqual([]);
});
