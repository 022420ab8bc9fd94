import type { LookupFunction } from "node:net";
import { type TcpConnectorOptions, tcpConnector } from "@buttplug-ts/connector-stream";
import { isButtplugError } from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
import { explainSystemFailure } from "@buttplug-ts/messages/transport";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { adviceFor } from "../src/connect-advice.js";
import { connectorTo } from "../src/stream-connector.js";
import type { Target } from "../src/target.js";
import { connectorFor, freshPath, Gate, startListener, startRawServer, transports } from "./set-up.js";

const nowhere = "tcp://127.0.0.1:9";

describe("a failed connection says what it was and what to do", () => {
  it("where nothing listens at a port", async () => {
    expect(await failureOf(connectorFor(nowhere))).toEqual({
      message: `cannot connect to ${nowhere}: nothing listens there; start the server, or check that it listens at this host and port (ECONNREFUSED)`,
      details: { address: nowhere, why: "refused", systemCode: "ECONNREFUSED" },
    });
  });

  it("once for a name that stands for several addresses", async () => {
    const { message, details } = await failureOf(tcpConnector({ host: "localhost", port: 9 }));
    expect(message).toMatch(/tcp:\/\/localhost:9: nothing listens there; .* \(ECONNREFUSED/);
    expect(details).toMatchObject({ why: "refused" });
  });

  it("where there is no socket at a path", async () => {
    const address = `ipc://${freshPath()}`;
    expect(await failureOf(connectorFor(address))).toEqual({
      message: `cannot connect to ${address}: there is no such socket; start the server, or check that it uses the same path (ENOENT)`,
      details: { address, why: "not-found", systemCode: "ENOENT" },
    });
  });

  it("where the network does not know a name", async () => {
    const unknown = Object.assign(new TypeError("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const { message, details } = await failureOf(
      connectorTo(
        lookingUp((_name, _options, done) => done(unknown, "")),
        {},
      ),
    );
    expect(message).toMatch(/no host of this name; check how it is spelled.*\(ENOTFOUND\)$/);
    expect(details).toMatchObject({ why: "not-found" });
  });

  it.each([
    ["tcp", "ETIMEDOUT", "timed-out", "firewall"],
    ["tcp", "EACCES", "permission-denied", "forbids"],
    ["tcp", "EHOSTUNREACH", "unreachable", "no way to this host"],
    ["tcp", "ECONNRESET", "closed-early", "closed before it was open"],
    ["tcp", "EMFILE", "other", "EMFILE in words"],
    ["ipc", "ECONNREFUSED", "refused", "no server listens at it any more"],
    ["ipc", "EACCES", "permission-denied", "run server and client as the same user"],
  ] as const)("over %s for %s", (transport, systemCode, why, text) => {
    const cause = Object.assign(new TypeError(`${systemCode} in words`), { code: systemCode });
    const failure = explainSystemFailure(adviceFor[transport], cause);
    expect(failure).toEqual({ text: expect.stringContaining(text), why, systemCode });
  });

  it("where the connection is closed before it is open", () => {
    expect(explainSystemFailure(adviceFor.ipc)).toEqual({ text: adviceFor.ipc["closed-early"], why: "closed-early" });
  });
});

describe("a server that does not answer", () => {
  it("is given up after the time limit, which leaves no timer", async () => {
    const clock = new TestClock();
    const failing = failureOf(
      connectorTo(
        lookingUp(() => {}),
        { clock, connectTimeoutMs: 3000 },
      ),
    );
    await clock.advance(3000);
    const { message, details } = await failing;
    expect(message).toMatch(/no answer within 3000 ms: nothing answered; check host and port/);
    expect(details).toEqual({ address: "tcp://name:1", why: "timed-out" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("is left when the caller calls the connection off, which leaves no timer or listener", async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, "addEventListener");
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const connecting = connectorTo(
      lookingUp(() => {}),
      { clock },
    ).connect({ signal: controller.signal });
    controller.abort();
    await expect(connecting).rejects.toMatchObject({ code: "request/aborted" });
    expect(clock.pendingTimers).toBe(0);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});

describe.each(transports)("an open connection over %s", (transport) => {
  it("keeps no timer and no listener at the signal", async () => {
    const clock = new TestClock();
    const { listener, connector } = await startListener(transport);
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, "addEventListener");
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const channel = await connector({ clock }).connect({ signal: controller.signal });
    expect(clock.pendingTimers).toBe(0);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    await channel.close();
    expect(clock.pendingTimers).toBe(0);
    await listener.close();
  });

  it("does not reach a caller that called it off in the last moment, and is closed", async () => {
    const gone = new Gate();
    const server = await startRawServer(transport, (socket) => {
      socket.resume();
      socket.once("close", () => gone.open());
    });
    const controller = new AbortController();
    const connector = connectorFor(server.address, {
      clock: {
        now: () => 0,
        // The limit is lifted when the connection is open, just before the caller gets it.
        after: () => () => controller.abort(),
      },
    });
    await expect(connector.connect({ signal: controller.signal })).rejects.toMatchObject({ code: "request/aborted" });
    await gone.opened;
    await server.close();
  });
});

it.each<[string, TcpConnectorOptions]>([
  ["port", { port: 0 }],
  ["port", { port: 65536 }],
  ["host", { port: 1, host: "" }],
  ["host", { port: 1, host: "http://localhost" }],
])("refuses a %s that cannot be used: %j", (argument, options) => {
  expect(() => tcpConnector(options)).toThrow(
    expect.objectContaining({ code: "usage/invalid-argument", details: { argument } }),
  );
});

function lookingUp(lookup: LookupFunction): Target {
  return { transport: "tcp", address: "tcp://name:1", socket: { host: "name", port: 1, lookup } };
}

async function failureOf(connector: Connector): Promise<{ message: string; details: unknown }> {
  const error: unknown = await connector.connect({}).catch((reason: unknown) => reason);
  if (!isButtplugError(error, "connector/failed")) expect.fail(`no connector/failed: ${String(error)}`);
  return { message: error.message, details: error.details };
}
