import { isButtplugError } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { infer, type Surroundings } from "../src/explain-in-browser.js";
import { connectorOver } from "../src/socket-connector.js";
import * as platform from "../src/socket-global.js";

const said = "no reason";
const usual = `${said}; most often no server runs there, host or port is wrong, or a firewall or a certificate is in the way; the browser's console may say more`;
const denied = { text: expect.stringMatching(/^no reason: the browser denies this page the local network; allow it/) };
const mixed = {
  text: expect.stringMatching(/^no reason: a page over https: may use ws: to its own machine only; use wss:/),
};

/** A page whose user has decided about these permissions; other names are unknown to the browser. */
function page(origin: string, states: Readonly<Record<string, string>> = {}): Surroundings {
  const query = ({ name }: { readonly name: string }) => {
    const state = states[name];
    return state === undefined ? Promise.reject(new TypeError("unknown name")) : Promise.resolve({ state });
  };
  return { location: { origin }, navigator: { permissions: { query } } };
}

describe("what a page can infer about a failed connection", () => {
  it.each([
    ["http://localhost:8080", "ws://127.0.0.1:1/"],
    ["https://app.localhost", "ws://[::1]:1/"],
    ["https://example.org", "wss://example.com/"],
    ["https://example.org", "ws://127.0.0.1:12345/"],
    ["http://192.168.1.2", "ws://192.168.1.3/"],
    ["null", "wss://10.0.0.1/"],
  ])("from %s to %s: the usual causes", async (origin, address) => {
    expect(await infer(address, undefined, said, page(origin))).toEqual({ text: usual });
  });

  it.each([
    ["https://example.org", "ws://example.com/"],
    ["https://localhost", "ws://192.168.1.2/"],
    ["https://127.0.0.1:8443", "ws://127.example.com/"],
  ])("from %s to %s: mixed content", async (origin, address) => {
    expect(await infer(address, undefined, said, page(origin))).toEqual({ ...mixed, why: "mixed-content" });
  });

  it.each([
    ["https://example.org", "ws://127.0.0.1:1/", { "loopback-network": "denied" }],
    ["https://example.org", "ws://localhost:1/", { "local-network-access": "denied" }],
    ["http://example.org", "ws://[::1]:1/", { "loopback-network": "denied" }],
    ["http://192.168.1.2", "ws://127.0.0.1:1/", { "loopback-network": "denied" }],
    ["https://example.org", "wss://172.20.0.1/", { "local-network": "denied", "loopback-network": "granted" }],
    ["https://example.org", "ws://toys.local/", { "local-network": "denied" }],
    ["https://example.org", "wss://[fd00::1]:1/", { "local-network": "denied" }],
  ])("from %s to %s with %j: the permission is denied", async (origin, address, states) => {
    expect(await infer(address, undefined, said, page(origin, states))).toEqual({
      ...denied,
      why: "permission-denied",
    });
  });

  it("takes a permission that nobody has given yet for one cause among the usual ones", async () => {
    const { text, why } = await infer(
      "ws://127.0.0.1:1/",
      undefined,
      said,
      page("https://example.org", { "loopback-network": "prompt" }),
    );
    expect(text).toMatch(
      /most often the browser asks for the local network and nobody has allowed it yet, no server runs/,
    );
    expect(why).toBeUndefined();
  });

  it("does not ask about the permission where none is needed, or where there is none to ask", async () => {
    const states = { "loopback-network": "denied", "local-network": "denied" };
    expect(await infer("ws://127.0.0.1:1/", undefined, said, page("http://localhost", states))).toEqual({
      text: usual,
    });
    expect(await infer("wss://example.com/", undefined, said, page("https://example.org", states))).toEqual({
      text: usual,
    });
    const bare = { location: { origin: "http://example.org" } };
    expect(await infer("ws://127.0.0.1:1/", undefined, said, bare)).toEqual({ text: usual });
  });
});

describe("a connection of a page", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("fails with what could be inferred", async () => {
    stubPage("https://example.org", (socket) => socket.onerror?.({}));
    expect(await failureOf("ws://example.com")).toEqual({
      message: expect.stringMatching(
        /^cannot connect to ws:\/\/example.com\/: the platform gives no reason: a page over/,
      ),
      details: { address: "ws://example.com/", why: "mixed-content" },
    });
  });

  it("fails with it also where the browser throws", async () => {
    stubPage("https://example.org", () => {
      throw new TypeError("insecure");
    });
    const { message, details } = await failureOf("ws://example.com");
    expect(message).toMatch(/: insecure: a page over https:/);
    expect(details).toMatchObject({ why: "mixed-content" });
  });

  it("fails with it when nothing comes in time, as while the browser asks the user", async () => {
    stubPage("http://example.org", () => {});
    const clock = new TestClock();
    const failing = failureOf("ws://example.com", clock);
    await clock.advance(9000);
    const { message, details } = await failing;
    expect(message).toMatch(/: no answer within 9000 ms; most often no server runs there/);
    expect(details).toMatchObject({ why: "timed-out" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("fails with the platform's own words where there is no page", async () => {
    stubPage(undefined, (socket) => socket.onerror?.({ message: "in words" }));
    expect((await failureOf("ws://example.com")).message).toBe("cannot connect to ws://example.com/: in words");
  });
});

function stubPage(origin: string | undefined, onOpen: (socket: { onerror?: (event: object) => void }) => void): void {
  vi.stubGlobal("location", origin && { origin });
  vi.stubGlobal(
    "WebSocket",
    class {
      onerror?: (event: object) => void;
      constructor() {
        onOpen(this);
        queueMicrotask(() => onOpen(this));
      }
      close(): void {}
    },
  );
}

async function failureOf(address: string, clock = new TestClock()): Promise<{ message: string; details: unknown }> {
  const error: unknown = await connectorOver(platform, address, { clock })
    .connect({})
    .catch((reason: unknown) => reason);
  if (!isButtplugError(error, "connector/failed")) expect.fail(`no connector/failed: ${String(error)}`);
  return { message: error.message, details: error.details };
}
