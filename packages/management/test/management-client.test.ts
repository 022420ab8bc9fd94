import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ManagementClient, type ManagementWebSocket } from "../src/index.js";

/** A WebSocket whose far side is the test. */
class FarSocket implements ManagementWebSocket {
  static newest: FarSocket;
  readonly address: string;
  readonly sent: unknown[] = [];
  readonly #listeners = new Map<string, (event: never) => void>();

  constructor(address: string) {
    this.address = address;
    FarSocket.newest = this;
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code = 1005): void {
    this.happens("close", { code, reason: "" });
  }

  happens(type: "open" | "error" | "message" | "close", event: object = {}): void {
    this.#listeners.get(type)?.(event as never);
  }

  says(...frames: readonly unknown[]): void {
    for (const frame of frames) this.happens("message", { data: JSON.stringify(frame) });
  }
}

const welcome = { welcome: { version: 1 } };
const scanning = { event: "state", state: { scanning: true } };

function connecting() {
  const clock = new TestClock();
  const options = { address: "ws://engine/management", token: "secret", clock, webSocket: FarSocket };
  const connected = ManagementClient.connect(options);
  connected.catch(() => {});
  return { clock, connected, socket: FarSocket.newest };
}

/** A client that listens as soon as it can. */
async function open(...withTheWelcome: readonly unknown[]) {
  const { clock, connected, socket } = connecting();
  socket.happens("open");
  socket.says(welcome, ...withTheWelcome);
  const client = await connected;
  const heard: unknown[] = [];
  for (const name of ["state", "activity", "log"] as const)
    client.events.on(name, (event) => heard.push([name, event]));
  await clock.advance(0);
  return { clock, socket, client, heard };
}

describe("a client of the management interface", () => {
  it("introduces itself by its token, calls and hears the answers, whatever their order", async () => {
    const { client, socket, clock } = await open();
    expect([socket.address, socket.sent]).toEqual(["ws://engine/management", [{ token: "secret" }]]);
    const [hold, stopped] = [client.call("hold", { devices: [1] }), client.call("stopAll")];
    expect(socket.sent.slice(1)).toEqual([
      { id: 1, method: "hold", params: { devices: [1] } },
      { id: 2, method: "stopAll" },
    ]);
    socket.says({ id: 2, result: null }, { id: 1, result: { hold: "hold-1" } });
    expect([await hold, await stopped]).toEqual([{ hold: "hold-1" }, null]);
    const refused = client.call("release", { hold: "hold-2" });
    socket.says({ id: 3, error: { code: "usage/invalid-argument", message: "there is none" } });
    await expect(refused).rejects.toMatchObject({ code: "usage/invalid-argument", message: "there is none" });
    await client[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toBe(0);
  });

  it("loses nothing that comes together with the welcome", async () => {
    const { heard, socket } = await open(scanning, { event: "log", lines: [] });
    socket.says({ event: "activity", samples: [] });
    expect(heard).toEqual([
      ["state", { scanning: true }],
      ["log", []],
      ["activity", []],
    ]);
  });

  it("tells that the token is refused from that nobody answers", async () => {
    const refused = connecting();
    refused.socket.happens("open");
    refused.socket.happens("close", { code: 4403, reason: "the token is not valid here" });
    await expect(refused.connected).rejects.toMatchObject({ code: "connector/refused" });
    const nobody = connecting();
    nobody.socket.happens("error");
    nobody.socket.close();
    await expect(nobody.connected).rejects.toMatchObject({
      code: "connector/failed",
      message: expect.stringContaining("ws://engine/management"),
    });
    const silent = connecting();
    silent.socket.happens("open");
    await silent.clock.advance(10_000);
    await expect(silent.connected).rejects.toMatchObject({ code: "connector/failed" });
    expect([refused, nobody, silent].map(({ clock }) => clock.pendingTimers)).toEqual([0, 0, 0]);
  });

  it("settles every call when the connection ends, and hears why", async () => {
    const { client, socket, clock } = await open();
    const waiting = client.call("doctor");
    socket.happens("close", { code: 1001, reason: "the engine ends" });
    await expect(waiting).rejects.toMatchObject({ code: "connector/not-connected" });
    await expect(client.call("stopAll")).rejects.toMatchObject({ code: "connector/not-connected" });
    expect(await client.closed).toEqual({ refused: false, reason: "the engine ends" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("says that a connection broke off if the engine says nothing", async () => {
    const { client, socket } = await open();
    socket.happens("close", { code: 1006, reason: "" });
    expect(await client.closed).toEqual({ refused: false, reason: "the connection broke off" });
  });

  it("waits half a minute for an answer", async () => {
    const { client, clock } = await open();
    const waiting = client.call("doctor");
    waiting.catch(() => {});
    await clock.advance(30_000);
    await expect(waiting).rejects.toMatchObject({ code: "request/timeout" });
  });

  it("leaves who speaks something else, and takes no notice of what it does not know", async () => {
    const { client, socket, heard } = await open();
    socket.says({}, { id: 77, result: 1 }, { something: "new" });
    expect(heard).toEqual([]);
    socket.happens("message", { data: "<html>" });
    await settle();
    expect((await client.closed).refused).toBe(false);
  });

  it("needs a WebSocket: the platform's, or one that it is given", async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, "WebSocket");
    Object.defineProperty(globalThis, "WebSocket", { value: undefined, configurable: true });
    try {
      const connected = ManagementClient.connect({ address: "ws://engine/management", token: "" });
      await expect(connected).rejects.toMatchObject({
        code: "usage/invalid-argument",
        details: { argument: "webSocket" },
      });
    } finally {
      if (own) Object.defineProperty(globalThis, "WebSocket", own);
      else Reflect.deleteProperty(globalThis, "WebSocket");
    }
  });
});
