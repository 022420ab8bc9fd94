import { once } from "node:events";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { firstDifference } from "./first-difference.js";
import { judgeMessage } from "./judge-message.js";
import { formatCriterion, formatOutcome } from "./report.js";
import type { Outcome } from "./run-scenario.js";
import { scenarios } from "./scenarios.js";
import { serveScenarios } from "./serve-scenarios.js";

const hello = { RequestServerInfo: { Id: 1, ClientName: "raw", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } };
const askDevices = { RequestDeviceList: { Id: 2 } };

async function served() {
  const clock = new TestClock();
  const outcomes: Outcome[] = [];
  let tell = (_: Outcome) => {};
  const onOutcome = (outcome: Outcome) => {
    outcomes.push(outcome);
    tell(outcome);
  };
  const server = await serveScenarios({ scenarios, port: 0, timing: { clock, patienceMs: 5000 }, onOutcome });
  onTestFinished(() => server.close());
  const outcome = () => new Promise<Outcome>((resolve) => (tell = resolve));
  const connect = async (path: string) => {
    const socket = new WebSocket(`${server.address}/${path}`);
    await once(socket, "open");
    const say = (...frame: unknown[]) => socket.send(JSON.stringify(frame));
    const hear = async () => JSON.parse(String((await once(socket, "message"))[0])) as unknown;
    return { socket, say, hear };
  };
  return { clock, outcome, outcomes, connect };
}

it("serves a scenario to a client that comes by itself, and tells what it saw", async () => {
  const { connect, outcome } = await served();
  const over = outcome();
  const { socket, say, hear } = await connect("handshake");
  say(hello);
  expect(await hear()).toMatchObject([{ ServerInfo: { Id: 1, ProtocolVersionMajor: 4 } }]);
  say(askDevices);
  expect(await hear()).toMatchObject([{ DeviceList: { Id: 2 } }]);
  socket.close();
  const { failure, criteria } = await over;
  expect(failure).toBeUndefined();
  expect(criteria.map(formatCriterion)).toEqual([
    "server: opens a connection",
    "server: introduces itself first",
    "server: waits for ServerInfo before it asks for anything",
    "server: asks for the devices",
    "server: closes the connection when it disconnects",
  ]);
});

it.each<[string, unknown[], string]>([
  ["asks before it has an answer", [hello, askDevices], "waits for ServerInfo before it asks for anything"],
  ["begins with something else", [askDevices], "introduces itself first"],
  [
    "writes a field that does not exist",
    [{ RequestServerInfo: { ...hello.RequestServerInfo, Age: 1 } }],
    "writes what",
  ],
  ["uses an Id twice", [hello, { Ping: { Id: 1 } }], "Id 1 came twice"],
  ["uses Id 0", [{ Ping: { Id: 0 } }], "Ping.Id is 0"],
  ["writes two messages in one object", [{ Ping: { Id: 1 }, StartScanning: { Id: 2 } }], "exactly one key"],
])("notices a client that %s", async (_, frame, text) => {
  const { connect, outcome } = await served();
  const over = outcome();
  const { socket, say } = await connect("handshake");
  say(...frame);
  socket.close();
  expect(formatOutcome(await over)).toContain(text);
});

it("notices a ping that comes too late", async () => {
  const { connect, outcome, clock } = await served();
  const over = outcome();
  const { say, hear } = await connect("ping-required");
  say(hello);
  await hear();
  say(askDevices);
  await hear();
  await clock.advance(1001);
  say({ Ping: { Id: 3 } });
  expect(formatOutcome(await over)).toMatch(/^failed: server: sends its first Ping .*: it came after 1001 ms$/);
});

it("takes a second connection into the run that waits for it, and begins a new run after the end", async () => {
  const { connect, outcome, outcomes } = await served();
  const drive = { OutputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: { Value: 5 } } } };
  const over = outcome();
  const first = await connect("reconnection");
  first.say(hello, askDevices, drive);
  await once(first.socket, "close");
  (await connect("reconnection")).say(hello, askDevices, drive);
  expect(formatOutcome(await over)).toBe("passed");
  const again = outcome();
  (await connect("reconnection")).say(askDevices);
  (await connect("handshake")).socket.close();
  await again;
  expect(outcomes.map(({ scenario }) => scenario)).toEqual(["reconnection", "handshake"]);
});

it("turns away who asks for a scenario that does not exist", async () => {
  const { connect } = await served();
  const { socket } = await connect("warp");
  const [code, reason] = await once(socket, "close");
  expect([code, String(reason)]).toEqual([4404, "there is no scenario warp"]);
});

it("has a name of its own for each scenario", () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

it.each<[string, unknown, string | undefined]>([
  ["StopCmd", { Id: 1 }, undefined],
  ["StopCmd", { Id: 1, DeviceIndex: null }, "StopCmd.DeviceIndex is null"],
  ["OutputCmd", { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Command: {} }, "OutputCmd.Command is {}"],
  [
    "InputCmd",
    { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Type: "Battery", Command: "Look" },
    'InputCmd.Command is "Look"',
  ],
  ["Disconnect", { Id: 1 }, "the spec has no client message Disconnect"],
])("judges %s %j", (name, body, problem) => {
  expect(judgeMessage(name, body)).toBe(problem);
});

it("says where two values first differ", () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBeUndefined();
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe("/a/1/b: 2 instead of 3");
  expect(firstDifference([], {})).toBe("[] instead of {}");
  expect(firstDifference([1], [])).toBe("/0: 1 instead of undefined");
});
