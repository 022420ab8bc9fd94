import { readFileSync } from "node:fs";
import { type CloseInfo, frameLimitBytes, type Incoming } from "@buttplug-ts/messages";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectorOver } from "../src/socket-connector.js";
import * as platform from "../src/socket-global.js";
import { firstBatch } from "./set-up.js";

const address = "ws://127.0.0.1:1/";

describe("the WebSocket of a platform", () => {
  beforeEach(() => {
    FakeWebSocket.last = undefined;
    vi.stubGlobal("WebSocket", FakeWebSocket);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is missed with connector/failed where there is none", async () => {
    vi.stubGlobal("WebSocket", undefined);
    await expect(connectorOver(platform, address).connect({})).rejects.toMatchObject({ code: "connector/failed" });
  });

  it("may fail without a reason, as browsers do", async () => {
    const connecting = connectorOver(platform, address).connect({});
    FakeWebSocket.last?.onerror?.({});
    await expect(connecting).rejects.toThrow(`cannot connect to ${address}: the platform gives no reason`);
  });

  it.each(["x".repeat(frameLimitBytes + 1), "日".repeat(frameLimitBytes / 2)])(
    "closes with connector/overflow for a text whose bytes are above the limit",
    async (data) => {
      const { ws, closed } = await open();
      ws.onmessage?.({ data });
      expect(await closed).toMatchObject({ by: "failure", code: "connector/overflow" });
      expect(ws.closeCalls[0]?.[0]).toBe(1000);
    },
  );

  it("takes a text whose bytes are within the limit though counting is needed to know", async () => {
    const { ws, channel } = await open();
    const text = "x".repeat(frameLimitBytes - 4);
    ws.onmessage?.({ data: `["${text}"]` });
    expect(await firstBatch(channel)).toEqual([{ value: text }]);
  });

  it("delivers binary frames as malformed, if they are not the first", async () => {
    const { ws, channel } = await open();
    const batches: (readonly Incoming[])[] = [];
    channel.receive((batch) => batches.push(batch));
    ws.onmessage?.({ data: "[1]" });
    ws.onmessage?.({ data: new ArrayBuffer(2) });
    expect(batches).toEqual([[{ value: 1 }], [{ malformed: expect.any(String) }]]);
    expect(ws.binaryType).toBe("arraybuffer");
  });

  it("closes with connector/overflow when too much waits to be sent", async () => {
    const { ws, channel, closed } = await open();
    ws.bufferedAmount = frameLimitBytes + 1;
    channel.send([{}]);
    expect(await closed).toMatchObject({ by: "failure", code: "connector/overflow" });
  });

  it("sends the close codes that applications may send and 1000 for the others", async () => {
    const { ws, channel } = await open();
    await channel.close({ code: "connector/silent", reason: "quiet" });
    expect(ws.closeCalls[0]).toEqual([1000, "quiet"]);
  });
});

it("is what bundlers for browsers, Deno and Bun take, because they read the conditions in order", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly imports: { readonly "#socket": Readonly<Record<string, Readonly<Record<string, string>>>> };
  };
  const sides = Object.entries(manifest.imports["#socket"]).map(([condition, side]) => [condition, side["default"]]);
  expect(sides).toEqual([
    ["browser", "./dist/socket-global.js"],
    ["deno", "./dist/socket-global.js"],
    ["bun", "./dist/socket-global.js"],
    ["node", "./dist/socket-ws.js"],
    ["default", "./dist/socket-global.js"],
  ]);
});

async function open(): Promise<{
  ws: FakeWebSocket;
  channel: Awaited<ReturnType<ReturnType<typeof connectorOver>["connect"]>>;
  closed: Promise<CloseInfo>;
}> {
  const connecting = connectorOver(platform, address).connect({});
  const ws = FakeWebSocket.last as FakeWebSocket;
  ws.readyState = 1;
  ws.onopen?.();
  const channel = await connecting;
  return { ws, channel, closed: channel.closed };
}

/** A standard WebSocket that a test drives. */
class FakeWebSocket {
  static last: FakeWebSocket | undefined;
  binaryType = "blob";
  readyState = 0;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly closeCalls: unknown[][] = [];

  constructor() {
    FakeWebSocket.last = this;
  }

  send(): void {}

  close(...args: unknown[]): void {
    this.closeCalls.push(args);
    queueMicrotask(() => this.onclose?.({ code: 1000, reason: "" }));
  }
}
