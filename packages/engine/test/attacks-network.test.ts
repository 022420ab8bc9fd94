import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { systemClock } from "@buttplug-ts/core";
import type { TokenScope } from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type Caller,
  call,
  canMakeTls,
  enter,
  farAddress,
  fetchFrom,
  greeting,
  makeTls,
  pass,
  startTarget,
  statusOf,
  stop,
  type Target,
  vibrate,
  wireTo,
} from "./attack-set-up.js";

const evil = "https://evil.example";
const far = farAddress ?? "";

/** An engine that other machines reach, as `address` says. */
async function reachable(settings: Parameters<typeof startTarget>[0] = {}, clock?: TestClock) {
  const target = await startTarget({ hosts: ["127.0.0.1", far], ...settings }, clock);
  return { ...target, near: target.address, address: `ws://${far}:${target.port}` };
}

const tokenFor = async ({ engine }: Target, scope: TokenScope = {}, lifetimeMs?: number) =>
  (await engine.access.createToken("guest", scope, lifetimeMs)).token;

describe.skipIf(!farAddress)("another machine without a token", () => {
  it.each([
    ["a program", {}],
    ["a page", { origin: evil }],
    ["the engine's own page", { origin: `http://${far}` }],
    ["a program that says it is here", { headers: { host: "localhost" } }],
    ["a page that says it is here", { origin: "http://localhost" }],
    ["a program that says it comes from here", { headers: { "x-forwarded-for": "127.0.0.1" } }],
  ])("gets nothing: %s", async (_, options) => {
    expect(await statusOf((await reachable()).address, options)).toBe(401);
  });

  it("gets the page, and no token in it", async () => {
    const target = await reachable();
    const { status, body } = await fetchFrom(target, "/", {}, { host: far });
    expect([status, body.includes('content=""')]).toEqual([200, true]);
    const { body: pretending } = await fetchFrom(target, "/", { host: "localhost" }, { host: far });
    expect(pretending).toBe(body);
  });

  it("is told nothing by the management interface", async () => {
    const { address, engine } = await reachable();
    const peer = await call(address, { path: "/management" });
    peer.ws.send(JSON.stringify({ token: "wrong" }));
    expect([(await peer.closed).code, peer.heard]).toEqual([4403, []]);
    expect(await statusOf(address, { path: "/management?token=wrong" })).toBe(401);
    expect(engine.server.sessions).toHaveLength(1);
  });

  it("that says nothing to the management interface is sent away after five seconds", async () => {
    const clock = new TestClock();
    const { address } = await reachable({}, clock);
    const peer = await call(address, { path: "/management" });
    await pass(clock, 5_000, peer);
    expect([(await peer.closed).code, peer.heard]).toEqual([4403, []]);
  });

  it("that tries tokens is told no more than that each is wrong, and does not keep the owner out", async () => {
    const target = await reachable();
    const token = await tokenFor(target);
    const statuses: unknown[] = [];
    for (let number = 0; number < 12; number += 1) {
      statuses.push(await statusOf(target.address, { path: `/?token=${token}${number}` }));
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    const wire = await wireTo(
      target.port,
      `GET /?token=wrong HTTP/1.1\r\nHost: ${far}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      far,
    );
    await wire.ended;
    expect(wire.text()).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n$/);
    expect(await statusOf(target.address, { path: `/?token=${token}` })).toBe(101);
    expect(await statusOf(target.address, { headers: { authorization: `Bearer ${token}` } })).toBe(101);
  });

  it("gets in where the owner wants no token, but no page of anybody, and no management", async () => {
    const { address, engine } = await reachable({ insecure: true });
    await enter(address);
    const page = await call(address, { origin: evil });
    page.say(greeting());
    await vi.waitFor(() => expect(engine.access.requests).toHaveLength(1));
    expect(page.heard).toEqual([]);
    expect(await statusOf(address, { headers: { host: "evil.example" } })).toBe(403);
    const manager = await call(address, { path: "/management" });
    manager.ws.send(JSON.stringify({ token: "" }));
    expect((await manager.closed).code).toBe(4403);
  });
});

describe("who comes through a proxy on this machine", () => {
  it.each([
    { "x-forwarded-for": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
    { via: "1.1 proxy" },
    { "x-real-ip": "::1" },
    { "x-forwarded-proto": "https" },
    { "cf-connecting-ip": "127.0.0.1" },
  ])("counts as another machine: %j", async (headers) => {
    const target = await startTarget();
    expect(await statusOf(target.address, { headers })).toBe(401);
    expect((await fetchFrom(target, "/", headers)).body).not.toContain(target.engine.access.pageToken);
    const { token } = await target.engine.access.createToken("guest", {});
    expect(await statusOf(target.address, { headers, path: `/?token=${token}` })).toBe(101);
  });
});

describe.skipIf(!farAddress)("a guest with a token", () => {
  /** The device as a client sees it, and what becomes of a command, each in the shape of a published client's version. */
  const older = (Id: number, Scalar: number) => ({
    ScalarCmd: { Id, DeviceIndex: 0, Scalars: [{ Index: 0, Scalar, ActuatorType: "Vibrate" }] },
  });
  const greetingOfV3 = { RequestServerInfo: { Id: 1, ClientName: "guest", MessageVersion: 3 } };

  async function guest(scope: TokenScope, hello: object = greeting("guest")) {
    const target = await reachable();
    await target.ready();
    const caller = await call(target.address, { path: `/?token=${await tokenFor(target, scope)}` });
    caller.say(hello);
    await caller.answer("ServerInfo");
    return { target, caller };
  }

  const code = (text: string) => expect.objectContaining({ ErrorMessage: expect.stringContaining(text) });
  const ask = (caller: Caller, message: object, id: number) => {
    caller.say(message);
    return caller.answer(id);
  };

  it("drives no device harder than its cap, in any version", async () => {
    const { target, caller } = await guest({ levelCap: 0.25 });
    expect(await ask(caller, vibrate(2, 6), 2)).toEqual({ Error: code("device/value-out-of-range") });
    expect(await ask(caller, vibrate(3, 5), 3)).toEqual({ Ok: { Id: 3 } });
    expect(target.level()).toBe(5);
    const { target: other, caller: old } = await guest({ levelCap: 0.25 }, greetingOfV3);
    await ask(old, older(2, 1), 2);
    await vi.waitFor(() => expect(other.level()).toBe(5));
    for (const [id, scalar] of [1.5, 20, -1, 1e308].entries()) await ask(old, older(10 + id, scalar), 10 + id);
    expect(other.level()).toBe(5);
  });

  it("that may only look drives nothing and scans nothing, in any version", async () => {
    for (const [hello, command] of [
      [greeting("guest"), vibrate(2, 1)],
      [greetingOfV3, older(2, 0.1)],
    ] as const) {
      const { target, caller } = await guest({ readOnly: true }, hello);
      expect(await ask(caller, command, 2)).toHaveProperty("Error");
      expect(await ask(caller, { StartScanning: { Id: 3 } }, 3)).toEqual({ Error: code("device/not-permitted") });
      expect(target.level()).toBe(0);
    }
  });

  it("sees no other devices than its own, and cannot reach them by their number", async () => {
    const { target, caller } = await guest({ devices: ["simulated/other"] });
    expect(await ask(caller, { RequestDeviceList: { Id: 2 } }, 2)).toEqual({ DeviceList: { Id: 2, Devices: {} } });
    expect(await ask(caller, vibrate(3, 1), 3)).toEqual({ Error: code("device/unknown") });
    const absent = await ask(caller, { StopCmd: { Id: 5, DeviceIndex: 77 } }, 5);
    expect(absent).toEqual({ Error: code("there is no device 77; connected are none") });
    const read = { InputCmd: { Id: 4, DeviceIndex: 0, FeatureIndex: 2, Type: "Battery", Command: "Read" } };
    expect(await ask(caller, read, 4)).toEqual({ Error: code("device/unknown") });
    expect(target.level()).toBe(0);
  });

  it("does not notice what becomes of devices that it does not see", async () => {
    const { target, caller } = await guest({ devices: ["simulated/other"] });
    const owner = await enter(target.near);
    await target.engine.management.addSimulated({ model: "Lovense Max" });
    await vi.waitFor(() => expect(target.engine.server.devices).toHaveLength(2));
    const [device] = target.engine.server.deviceStatus;
    await target.engine.management.removeSimulated({ hardware: device?.hardware ?? "" });
    await vi.waitFor(() => expect(target.engine.server.devices).toHaveLength(1));
    await ask(owner, { Ping: { Id: 2 } }, 2);
    await ask(caller, { Ping: { Id: 2 } }, 2);
    expect(owner.heard.filter((each) => "DeviceList" in each)).toHaveLength(2);
    expect(caller.heard.filter((each) => "DeviceList" in each)).toEqual([]);
  });

  it("that may only look stops devices all the same", async () => {
    const { target, caller } = await guest({ readOnly: true });
    const owner = await enter(target.near);
    await ask(owner, vibrate(2, 20), 2);
    expect(await ask(caller, stop(2), 2)).toEqual({ Ok: { Id: 2 } });
    expect(target.level()).toBe(0);
  });

  it("takes no more than a quarter of the places, so that the owner's applications come in", async () => {
    const target = await reachable({ maxConnections: 16 });
    const path = `/?token=${await tokenFor(target)}`;
    const callers = await Promise.all(Array.from({ length: 12 }, () => call(target.address, { path })));
    await vi.waitFor(() => expect(callers.filter(({ ws }) => ws.readyState === ws.OPEN)).toHaveLength(4));
    for (let number = 0; number < 12; number += 1) await enter(target.near);
  });

  it("commands no other outputs than its own", async () => {
    const { target, caller } = await guest({ outputs: ["rotate"] });
    expect(await ask(caller, vibrate(2, 1), 2)).toEqual({ Error: code("device/not-permitted") });
    expect(target.level()).toBe(0);
  });

  it("does not manage", async () => {
    const { target } = await guest({});
    const token = target.engine.access.tokens[0]?.name === "guest" ? await tokenOf(target) : "";
    const manager = await call(target.address, { path: `/management?token=${token}` });
    manager.ws.send(JSON.stringify({ token }));
    expect((await manager.closed).code).toBe(4403);
  });

  const tokenOf = async ({ engine }: Target) => (await engine.access.createToken("another guest", {})).token;

  it("is out when its time is over, and what it drove stands still", async () => {
    const clock = new TestClock();
    const target = await reachable({}, clock);
    await vi.waitFor(async () => {
      await clock.advance(100);
      expect(target.engine.server.devices).toHaveLength(1);
    });
    const path = `/?token=${await tokenFor(target, {}, 10_000)}`;
    const caller = await enter(target.address, { path });
    caller.say(vibrate(2, 20));
    await pass(clock, 9_999, caller);
    expect([await caller.answer(2), target.level()]).toEqual([{ Ok: { Id: 2 } }, 20]);
    await clock.advance(1);
    expect(await caller.closed).toMatchObject({ code: 4403, reason: expect.stringContaining("10000 ms") });
    await clock.advance(100);
    expect(target.level()).toBe(0);
    expect(await statusOf(target.address, { path })).toBe(401);
  });

  it("is not out at once when its time is longer than a timer of the system can be", async () => {
    const target = await reachable();
    const caller = await enter(target.address, { path: `/?token=${await tokenFor(target, {}, 2 ** 33)}` });
    for (let id = 2; id < 12; id += 1) await ask(caller, { Ping: { Id: id } }, id);
    expect(caller.ws.readyState).toBe(caller.ws.OPEN);
  });

  it("is out when its token is taken back, also before it said who it is", async () => {
    const target = await reachable();
    await target.ready();
    const token = await tokenFor(target);
    const path = `/?token=${token}`;
    const [inside, silent] = [await enter(target.address, { path }), await call(target.address, { path })];
    const other = await enter(target.near);
    inside.say(vibrate(2, 20));
    await inside.answer(2);
    await target.engine.management.revokeToken({ name: "guest" });
    expect([(await inside.closed).code, (await silent.closed).code]).toEqual([4403, 4403]);
    await vi.waitFor(() => expect(target.level()).toBe(0));
    expect(await statusOf(target.address, { path })).toBe(401);
    other.say(stop(2));
    expect(await other.answer(2)).toEqual({ Ok: { Id: 2 } });
  });

  it("cannot take the name of a page to outlive its token, or have a page thrown out", async () => {
    const target = await reachable();
    const { token } = await target.engine.access.createToken("http://localhost", {});
    const page = await enter(target.near, { origin: "http://localhost" });
    const named = await enter(target.address, { path: `/?token=${token}`, origin: "http://localhost" });
    await target.engine.management.revokeToken({ name: "http://localhost" });
    expect((await named.closed).code).toBe(4403);
    page.say({ Ping: { Id: 2 } });
    expect(await page.answer(2)).toEqual({ Ok: { Id: 2 } });
  });
});

describe("a token that manages", () => {
  async function manager(target: Target, token: string) {
    const peer = await call(target.address, { path: "/management" });
    peer.ws.send(JSON.stringify({ token }));
    await peer.answer("welcome");
    return peer;
  }

  it("that is taken back ends what it opened, whatever is still said", async () => {
    const target = await startTarget();
    const { token } = await target.engine.access.createToken("owner", { management: true });
    const [taken, page] = [await manager(target, token), await manager(target, target.engine.access.pageToken)];
    const revoking = target.engine.management.revokeToken({ name: "owner" });
    taken.ws.send(JSON.stringify({ id: 7, method: "addSimulated", params: { model: "Lovense Max" } }));
    await revoking;
    expect((await taken.closed).code).toBe(4403);
    expect(target.engine.simulated.devices).toHaveLength(1);
    expect(page.ws.readyState).toBe(page.ws.OPEN);
  });

  it("that runs out ends what it opened", async () => {
    const clock = new TestClock();
    const target = await startTarget({}, clock);
    const { token } = await target.engine.access.createToken("owner", { management: true }, 8_000);
    const peer = await manager(target, token);
    await pass(clock, 8_000, peer);
    expect(await peer.closed).toEqual({ code: 4403, reason: "the token has run out" });
  });
});

it("calls that no dashboard makes end nothing but themselves", async () => {
  const target = await startTarget();
  await target.ready();
  const peer = await call(target.address, { path: "/management" });
  peer.ws.send(JSON.stringify({ token: target.engine.access.pageToken }));
  await peer.answer("welcome");
  const methods = [...Object.keys(target.engine.management), "constructor", "__proto__", "toString"];
  const odd = ["1", "null", "[]", "{}", '""', '"__proto__"', '{"__proto__":1}', '{"toString":1,"valueOf":1}', "1e999"];
  const inside = [
    "hardware",
    "devices",
    "limits",
    "scope",
    "name",
    "hold",
    "id",
    "model",
    "origin",
    "match",
    "settings",
  ];
  const frames = [
    ...odd.map((text) => `{"id":1,"method":${text}}`),
    ...methods.flatMap((name) => [
      ...odd.map((text) => `{"id":2,"method":"${name}","params":${text}}`),
      ...inside.flatMap((field) => odd.map((text) => `{"id":3,"method":"${name}","params":{"${field}":${text}}}`)),
    ]),
  ];
  for (const frame of frames) {
    peer.ws.send(frame);
    // Not more at a time than are carried out.
    if (peer.ws.bufferedAmount > 10_000) await new Promise((resolve) => systemClock.after(1, () => resolve(undefined)));
  }
  peer.ws.send('{"id":99,"method":"getState"}');
  await vi.waitFor(() => expect(peer.heard.some(({ id }) => (id as unknown) === 99)).toBe(true));
  expect(target.engine.server.devices).toHaveLength(1);
  expect("polluted" in {}).toBe(false);
});

describe("secrets", () => {
  it("stand in no log, no report and no list", async () => {
    const target = await startTarget();
    const { management, access, info } = target.engine;
    const made = await management.createToken({ name: "guest", scope: {} });
    await enter(target.address, { path: `/?token=${made.token}` });
    const wrong = "not-the-right-secret-1234567890";
    await statusOf(target.address, { path: `/?token=${wrong}` });
    await statusOf(target.address, { headers: { authorization: `Bearer ${wrong}` } });
    await statusOf(target.address, { path: `/management?token=${wrong}` });
    await fetchFrom(target, `/?token=${wrong}`);
    const peer = await call(target.address, { path: "/management" });
    peer.ws.send(JSON.stringify({ token: wrong }));
    await peer.closed;
    const told = [
      ...target.lines,
      (await management.diagnostics(undefined)).text,
      JSON.stringify(await management.getState(undefined)),
      JSON.stringify(management.logs({})),
      JSON.stringify(info),
    ].join("\n");
    for (const secret of [made.token, wrong, access.pageToken]) expect(told).not.toContain(secret);
    expect(told).toContain("a wrong token came from 127.0.0.1");
  });

  it("and who is who stand in no report", async () => {
    const target = await startTarget({ allowOrigins: ["https://private.example"] });
    const client = await call(target.address, { origin: "https://private.example" });
    client.say(greeting('Anna\'s "own" game'));
    await client.answer("ServerInfo");
    client.ws.close();
    await client.closed;
    await vi.waitFor(() => expect(target.engine.server.sessions).toHaveLength(1));
    const { text } = await target.engine.management.diagnostics(undefined);
    expect(text).not.toMatch(/Anna|private\.example/);
  });
});

describe("the ways in beside the WebSocket", () => {
  it.skipIf(!farAddress)("over TCP are for this machine only", async () => {
    const target = await reachable({ tcpPort: 0 });
    const tcp = target.engine.info.addresses.find((each) => each.startsWith("tcp:")) ?? "";
    await expect(wireTo(Number(new URL(tcp).port), "", far)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it.each([
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
    "\x16\x03\x01\x02",
  ])("over TCP take nothing from a page: %j", async (start) => {
    const target = await startTarget({ tcpPort: 0 });
    await target.ready();
    const tcp = target.engine.info.addresses.find((each) => each.startsWith("tcp:")) ?? "";
    const messages = `\n${JSON.stringify([greeting()])}\n${JSON.stringify([vibrate(2, 20)])}\n`;
    const wire = await wireTo(Number(new URL(tcp).port), start + messages);
    await wire.ended;
    expect([wire.text(), target.level()]).toEqual(["", 0]);
  });

  it.skipIf(process.platform === "win32")("over a socket of the system are for this user only", async () => {
    const folder = mkdtempSync(join(tmpdir(), "attacks-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const ipc = join(folder, "socket");
    await startTarget({ ipc });
    expect(statSync(ipc).mode & 0o777).toBe(0o600);
  });
});

it.skipIf(!canMakeTls)(
  "who answers in the engine's place with another certificate is not believed by clients",
  async () => {
    const { address, port } = await startTarget({ tls: makeTls() });
    await expect(webSocketConnector(address).connect({})).rejects.toMatchObject({ details: { why: "tls" } });
    const plain = await wireTo(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await plain.ended;
    expect(plain.text()).not.toContain("200");
  },
);
