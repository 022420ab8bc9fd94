import { ButtplugError, silentLogger } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { type ManagementEvent, type ManagementHost, serveManagement } from "../src/index.js";

function setUp() {
  const clock = new TestClock();
  const calls: unknown[] = [];
  let tell: (event: ManagementEvent) => void = () => {};
  let watching = 0;
  const results: Record<string, (params: unknown) => unknown> = {
    observe: (listener) => {
      tell = listener as typeof tell;
      watching += 1;
      return () => {
        watching -= 1;
      };
    },
  };
  const host = new Proxy({} as ManagementHost, {
    get: (_, name: string) => (params: unknown) => {
      if (name in results) return results[name]?.(params);
      calls.push([name, params]);
      return undefined;
    },
  });
  const sent: object[] = [];
  const closed: [number, string][] = [];
  const socket = {
    unsentBytes: 0,
    send: (text: string) => sent.push(JSON.parse(text)),
    close: (code: number, reason: string) => closed.push([code, reason]),
  };
  const authenticate = (token: string) => token === "right";
  const peer = serveManagement(socket, { host, authenticate, clock, logger: silentLogger });
  const say = async (frame: unknown) => {
    peer.text(typeof frame === "string" ? frame : JSON.stringify(frame));
    await settle();
    return sent.splice(0);
  };
  return {
    clock,
    calls,
    results,
    socket,
    closed,
    peer,
    say,
    tell: (event: ManagementEvent) => tell(event),
    sent,
    watching: () => watching,
  };
}

async function open() {
  const world = setUp();
  expect(await world.say({ token: "right" })).toEqual([{ welcome: { version: 1 } }]);
  return world;
}

describe("before the token", () => {
  it.each([
    ["a wrong token", { token: "wrong" }, "the token is not valid here"],
    ["a call", { id: 1, method: "stopAll" }, "the token is not valid here"],
    ["null", null, "the token is not valid here"],
  ])("%s is refused without detail", async (_, frame, reason) => {
    const { say, closed, calls, watching } = setUp();
    expect(await say(frame)).toEqual([]);
    expect([closed, calls, watching()]).toEqual([[[4403, reason]], [], 0]);
    expect(await say({ token: "right" })).toEqual([]);
  });

  it("nobody may wait for long", async () => {
    const { clock, closed } = setUp();
    await clock.advance(5_000);
    expect(closed).toEqual([[4403, "no token came within 5000 ms"]]);
  });
});

describe("with the token", () => {
  it("calls are carried out and answered by id, as are failures", async () => {
    const { say, results, clock } = await open();
    results["hold"] = () => Promise.resolve({ hold: "h1" });
    expect(await say({ id: 7, method: "hold", params: { devices: [0] } })).toEqual([{ id: 7, result: { hold: "h1" } }]);
    expect(await say({ id: 8, method: "stopAll" })).toEqual([{ id: 8, result: null }]);
    results["release"] = () => {
      throw new ButtplugError("usage/invalid-argument", "there is no hold h2", { details: { argument: "hold" } });
    };
    expect(await say({ id: 9, method: "release", params: { hold: "h2" } })).toEqual([
      { id: 9, error: { code: "usage/invalid-argument", message: "there is no hold h2" } },
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    ["toString", undefined, 'there is no method "toString"'],
    ["observe", undefined, 'there is no method "observe"'],
    ["release", {}, "release: params.hold must be a text of 1 to 200 characters"],
    ["stopAll", { all: true }, 'stopAll: params has no "all"; it takes nothing'],
    ["setLevelCap", { levelCap: 2 }, "setLevelCap: params.levelCap must be a number from 0 to 1, or null"],
    [
      "answerApproval",
      { id: "1", answer: "maybe" },
      "answerApproval: params.answer must be one of once, always, refuse",
    ],
    ["createToken", { name: "x", scope: { outputs: ["spin"] } }, "createToken: params.scope.outputs[0] must be one of"],
    [
      "changeDevice",
      { hardware: "a/b", limits: [{ feature: -1 }] },
      "changeDevice: params.limits[0].feature must be a whole",
    ],
    [
      "changeDevice",
      { hardware: "a/b", inputs: [{ feature: 0, input: "battery", enabled: 1 }] },
      "changeDevice: params.inputs[0].enabled must be true or false, or null",
    ],
    ["changeDevice", { hardware: "a/b", gapMs: 0.5 }, "changeDevice: params.gapMs must be a whole number"],
    ["setEntry", { match: { hardware: "a/b" } }, "setEntry: params.settings must be an object, or null"],
    ["setEntry", { match: { model: "a" }, settings: null }, 'setEntry: params.match has no "model"; it takes hardware'],
    ["setOnlyAllowed", {}, "setOnlyAllowed: params.onlyAllowed must be true or false"],
    ["forgetDevice", { hardware: "" }, "forgetDevice: params.hardware must be a text"],
  ])("%s(%j) is an error that says what is allowed, and nothing is done", async (method, params, message) => {
    const { say, calls } = await open();
    expect(await say({ id: 1, method, params })).toEqual([
      { id: 1, error: { code: "usage/invalid-argument", message: expect.stringContaining(message) } },
    ]);
    expect(calls).toEqual([]);
  });

  it.each<{ readonly method: unknown }>([
    { method: { toString: 1, valueOf: 2 } },
    { method: { __proto__: null } },
    { method: ["stopAll"] },
    { method: 7 },
    { method: null },
    { method: undefined },
  ])("a method that is $method is none, and the peer stays", async ({ method }) => {
    const { say, calls } = await open();
    const error = { code: "usage/invalid-argument", message: expect.stringContaining("there is no method") };
    expect(await say({ id: 1, method })).toEqual([{ id: 1, error }]);
    expect(await say({ id: 2, method: "stopAll" })).toEqual([{ id: 2, result: null }]);
    expect(calls).toEqual([["stopAll", {}]]);
  });

  it("events are told until the peer leaves", async () => {
    const { tell, sent, peer, watching } = await open();
    tell({ event: "state", state: { scanning: true } });
    expect(sent.splice(0)).toEqual([{ event: "state", state: { scanning: true } }]);
    peer.closed();
    tell({ event: "state", state: { scanning: false } });
    expect([sent, watching()]).toEqual([[], 0]);
  });

  it.each(["{", '{"method":"stopAll"}', '"x"'])("a frame that cannot be answered ends it: %s", async (frame) => {
    const { say, closed, watching } = await open();
    await say(frame);
    expect(closed[0]?.[0]).toBe(1008);
    expect(watching()).toBe(0);
  });

  it("a peer that does not read is let go", async () => {
    const { tell, socket, closed, watching } = await open();
    socket.unsentBytes = 2 ** 21;
    tell({ event: "state", state: { scanning: true } });
    expect([closed, watching()]).toEqual([[[1009, "it reads too slowly"]], 0]);
  });

  it("only so many calls are under way", async () => {
    const { say, results } = await open();
    results["doctor"] = () => new Promise(() => {});
    for (let id = 0; id < 64; id += 1) await say({ id, method: "doctor" });
    expect(await say({ id: 64, method: "doctor" })).toMatchObject([{ id: 64, error: { code: "request/too-many" } }]);
  });
});
