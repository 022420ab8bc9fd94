import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { canMakeIdentities, makeIdentity } from "./certificates.js";
import { openBare } from "./raw-peer.js";
import { startListener } from "./set-up.js";

describe("a token", () => {
  it.each([
    ["in the address, as pages have to send it", "/any/path?token=s3cret", {}],
    ["in a header", "/", { authorization: "Bearer s3cret" }],
    ["in a header rather than in the address", "/?token=other", { authorization: "bearer s3cret" }],
  ])("%s reaches authorize", async (_, path, headers) => {
    const running = await startListener();
    const ws = new WebSocket(`${running.address}${path}`, { headers });
    await once(ws, "open");
    expect((await running.next()).peer.token).toBe("s3cret");
    await running.listener.close();
  });

  it("that is not there is not made up", async () => {
    const running = await startListener();
    await openBare(`${running.address}/?other=1`);
    expect((await running.next()).peer).not.toHaveProperty("token");
    await running.listener.close();
  });
});

describe("the listener's HTTP", () => {
  it("answers as it was told, at the same port", async () => {
    const running = await startListener({
      answer: ({ url }, response) => response.writeHead(200, { "content-type": "text/plain" }).end(`page of ${url}`),
    });
    expect(await (await fetch(`${running.address.replace("ws:", "http:")}/x`)).text()).toBe("page of /x");
    await openBare(running.address);
    expect((await running.next()).peer.transport).toBe("websocket");
    await running.listener.close();
  });

  it("leaves a WebSocket at a path of its own to whoever takes it", async () => {
    const taken: (string | undefined)[] = [];
    const running = await startListener({
      upgrade: ({ url }, stream) => {
        if (url !== "/mine") return false;
        taken.push(url);
        stream.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return true;
      },
    });
    const mine = new WebSocket(`${running.address}/mine`);
    const [error] = (await once(mine, "error")) as [Error];
    expect(error.message).toContain("403");
    await openBare(`${running.address}/other`);
    await running.next();
    expect([taken, running.accepted.length]).toEqual([["/mine"], 1]);
    await running.listener.close();
  });
});

describe("requests over one connection", () => {
  it("are answered one after the other", async () => {
    const running = await startListener({ answer: (_, response) => response.end("x".repeat(1 << 20)) });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let time = 0; time < 5; time += 1) {
      const [response] = await once(get(running.address.replace("ws:", "http:"), { agent }), "response");
      ports.add(response.socket.localPort);
      let length = 0;
      for await (const chunk of response) length += chunk.length;
      expect(length).toBe(1 << 20);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
    await running.listener.close();
  });

  it.each([
    ["plain", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["for a WebSocket", "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"],
  ])("that do not wait for the answer before end it: who sends many keeps others waiting (%s)", async (_, second) => {
    let answered = 0;
    const answer = () => {
      answered += 1;
    };
    const running = await startListener({ answer });
    const socket = connect(Number(new URL(running.address).port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\n\r\n${second.repeat(1_000)}`);
    await new Promise((resolve) => socket.on("close", resolve));
    expect([answered, running.accepted.length]).toEqual([1, 0]);
    await running.listener.close();
  });
});

describe.skipIf(!canMakeIdentities)("TLS", () => {
  it("serves pages and clients with the given certificate", async () => {
    const { key, cert } = makeIdentity({ host: "localhost", days: 1 });
    const tls = { key: key.toString(), cert: cert.toString() };
    const running = await startListener({ tls });
    expect(running.address).toMatch(/^wss:\/\/127\.0\.0\.1:\d+$/);
    const ws = new WebSocket(running.address, { rejectUnauthorized: false });
    await once(ws, "open");
    expect((await running.next()).peer.transport).toBe("websocket");
    const plain = get(running.address.replace("wss:", "http:"));
    await once(plain, "error");
    await running.listener.close();
  });

  it("refuses a key that does not belong to the certificate, and what is none", () => {
    const [one, two] = [makeIdentity({ host: "localhost", days: 1 }), makeIdentity({ host: "localhost", days: 1 })];
    const invalid = { code: "usage/invalid-argument", details: { argument: "tls" } };
    const wrong = { key: one.key.toString(), cert: two.cert.toString() };
    expect(() => webSocketListener({ tls: wrong })).toThrow(expect.objectContaining(invalid));
    expect(() => webSocketListener({ tls: { key: "", cert: "nonsense" } })).toThrow(expect.objectContaining(invalid));
  });
});
