import { networkInterfaces } from "node:os";
import { type TcpListenerOptions, tcpConnector, tcpListener } from "@buttplug-ts/connector-stream";
import { describe, expect, it } from "vitest";
import { connectorFor, startListener } from "./set-up.js";

/** Reserved for documentation, so no machine has it. */
const absentHost = "2001:db8::1";
const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));

describe("where a TCP listener listens", () => {
  it("has no address before it starts and after it is closed", async () => {
    const listener = tcpListener({ port: 0 });
    expect(listener.addresses).toEqual([]);
    await listener.start(() => {});
    expect(listener.addresses[0]).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    await listener.close();
    expect(listener.addresses).toEqual([]);
  });

  it.skipIf(!hasIpv6)("takes one free port for IPv4 and IPv6", async () => {
    const { listener, next } = await startListener("tcp", { hosts: ["127.0.0.1", "::1"] } as object);
    const port = Number(new URL(listener.addresses[0] ?? "").port);
    expect(listener.addresses).toEqual([`tcp://127.0.0.1:${port}`, `tcp://[::1]:${port}`]);
    for (const host of ["127.0.0.1", "::1", "localhost"]) await tcpConnector({ host, port }).connect({});
    expect((await next()).peer).toEqual({ transport: "tcp", address: "127.0.0.1" });
    expect((await next()).peer).toEqual({ transport: "tcp", address: "::1" });
    await next();
    await listener.close();
  });

  it("leaves out a host that the machine does not have if another works", async () => {
    const { listener } = await startListener("tcp", { hosts: [absentHost, "127.0.0.1"] } as object);
    expect(listener.addresses).toEqual([expect.stringContaining("127.0.0.1")]);
    await listener.close();
  });

  it("rejects with connector/failed if the machine has none of the hosts", async () => {
    const listener = tcpListener({ port: 0, hosts: [absentHost] });
    await expect(listener.start(() => {})).rejects.toMatchObject({
      code: "connector/failed",
      message: "cannot listen at tcp://[2001:db8::1]:0: this machine does not have this address",
      details: { why: "unreachable" },
    });
    await listener.close();
  });

  it("says that a port is in use, leaves the other hosts free, and can be started again", async () => {
    const first = await startListener("tcp");
    const port = Number(new URL(first.address).port);
    const second = tcpListener({ port, hosts: ["127.0.0.2", "127.0.0.1"] });
    await expect(second.start(() => {})).rejects.toMatchObject({
      code: "connector/failed",
      message: `cannot listen at tcp://127.0.0.1:${port}: port ${port} is already in use; end the other program or take another port`,
      details: { address: `tcp://127.0.0.1:${port}`, why: "in-use", systemCode: "EADDRINUSE" },
    });
    await first.listener.close();
    await second.start(() => {});
    expect(second.addresses).toHaveLength(2);
    await second.close();
  });

  it.each<[string, TcpListenerOptions]>([
    ["port", { port: 65536 }],
    ["port", { port: 1.5 }],
    ["hosts", { port: 0, hosts: [] }],
    ["maxConnections", { port: 0, maxConnections: 0 }],
  ])("refuses a %s that cannot be used: %j", (argument, options) => {
    expect(() => tcpListener(options)).toThrow(
      expect.objectContaining({ code: "usage/invalid-argument", details: { argument } }),
    );
  });

  it("frees its port when it is closed", async () => {
    const { listener, address } = await startListener("tcp");
    await listener.close();
    const again = tcpListener({ port: Number(new URL(address).port), hosts: ["127.0.0.1"] });
    await again.start(() => {});
    await connectorFor(address).connect({});
    await again.close();
  });
});
