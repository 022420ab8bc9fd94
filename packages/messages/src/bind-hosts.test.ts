import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { bindHosts } from "./bind-hosts.js";
import { hostAddress } from "./host-address.js";

it("writes an IPv6 address in brackets", () => {
  expect([hostAddress("ws", "::1", 1), hostAddress("tcp", "name", 2)]).toEqual(["ws://[::1]:1", "tcp://name:2"]);
});

describe("bindHosts", () => {
  it("tries another free port when the first one is taken at another host", async () => {
    let made = 0;
    const bound = await bindHosts(
      () => {
        made += 1;
        const server = createServer();
        if (made === 2) failToListen(server, "EADDRINUSE");
        return server;
      },
      { scheme: "tcp", hosts: ["127.0.0.1", "127.0.0.2"], port: 0 },
    );
    expect(made).toBe(4);
    const ports = bound.map(({ address }) => new URL(address).port);
    expect(ports[0]).toBe(ports[1]);
    for (const { server } of bound) server.close();
  });

  it("gives up when no free port is free at all hosts", async () => {
    await expect(
      bindHosts(() => createServer(), { scheme: "tcp", hosts: ["127.0.0.1", "127.0.0.1"], port: 0 }),
    ).rejects.toMatchObject({
      details: { why: "in-use" },
    });
  });

  it.each([
    ["EACCES", "permission-denied", "take one above 1023"],
    ["ENOTFOUND", "not-found", "no host of this name"],
    ["EMFILE", "other", "EMFILE in words"],
  ])("explains %s", async (systemCode, why, text) => {
    const make = () => {
      const server = createServer();
      failToListen(server, systemCode);
      return server;
    };
    await expect(bindHosts(make, { scheme: "tcp", hosts: ["127.0.0.1"], port: 80 })).rejects.toMatchObject({
      message: expect.stringContaining(text),
      details: { address: "tcp://127.0.0.1:80", why, systemCode },
    });
  });
});

function failToListen(server: ReturnType<typeof createServer>, code: string): void {
  server.listen = () => {
    queueMicrotask(() => server.emit("error", Object.assign(new TypeError(`${code} in words`), { code })));
    return server;
  };
}
