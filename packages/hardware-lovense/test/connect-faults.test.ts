import { type Advertisement, type EndpointPlan, toHex, utf8 } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LovenseConnectHardwareManager, type LovenseConnectHardwareManagerOptions } from "../src/index.js";
import { FakeConnectApp } from "./fake-connect-app.js";

const plan: EndpointPlan = { kind: "lovense-connect", protocol: "lovense-connect-service", endpoints: ["tx", "rx"] };
const filters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const { signal } = new AbortController();
const cloudText = JSON.stringify({ "192-168-1-5.lovense.club": { domain: "x", httpPort: 20010 } });
const hosts = ["http://192.168.1.5:20010"];

let clock: TestClock;
let app: FakeConnectApp;
let manager: LovenseConnectHardwareManager;
let logged: string[];

beforeEach(() => {
  clock = new TestClock();
  logged = [];
  const nora = { id: "c5a1", name: "Nora", status: true, battery: 85 };
  const lush = { id: "d6b2", name: "Lush", status: true, battery: 7 };
  app = new FakeConnectApp(clock, [nora, lush]);
  app.isRunning = true;
});

afterEach(async () => {
  await manager[Symbol.asyncDispose]();
  await settle();
  expect([clock.pendingTimers, app.hasCrashed]).toEqual([0, false]);
});

async function start(options: LovenseConnectHardwareManagerOptions = { hosts }): Promise<void> {
  const logger = { log: (level: string, area: string, text: string) => logged.push(`${level} ${area}: ${text}`) };
  manager = new LovenseConnectHardwareManager({ fetch: app.fetch, clock, logger, ...options });
  await clock.advance(0);
}

function scan(scanning: AbortSignal = signal): { found: Advertisement[]; end: Promise<unknown> } {
  const found: Advertisement[] = [];
  const run = async () => {
    for await (const each of manager.scan(filters, { signal: scanning })) found.push(each);
    return "over";
  };
  return { found, end: run().catch((error: unknown) => error) };
}

async function opened(id = "c5a1"): Promise<Hardware> {
  const opening = manager.open(id, [plan], { signal });
  await clock.advance(1_000);
  return opening;
}

const why = () => (manager.availability.value.usable ? "usable" : manager.availability.value.why);
const send = (hardware: Hardware, path: string) => hardware.write("tx", utf8(path), { withResponse: false });

describe("Lovense Connect, asked again and again", () => {
  it("is never asked more often than once a second, whatever goes on", async () => {
    await start();
    await clock.advance(700);
    scan();
    const opening = Promise.all(["c5a1", "d6b2"].map((id) => manager.open(id, [plan], { signal })));
    await clock.advance(1_000);
    await opening;
    for (let second = 0; second < 60; second += 0.7) {
      scan();
      scan();
      await clock.advance(700);
    }
    const pauses = app.askedAtMs.slice(1).map((atMs, index) => atMs - (app.askedAtMs[index] ?? 0));
    expect([Math.min(...pauses), Math.max(...pauses)]).toEqual([1_000, 1_000]);
  });

  it("is not asked while it has not answered yet", async () => {
    await start();
    await clock.advance(1_000);
    app.listOddity = "silence";
    scan();
    await clock.advance(1_500);
    scan();
    await clock.advance(1_499);
    expect(app.askedAtMs).toEqual([0, 1_000]);
    await clock.advance(1);
    expect(app.askedAtMs).toEqual([0, 1_000, 4_000]);
  });

  it("is left alone while nothing is open, and after the last toy is closed", async () => {
    await start();
    await clock.advance(60_000);
    expect(app.askedAtMs.length).toBe(1);
    const hardware = await opened();
    await hardware[Symbol.asyncDispose]();
    const asked = app.askedAtMs.length;
    await clock.advance(60_000);
    expect(app.askedAtMs.length).toBeLessThanOrEqual(asked + 1);
  });

  it("tells the newest battery, in percent, without a question of its own", async () => {
    await start();
    const hardware = await opened();
    const [nora] = app.toys;
    if (nora) nora.battery = 42;
    await clock.advance(1_000);
    const asked = app.askedAtMs.length;
    expect(toHex(await hardware.read("rx", { timeoutMs: 100 }))).toBe("2a");
    expect(app.askedAtMs.length).toBe(asked);
    await expect(hardware.read("tx", { timeoutMs: 100 })).rejects.toMatchObject({ code: "hardware/read-failed" });
    await expect(hardware.subscribe("rx", () => {})).rejects.toMatchObject({ code: "hardware/read-failed" });
  });
});

describe("a toy in Lovense Connect", () => {
  const goings: readonly (readonly [string, string, () => unknown])[] = [
    ["switched off", "remote", () => Object.assign(app.toys[0] ?? {}, { status: false })],
    ["not in the list any more", "remote", () => app.toys.splice(0)],
    ["in an app that is closed", "failure", () => Object.assign(app, { isRunning: false })],
    ["in an app that does not answer", "failure", () => Object.assign(app, { listOddity: "silence" })],
    ["in an app that refuses", "failure", () => Object.assign(app, { listOddity: "404" })],
    ["in something that is no app", "failure", () => Object.assign(app, { listText: "<html>" })],
  ];

  it.each(goings)("is gone, once, when it is %s", async (_, by, change) => {
    await start();
    const hardware = await opened();
    change();
    await clock.advance(3_000);
    expect((await hardware.closed).by).toBe(by);
    const asked = app.askedAtMs.length;
    await clock.advance(5_000);
    expect(app.askedAtMs.length).toBe(asked);
  });

  it("is another's business when only that one is switched off", async () => {
    await start();
    const [one, two] = [await opened("c5a1"), await opened("d6b2")];
    const [nora] = app.toys;
    if (nora) nora.status = 0;
    await clock.advance(1_000);
    expect((await one.closed).by).toBe("remote");
    await send(two, "Vibrate1?v=1&t=d6b2");
    expect(app.commands).toEqual(["Vibrate1?v=1&t=d6b2"]);
  });

  it.each(["404", "silence"] as const)("was not written to when the app's answer is %s", async (oddity) => {
    await start();
    const hardware = await opened();
    app.commandOddity = oddity;
    const writing = send(hardware, "Vibrate1?v=1&t=c5a1");
    writing.catch(() => {});
    await clock.advance(2_000);
    await expect(writing).rejects.toMatchObject({ code: "hardware/write-failed" });
    await expect(hardware.write("tx", Uint8Array.of(0xff), { withResponse: false })).rejects.toMatchObject({
      code: "hardware/write-failed",
    });
  });

  it("gets nothing more from a connection that was closed while commands waited", async () => {
    await start();
    const hardware = await opened();
    app.commandOddity = "silence";
    const writes = [1, 2].map((level) => send(hardware, `Vibrate1?v=${level}&t=c5a1`));
    const settled = Promise.allSettled(writes);
    await settle();
    await hardware[Symbol.asyncDispose]();
    app.commandOddity = undefined;
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = await opened();
    await send(again, "Vibrate1?v=0&t=c5a1");
    await clock.advance(5_000);
    expect(app.commands).toEqual(["Vibrate1?v=1&t=c5a1", "Vibrate1?v=0&t=c5a1"]);
  });

  it("cannot be opened when it is off, elsewhere, or its app is gone", async () => {
    await start();
    const [nora] = app.toys;
    if (nora) nora.status = "0";
    const { found, end } = scan();
    await clock.advance(1_000);
    await end;
    expect(found.map(({ name }) => name)).toEqual(["Lush"]);
    await expect(opened()).rejects.toThrow("it is not connected to a Lovense Connect app");
    app.isRunning = false;
    await expect(opened("d6b2")).rejects.toMatchObject({ code: "hardware/connect-failed" });
    await expect(opened("d6b2")).rejects.toThrow("does not answer at http://192.168.1.5:20010: nothing at");
  });
});

describe("a phone that fell asleep while its toy ran", () => {
  const arrived: string[] = [];
  const watching = () => {
    arrived.length = 0;
    manager.watch(({ id }) => arrived.push(id), { signal });
  };

  it.each([
    ["whose address was given", { hosts: [...hosts, "http://192.168.1.9:20010"] }],
    ["that Lovense named", { cloud: true }],
  ])("and %s is asked until it wakes: only then can the toy be stopped", async (_, options) => {
    app.cloudText = cloudText;
    await start(options);
    watching();
    const hardware = await opened();
    app.isRunning = false;
    await clock.advance(600_000);
    expect([(await hardware.closed).by, arrived]).toEqual(["failure", []]);
    app.isRunning = true;
    await clock.advance(10_000);
    expect(arrived).toEqual(["c5a1"]);
    const again = await opened();
    await again[Symbol.asyncDispose]();
    await clock.advance(60_000);
    expect(arrived).toEqual(["c5a1"]);
  });

  it("is asked, too, when the connection was given up over a command that may not have arrived", async () => {
    app.cloudText = cloudText;
    await start({ cloud: true });
    watching();
    const hardware = await opened();
    await send(hardware, "Vibrate1?v=20&t=c5a1");
    app.commandOddity = "silence";
    const stopping = expect(send(hardware, "Vibrate1?v=0&t=c5a1")).rejects.toMatchObject({
      code: "hardware/disconnected",
    });
    await clock.advance(900);
    await hardware[Symbol.asyncDispose]();
    await stopping;
    app.commandOddity = undefined;
    await clock.advance(11_000);
    expect(arrived).toEqual(["c5a1"]);
  });

  it("is not asked any more once it said that the toy is off, or when it was let go before", async () => {
    app.cloudText = cloudText;
    await start({ cloud: true });
    watching();
    const [one, two] = [await opened("c5a1"), await opened("d6b2")];
    await two[Symbol.asyncDispose]();
    app.isRunning = false;
    await clock.advance(20_000);
    await one.closed;
    for (const toy of app.toys) toy.status = false;
    app.isRunning = true;
    await clock.advance(11_000);
    const asked = app.askedAtMs.length;
    await clock.advance(60_000);
    expect([arrived, app.askedAtMs.length]).toEqual([[], asked]);
  });
});

describe("the addresses of Lovense Connect", () => {
  it("are missing: the sentence says what helps", async () => {
    await start({});
    await manager.ready;
    expect(why()).toMatch(/^No address of a Lovense Connect app is known\. .*\.$/);
    await expect(scan().end).resolves.toMatchObject({ code: "hardware/unavailable" });
    expect([app.askedAtMs.length, app.cloudAsked]).toEqual([0, 0]);
  });

  it("answer late: the app is asked again by itself until then", async () => {
    app.isRunning = false;
    await start();
    await manager.ready;
    expect(why()).toMatch(
      /^The Lovense Connect app does not answer at http:\/\/192\.168\.1\.5:20010: .*\. Open the app/,
    );
    app.isRunning = true;
    await clock.advance(10_000);
    expect(why()).toBe("usable");
    const { found, end } = scan();
    await clock.advance(1_000);
    await end;
    expect(found.map(({ name }) => name)).toEqual(["Nora", "Lush"]);
  });

  it("may be https, whose certificate is for a name: the sentence says to take http", async () => {
    const cause = new TypeError(
      "Hostname/IP does not match certificate's altnames: IP: 192.168.1.5 is not in the list",
    );
    const refusing = () => Promise.reject(new TypeError("fetch failed", { cause }));
    await start({ hosts: ["https://192.168.1.5:30010"], fetch: refusing });
    expect(why()).toMatch(/altnames: .* give its address with http:\/\/ and the port for that, such as .*\.$/);
  });

  it("are several: one that answers is enough", async () => {
    await start({ hosts: ["http://192.168.1.9:20010", "http://192.168.1.5:20010/", "http://192.168.1.5:20010"] });
    expect(why()).toBe("usable");
    const { found, end } = scan();
    await clock.advance(1_000);
    await end;
    expect([found.length, app.askedAtMs.length]).toEqual([2, 2]);
  });

  it.each([
    "192.168.1.5",
    "ftp://192.168.1.5",
    "http://192.168.1.5:20010/GetToys",
    "http://me:pw@192.168.1.5/",
    "http://192.168.1.5/?a",
    "",
  ])("cannot be %j", async (host) => {
    await start();
    const refused = { code: "usage/invalid-argument", details: { argument: "hosts" } };
    expect(() => new LovenseConnectHardwareManager({ hosts: [host] })).toThrow(expect.objectContaining(refused));
  });

  it.each(["pollMs", "requestLimitMs", "retryMs"])("go with a %s above 0", async (argument) => {
    await start();
    const refused = { code: "usage/invalid-argument", details: { argument } };
    expect(() => new LovenseConnectHardwareManager({ [argument]: Number.NaN })).toThrow(
      expect.objectContaining(refused),
    );
  });
});

describe("Lovense's own server", () => {
  it("is asked in a scan only, and names the app", async () => {
    app.cloudText = cloudText;
    await start({ cloud: true });
    await clock.advance(60_000);
    expect([why(), app.cloudAsked]).toEqual(["usable", 0]);
    const { found, end } = scan();
    expect(await end).toBe("over");
    expect([found.length, app.cloudAsked]).toEqual([2, 1]);
    const hardware = await opened();
    await send(hardware, "Vibrate1?v=1&t=c5a1");
    await hardware[Symbol.asyncDispose]();
    expect(app.cloudAsked).toBe(1);
  });

  it("is asked again when the app it named does not answer any more, but not all the time", async () => {
    app.cloudText = cloudText;
    await start({ cloud: true });
    await scan().end;
    app.isRunning = false;
    for (let second = 0; second < 30; second += 1) {
      const { end } = scan();
      await clock.advance(1_000);
      expect(await end).toMatchObject({ code: "hardware/unavailable" });
    }
    expect(app.cloudAsked).toBeLessThanOrEqual(4);
    expect(app.cloudAsked).toBeGreaterThanOrEqual(3);
    app.isRunning = true;
    await clock.advance(10_000);
    const { found } = scan();
    await clock.advance(1_000);
    expect(found.length).toBe(2);
  });

  it.each([
    [undefined, "no such host"],
    ["<html>", "an answer that cannot be read"],
    ["[", "an answer that cannot be read"],
    ["x".repeat(100_000), "an answer of more than 65536 bytes"],
  ])("may be of no use", async (text, reason) => {
    app.cloudText = text;
    await start({ cloud: true });
    const error = await scan().end;
    expect(error).toMatchObject({ code: "hardware/unavailable", message: expect.stringContaining(reason) });
    expect(logged).toEqual([expect.stringMatching(/^warn lovense-connect: Lovense's server does not tell/)]);
  });

  it("may know of nothing here", async () => {
    app.cloudText = JSON.stringify({ "127-0-0-1.lovense.club": { httpPort: 20010 } });
    await start({ cloud: true });
    const error = await scan().end;
    expect(error).toMatchObject({ message: expect.stringMatching(/^No Lovense Connect app is known in this network/) });
    expect(app.askedAtMs).toEqual([]);
  });
});

it("Lovense Connect can be shut down while it is asked", async () => {
  await start();
  app.listOddity = "silence";
  await clock.advance(1_000);
  const { end } = scan();
  const opening = manager.open("c5a1", [plan], { signal });
  opening.catch(() => {});
  await settle();
  await manager[Symbol.asyncDispose]();
  expect(await end).toMatchObject({ code: "hardware/unavailable" });
  await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  expect(why()).toBe("The search for Lovense Connect apps was shut down.");
});
