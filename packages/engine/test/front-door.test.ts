import { once } from "node:events";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { turnAway } from "../src/http/answers.js";
import { call, fetchFrom, pass, startTarget, wireTo } from "./attack-set-up.js";

describe("the engine's port", () => {
  it.each([
    ["/", 200, "text/html; charset=utf-8", /dashboard/],
    ["/?x=1", 200, "text/html; charset=utf-8", /dashboard/],
    ["/app.js", 200, "text/javascript; charset=utf-8", /^$/],
    ["/healthz", 200, "application/json", /^\{"status":"ok"\}\n$/],
    ["/nothing", 404, "text/plain; charset=utf-8", /^404 Not Found\n$/],
    ["/management", 404, "text/plain; charset=utf-8", /^404 Not Found\n$/],
  ])("answers a request for %s with %i", async (path, status, type, body) => {
    const target = await startTarget();
    const answer = await fetchFrom(target, path);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, type]);
    expect(answer.body).toMatch(body);
    const head = await fetchFrom(target, path, {}, { method: "HEAD" });
    expect([head.status, head.body]).toEqual([status, ""]);
    expect(head.headers["content-length"]).toBe(answer.headers["content-length"]);
  });

  it("says what it takes", async () => {
    const { status, headers } = await fetchFrom(await startTarget(), "/", {}, { method: "POST" });
    expect([status, headers["allow"]]).toEqual([405, "GET, HEAD"]);
  });

  it("has no page without a dashboard", async () => {
    expect((await fetchFrom(await startTarget({ dashboard: false }), "/")).status).toBe(404);
  });

  it("gives the page that the owner looks at its token", async () => {
    const target = await startTarget();
    const looking = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" };
    for (const headers of [{}, looking, { host: `localhost:${target.port}` }]) {
      const { body } = await fetchFrom(target, "/", headers);
      expect(body).toContain(`<meta name="management-token" content="${target.engine.access.pageToken}">`);
    }
  });

  it("says in its policy what all browsers understand, also where it is reached by an address of IPv6", async () => {
    const target = await startTarget();
    const policyFor = async (host: string) =>
      (await fetchFrom(target, "/", { host })).headers["content-security-policy"];
    expect(await policyFor("[::1]:1")).toMatch(/connect-src 'self'$/);
    expect(await policyFor("localhost:1")).toMatch(/connect-src 'self' ws:\/\/localhost:1 wss:\/\/localhost:1$/);
  });

  it("manages for whoever has the token, in a page or not", async () => {
    const { port, address, engine } = await startTarget();
    for (const origin of [undefined, `http://127.0.0.1:${port}`]) {
      const peer = await call(address, { path: "/management", ...(origin !== undefined && { origin }) });
      peer.ws.send(JSON.stringify({ token: engine.access.pageToken }));
      expect(await peer.answer("welcome")).toEqual({ welcome: { version: 1 } });
      peer.ws.send(JSON.stringify({ id: 7, method: "stopAll" }));
      await peer.answer("id");
    }
  });
});

it("a dashboard that vanished without a word is forgotten", async () => {
  const clock = new TestClock();
  const { port, address, engine } = await startTarget({}, clock);
  const alive = await call(address, { path: "/management" });
  alive.ws.send(JSON.stringify({ token: engine.access.pageToken }));
  await alive.answer("welcome");
  const {
    socket,
    ended,
    text: heard,
  } = await wireTo(
    port,
    "GET /management HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  const text = Buffer.from(JSON.stringify({ token: engine.access.pageToken }));
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  await vi.waitFor(() => expect(heard()).toContain("welcome"));
  await pass(clock, 16_000, alive);
  await ended;
  expect(alive.ws.readyState).toBe(alive.ws.OPEN);
});

describe("somebody who manages", () => {
  const upgrade =
    "GET /management HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

  it("and is sent away keeps no connection by not answering that", async () => {
    const clock = new TestClock();
    const { port } = await startTarget({}, clock);
    const { socket, ended, text } = await wireTo(port, upgrade);
    await vi.waitFor(() => expect(text()).toContain("101 Switching"));
    const frame = Buffer.from('{"token":"wrong"}');
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | frame.length, 0, 0, 0, 0]), frame]));
    await vi.waitFor(() => expect(text()).toContain("not valid here"));
    await clock.advance(1_000);
    await ended;
  });

  it("and says more than a frame may have hears that, though the rest of it is still on its way", async () => {
    const clock = new TestClock();
    const target = await startTarget({}, clock);
    const socket = connect({ port: target.port, host: "127.0.0.1", allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    let [text, isOver] = ["", false];
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      isOver = true;
    });
    socket.write(upgrade);
    await vi.waitFor(() => expect(text).toContain("101 Switching"));
    const head = Buffer.alloc(14);
    head.writeUInt16BE(0x81ff);
    head.writeBigUInt64BE(1n << 40n, 2);
    socket.write(head);
    await once(socket, "end");
    // A close frame with 1009.
    expect(text).toContain("\u0002\u0003");
    // A connection that has ended by force would be reset by this, and what it said last might be lost.
    const more = async () => {
      if (socket.writable) socket.write("more");
      await fetchFrom(target, "/healthz");
    };
    for (let time = 0; time < 3; time += 1) await more();
    expect(isOver).toBe(false);
    await clock.advance(1_000);
    while (!isOver) await more();
  });

  it("and leaves leaves nothing behind", async () => {
    const clock = new TestClock();
    const { address, engine } = await startTarget({ simulate: [] }, clock);
    await clock.advance(60_000);
    const before = clock.pendingTimers;
    const peer = await call(address, { path: "/management" });
    peer.ws.send(JSON.stringify({ token: engine.access.pageToken }));
    await peer.answer("welcome");
    peer.ws.close();
    await peer.closed;
    await vi.waitFor(() => expect(clock.pendingTimers).toBe(before));
  });
});

it("somebody who is turned away and gone before the answer ends nothing", async () => {
  const gone = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
  const closed = new Promise((resolve) => gone.on("close", resolve));
  turnAway(gone, 403);
  await closed;
});
