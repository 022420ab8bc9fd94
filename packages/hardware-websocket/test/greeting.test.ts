import { connect, type Socket } from "node:net";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { arrival, device, handshake, pass, peer, recorder, scanned, start, until } from "./set-up.js";

/** A connection that is no WebSocket yet. */
function rawConnection(address: string): { readonly socket: Socket; readonly closed: Promise<string> } {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  let text = "";
  socket.on("data", (data) => {
    text += data.toString();
  });
  socket.on("error", () => {});
  return { socket, closed: new Promise((resolve) => socket.once("close", () => resolve(text))) };
}

describe("a first frame", () => {
  it.each([
    ["no JSON", "hello", "identifier"],
    ["a list", "[]", "identifier"],
    ["null", "null", "identifier"],
    ["nothing", "", "identifier"],
    ["no name", '{"address":"a","version":0}', '"identifier" must be'],
    ["a name that is no text", '{"identifier":1,"address":"a","version":0}', '"identifier" must be'],
    ["an empty name", '{"identifier":"","address":"a","version":0}', '"identifier" must be'],
    ["a name with a line end", '{"identifier":"a\\nb","address":"a","version":0}', '"identifier" must be'],
    ["no address", '{"identifier":"a","version":0}', '"address" must be'],
    ["an address without end", `{"identifier":"a","address":"${"x".repeat(101)}","version":0}`, '"address" must be'],
    ["no version", '{"identifier":"a","address":"a"}', '"version" must be'],
    ["a version below zero", '{"identifier":"a","address":"a","version":-1}', '"version" must be'],
  ])("with %s is answered with what is wrong", async (_, frame, reason) => {
    const { lines, logger } = recorder();
    const { address } = await start({ logger });
    const one = peer(address);
    await one.opened;
    one.ws.send(frame);
    const closed = await one.closed;
    expect(closed).toEqual({ code: 4400, reason: expect.stringContaining(reason) });
    expect(lines).toEqual([`warn a WebSocket device was turned away: ${closed.reason}`]);
  });

  it("of bytes is answered with what is wrong", async () => {
    const { address } = await start();
    const one = peer(address);
    await one.opened;
    one.ws.send(Buffer.from(handshake("box")));
    expect(await one.closed).toEqual({ code: 4400, reason: expect.stringContaining("must be a text") });
  });

  it("may say more than it must, and any version", async () => {
    const { manager, address } = await start();
    const one = peer(address);
    await one.opened;
    one.ws.send('{"identifier":"box","address":"box-1","version":4294967295,"maker":"me"}');
    await arrival(manager, "box-1");
  });

  it("that does not come within the limit is not waited for", async () => {
    const clock = new TestClock();
    const { address } = await start({ clock, handshakeLimitMs: 3_000 });
    const one = peer(address);
    await one.opened;
    await clock.advance(2_999);
    expect(one.ws.readyState).toBe(one.ws.OPEN);
    await clock.advance(1);
    expect(await one.closed).toEqual({ code: 4408, reason: expect.stringContaining("first frame") });
  });
});

describe("a connection that is no WebSocket", () => {
  it("and says nothing is ended within the limit", async () => {
    const clock = new TestClock();
    const { address } = await start({ clock, handshakeLimitMs: 3_000 });
    expect(await pass(clock, rawConnection(address).closed)).toBe("");
    await until(() => clock.pendingTimers === 0);
    expect(clock.now()).toBeGreaterThanOrEqual(3_000);
  });

  it("is told that this is for WebSockets", async () => {
    const { address } = await start();
    const { socket, closed } = rawConnection(address);
    socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    expect(await closed).toMatch(/^HTTP\/1\.1 426 [\s\S]*Devices connect here/);
  });

  it("and sends garbage does no harm", async () => {
    const { manager, address } = await start();
    const { socket, closed } = rawConnection(address);
    socket.write(Buffer.from([0x16, 0x03, 0x01, 0xff, 0x00, 0x0d, 0x0a, 0x0d, 0x0a]));
    expect(await closed).toMatch(/^HTTP\/1\.1 400 /);
    await device(address, "box");
    await arrival(manager, "box");
  });
});

describe("a web page", () => {
  it.each(["https://evil.example", "null", "http://localhost:5173", "file://evil.example"])(
    "of %s may not be a device",
    async (origin) => {
      const { address } = await start({ allowOrigins: ["https://example.org"] });
      const page = peer(address, { origin });
      expect(await page.closed).toEqual({ code: 4403, reason: expect.stringContaining(`pages of "${origin}"`) });
    },
  );

  it("may if the owner says so", async () => {
    const { manager, address } = await start({ allowOrigins: ["https://Example.org"] });
    const page = peer(address, { origin: "https://example.org" });
    await page.opened;
    page.ws.send(handshake("page"));
    await arrival(manager, "page");
  });

  it.each(["file://", "https://github.com/gilmaimon/TinyWebsockets", "WebSocketClient"])(
    "is not what a library for devices is, which says %s, as no page can",
    async (origin) => {
      const { manager, address } = await start();
      const box = peer(address, { origin });
      await box.opened;
      box.ws.send(handshake("box"));
      await arrival(manager, "box");
    },
  );

  it("is not what a library is that says the address which it connects to, since no page is served there", async () => {
    const { manager, address } = await start();
    const box = peer(address, { origin: address.replace("ws:", "http:") });
    await box.opened;
    box.ws.send(handshake("box"));
    await arrival(manager, "box");
  });

  it("of a name that leads here may not be a device, whatever the name", async () => {
    const { address } = await start();
    const host = `rebound.example:${new URL(address).port}`;
    const page = peer(address, { origin: `http://${host}`, headers: { host } });
    expect((await page.closed).code).toBe(4403);
  });
});

it("takes as many devices as it may, tells others that there is no room, and has room again later", async () => {
  const { manager, address } = await start({ maxConnections: 20 });
  const peers = Array.from({ length: 200 }, () => peer(address));
  peers.forEach(({ opened, ws }, index) => {
    void opened.then(() => ws.send(handshake("box", `box-${index}`)));
  });
  await until(async () => (await scanned(manager)).length === 20);
  const here = (await scanned(manager)).map(({ id }) => id);
  const away = await Promise.all(
    peers.filter((_, index) => !here.includes(`box-${index}`)).map(({ closed }) => closed),
  );
  expect(away.length).toBe(180);
  // Those that no room was left for a word to are just dropped.
  expect(away.filter(({ code }) => code !== 1013 && code !== 1006)).toEqual([]);
  expect(away.find(({ code }) => code === 1013)?.reason).toBe("there are 20 devices here, and no more may come");
  for (const one of peers) one.ws.close();
  let isHere = false;
  const arrived = arrival(manager, "late").then(() => {
    isHere = true;
  });
  while (!isHere) await Promise.race([arrived, (await device(address, "late")).closed]);
});
