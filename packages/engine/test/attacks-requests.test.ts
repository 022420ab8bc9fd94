import { memoryConfigStore } from "@buttplug-ts/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { engineLogger } from "../src/cli/engine-logger.js";
import { startEngine } from "../src/engine.js";
import { defaultSettings } from "../src/settings.js";
import { call, enter, greeting, startTarget, vibrate, wireTo } from "./attack-set-up.js";

const upgrade =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

describe("a request that no browser writes", () => {
  it.each([
    ["for another server", "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n", 400],
    [
      "for the management interface of another server",
      `GET http://evil.example/management HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}`,
      400,
    ],
    ["for everything", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n", 400],
    ["with two hosts", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n", 400],
    ["with two hosts, for a WebSocket", `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n${upgrade}`, 400],
    ["without a host", "GET / HTTP/1.0\r\n", 400],
    ["without a host, for a WebSocket", `GET / HTTP/1.0\r\n${upgrade}`, 400],
    [
      "with two origins",
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://localhost\r\nOrigin: https://evil.example\r\n${upgrade}`,
      403,
    ],
    [
      "with another protocol to change to",
      "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n",
      400,
    ],
    ["that posts a WebSocket", `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}`, 405],
    ["with headers without end", `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${"x".repeat(20_000)}\r\n`, 431],
    ["with a method that is none", "STEAL / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 400],
    ["for a tunnel", "CONNECT evil.example:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n", undefined],
  ])("%s gets nothing", async (_, text, status) => {
    const { port } = await startTarget();
    const wire = await wireTo(port, `${text}\r\n`);
    await wire.ended;
    expect(/^HTTP\/1\.1 (\d+)/.exec(wire.text())?.[1]).toBe(status?.toString());
    expect(wire.text()).not.toContain("dashboard");
  });

  it.each(["/x/../management", "/./management", "\\management", "/management%00"])(
    "does not get to manage at %s",
    async (path) => {
      const { port } = await startTarget();
      const { text, ended, socket } = await wireTo(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}\r\n`);
      // A client of messages gets an answer to this, the management interface would end the connection.
      const frame = Buffer.from('{"token":"wrong"}');
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | frame.length, 0, 0, 0, 0]), frame]));
      await Promise.race([
        ended,
        new Promise<void>((resolve) => socket.on("data", () => text().includes("malformed") && resolve())),
      ]);
      expect(text()).toMatch(/^HTTP\/1\.1 400|message\/malformed/);
    },
  );
});

describe("names that strangers choose", () => {
  it("forge no line of the log and steer no terminal", async () => {
    let printed = "";
    const write = (text: string) => {
      printed += text;
    };
    const logger = await engineLogger({ levels: new Map([["", "debug"]]), format: "text", write });
    const settings = { ...defaultSettings, port: 0, hosts: ["127.0.0.1"] };
    const engine = await startEngine(settings, { store: memoryConfigStore(), logger, managers: [] });
    onTestFinished(() => engine.close());
    const [address = ""] = engine.info.addresses;
    const client = await call(address);
    client.say(greeting("x\n12:00:00 info engine: All devices are stopped.\r\u001b[2J\u009b1m\u202e"));
    await client.answer("ServerInfo");
    client.say({ "Nonsense\n\u001b[2J": { Id: 2 } });
    await client.answer("Error");
    const lines = printed.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines)
      expect(line).toMatch(/^(\d\d:\d\d:\d\d (debug|info |warn |error)| {4})[^\p{Cc}\p{Cf}]*$/u);
    expect(lines.filter((line) => line.includes("All devices"))).toEqual([expect.stringMatching(/^ {4}/)]);
  });

  it("fill neither the memory nor the dashboard", async () => {
    const { address, engine } = await startTarget();
    for (let number = 0; number < 20; number += 1) {
      const page = await call(address, { origin: `https://a${number}.evil.example` });
      page.say({ RequestServerInfo: { Id: 1, MessageVersion: "x".repeat(900_000) } }, greeting("y".repeat(100_000)));
      page.ws.close();
      await page.closed;
    }
    const client = await call(address);
    client.say(greeting("z".repeat(900_000)));
    await client.answer("ServerInfo");
    const kept = JSON.stringify([await engine.management.getState(undefined), engine.management.logs({})]);
    expect(kept.length).toBeLessThan(100_000);
    expect(kept).toContain("zzz");
  });
});

describe("messages that no client sends", () => {
  it.each([
    ["deep lists", "[".repeat(200_000) + "]".repeat(200_000)],
    ["deep objects", `[${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}]`],
    ["deep values", `[{"OutputCmd":{"Id":2,"DeviceIndex":${"[".repeat(100_000)}${"]".repeat(100_000)}}}]`],
    ["prototypes", '[{"__proto__":{"Id":2}},{"constructor":{"Id":2}},{"Ping":{"Id":2,"__proto__":{"polluted":1}}}]'],
    [
      "numbers that are none",
      '[{"OutputCmd":{"Id":2,"DeviceIndex":1e999,"FeatureIndex":-0,"Command":{"Vibrate":{"Value":1e308}}}}]',
    ],
    [
      "words of objects",
      '[{"toString":{"Id":2}},{"hasOwnProperty":{"Id":2}},{"OutputCmd":{"Id":2,"DeviceIndex":"__proto__"}}]',
    ],
  ])("%s are answered with an error, and nothing moves", async (_, text) => {
    const target = await startTarget();
    await target.ready();
    const client = await enter(target.address);
    client.ws.send(text);
    await client.answer("Error");
    client.say({ Ping: { Id: 99 } });
    expect(await client.answer(99)).toEqual({ Ok: { Id: 99 } });
    expect([target.level(), "polluted" in {}]).toEqual([0, false]);
  });

  it("levels beyond the range reach no device, in any version", async () => {
    const target = await startTarget();
    await target.ready();
    const client = await enter(target.address);
    for (const [index, value] of [21, 1_000, -21, 0.5, "20", null, 2 ** 31].entries()) {
      client.say(vibrate(10 + index, value as number));
      await client.answer(10 + index);
    }
    expect(target.level()).toBe(0);
  });
});
