import {
  type DeviceState,
  ManagementClient,
  type ManagementEvent,
  type ManagementState,
  managementPath,
} from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { named, startManaged, testTime } from "./managed-engine.js";

const nora = "Lovense Nora";
const vivi = "Aneros Vivi";

describe("the owner of a running engine", () => {
  it("is told everything at first", async () => {
    const { manage, application, address, engine } = await startManaged({ models: [nora] });
    await application("an application");
    // What batteries say may be told already in the same moment.
    const [first] = (await manage()).told;
    const { engine: info, devices, clients, ...rest } = first as ManagementState;
    expect(info).toEqual({
      name: "buttplug-ts engine",
      version: expect.stringMatching(/^\d/),
      startedAtMs: expect.any(Number),
      platform: `${process.platform} ${process.arch}`,
      runtime: `Node ${process.versions.node}`,
      addresses: [address],
    });
    const hardware = engine.server.deviceStatus[0]?.hardware;
    const battery = { type: "battery", commands: ["read"], enabled: true };
    const output = (type: string, modelRange: readonly number[]) => ({ type, modelRange, range: modelRange, level: 0 });
    expect(devices).toEqual([
      {
        index: 0,
        name: nora,
        hardware,
        protocol: "lovense",
        identifier: "A",
        gapMs: 75,
        usualGapMs: 75,
        mayConnect: true,
        otherSettings: [],
        features: [
          { index: 0, description: "Vibrator", outputs: [output("vibrate", [0, 20])], inputs: [] },
          { index: 1, description: "Rotator", outputs: [output("rotate", [-20, 20])], inputs: [] },
          { index: 2, description: "Battery", outputs: [], inputs: [battery] },
        ],
      },
    ]);
    // The engine's own session is none of them.
    expect(clients).toEqual([
      {
        id: expect.any(Number),
        clientName: "an application",
        transport: "websocket",
        specVersion: 4,
        address: "127.0.0.1",
        sinceMs: expect.any(Number),
        drives: [],
      },
    ]);
    expect(rest).toEqual({
      buses: [],
      absent: [],
      scanning: false,
      approvals: [],
      origins: [],
      tokens: [],
      holds: [],
      simulated: [{ hardware, model: nora }],
      settings: { devices: [] },
      settingsProblems: [],
    });
  });

  it("learns of batteries and signal strengths, also of devices that come later", async () => {
    const { engine, manage, device } = await startManaged({ models: [nora] });
    device(nora).battery = 42;
    const { state, until, call } = await manage().then((manager) => ({ ...bound(manager) }));
    await until(() => state().devices[0]?.batteryPercent === 42 && state().devices[0]?.rssiDbm === -60);
    await call("addSimulated", { model: "Lovense Max" });
    await until(() => state().devices[1]?.batteryPercent !== undefined && state().devices[1]?.rssiDbm === -60);
    expect(engine.server.deviceStatus[1]?.battery?.value).toBe(state().devices[1]?.batteryPercent);
  });

  it("sees who drives what, what outputs do, and who leaves", async () => {
    const { manage, application } = await startManaged({ models: [nora, vivi] });
    const { state, until } = bound(await manage());
    const client = await application("the game");
    await named(client, nora).vibrate(0.5);
    const feature = (device: number, index: number) => state().devices[device]?.features[index];
    await until(() => feature(0, 0)?.driver !== undefined && feature(0, 0)?.outputs[0]?.level === 10);
    const { id, drives, sinceMs } = state().clients[0] ?? {};
    expect(feature(0, 0)?.driver).toEqual({ session: id, clientName: "the game" });
    expect(drives).toEqual([{ device: 0, feature: 0 }]);
    expect([feature(0, 1)?.driver, feature(1, 0)?.driver]).toEqual([undefined, undefined]);
    expect(sinceMs).toBeGreaterThanOrEqual(state().engine.startedAtMs);
    await client.disconnect();
    await until(() => state().clients.length === 0 && feature(0, 0)?.outputs[0]?.level === 0);
    expect(feature(0, 0)?.driver).toBeUndefined();
  });

  it("sees every scan, and ends it for everybody", async () => {
    const { manage, application, engine } = await startManaged();
    const { state, until, call } = bound(await manage());
    vi.spyOn(engine.simulated, "scan").mockImplementation(async function* (_, { signal }) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    await call("startScanning");
    await call("startScanning");
    await until(() => state().scanning);
    await call("stopScanning");
    await until(() => !state().scanning);
    const client = await application();
    const finished = client.events("scanningFinished").next();
    await client.startScanning();
    await until(() => state().scanning);
    await call("stopScanning");
    await finished;
    await until(() => !state().scanning);
    await call("startScanning");
    await until(() => state().scanning);
  });

  it("sees which buses can be used, and when that changes", async () => {
    const { SimulatedHardwareManager } = await import("@buttplug-ts/hardware-simulated");
    const radio = new SimulatedHardwareManager({ devices: [], name: "radio" });
    const { manage } = await startManaged({ parts: { managers: [radio] } });
    const { state, until, call } = bound(await manage());
    const usable = [{ bus: "radio", usable: true, sentence: "It can be used." }];
    expect([state().buses, await call("doctor")]).toEqual([usable, { buses: usable }]);
    await radio[Symbol.asyncDispose]();
    await until(() => state().buses[0]?.usable === false);
    expect(state().buses[0]?.sentence).toBe("The simulated bus was shut down.");
  });

  it("may look from several places at once", async () => {
    const { manage, application, engine } = await startManaged({ models: [nora] });
    const first = await manage();
    await application("the game");
    const isRead = ({ batteryPercent, rssiDbm }: DeviceState) => batteryPercent !== undefined && rssiDbm !== undefined;
    await first.until(() => first.state.clients.length === 1 && first.state.devices.every(isRead));
    const second = await manage();
    expect(second.state).toEqual(await second.call("getState"));
    await first.call("hold", { devices: [0] });
    await Promise.all([first, second].map((each) => each.until(() => each.state.holds.length === 1)));
    await first.client[Symbol.asyncDispose]();
    engine.logs.log("info", "test", "somebody left");
    await second.until(() => second.lines.at(-1)?.message === "somebody left");
    expect(second.state.devices[0]?.heldBy).toBe("the owner");
  });
});

describe("what is told", () => {
  async function watched() {
    const clock = new TestClock();
    const managed = await startManaged({ parts: testTime(clock), models: [vivi] });
    const events: ManagementEvent[] = [];
    const end = managed.engine.management.observe((event) => events.push(event));
    // The first readings of signal strength.
    await clock.advance(1_000);
    const take = (kind: ManagementEvent["event"] = "state") =>
      events.splice(0).filter(({ event }) => event === kind) as { readonly state: object }[];
    return { ...managed, clock, take, end };
  }

  it("are the parts that changed, together, ten times a second at most, and complete after a burst", async () => {
    const { engine, clock, take } = await watched();
    take();
    await clock.advance(5_000);
    expect(take()).toEqual([]);
    const { management, server } = engine;
    for (let turn = 0; turn < 20; turn += 1) {
      const { hold } = await management.hold({});
      await management.release({ hold });
      await clock.advance(10);
    }
    await management.hold({ devices: [0] });
    expect(take().length).toBeLessThanOrEqual(2);
    await clock.advance(100);
    const told = take();
    expect(told.map(({ state }) => Object.keys(state))).toEqual([["devices", "holds"]]);
    expect(told[0]?.state).toMatchObject({
      devices: [{ heldBy: "the owner" }],
      holds: [{ id: "hold-21", by: "the owner", devices: [0] }],
    });
    await server.setUserConfig({ levelCap: 0.5, devices: [] });
    await clock.advance(100);
    expect(take().map(({ state }) => Object.keys(state))).toEqual([["devices", "settings"]]);
    // Nothing of this is visible.
    await management.stopAll(undefined);
    await clock.advance(1_000);
    expect(take()).toEqual([]);
  });

  it("is lines of the log, together, and no more of them than are kept", async () => {
    const { engine, clock, take } = await watched();
    take("log");
    for (let line = 0; line < 50; line += 1) engine.logs.log("info", "test", `line ${line}`);
    expect(take("log")).toEqual([]);
    await clock.advance(100);
    const [told, ...more] = take("log") as unknown as { lines: { number: number; message: string; atMs: number }[] }[];
    expect(more).toEqual([]);
    expect(told?.lines.map(({ message }) => message)).toEqual(Array.from({ length: 50 }, (_, line) => `line ${line}`));
    expect(told?.lines[0]).toMatchObject({ level: "info", area: "test", atMs: 1_800_000_000_000 + clock.now() - 100 });
    for (let line = 0; line < 10_000; line += 1) engine.logs.log("info", "test", "again");
    await clock.advance(100);
    expect((take("log")[0] as unknown as { lines: object[] }).lines).toHaveLength(2_000);
    expect(engine.management.logs({})).toHaveLength(2_000);
    const newest = await engine.management.logs({ after: engine.logs.last - 2 });
    expect(newest.map(({ number }) => number)).toEqual([engine.logs.last - 1, engine.logs.last]);
  });

  it("costs nothing while nobody looks", async () => {
    const clock = new TestClock();
    const { engine, address } = await startManaged({ parts: testTime(clock), models: [nora] });
    await clock.advance(1_000);
    let observers = 0;
    const { observe } = engine.server;
    vi.spyOn(engine.server, "observe").mockImplementation((observer) => {
      observers += 1;
      const end = observe.call(engine.server, observer);
      return () => {
        observers -= 1;
        end();
      };
    });
    const timers = clock.pendingTimers;
    const reads = () => engine.simulated.devices[0]?.writes.length;
    const ends = [engine.management.observe(() => {}), engine.management.observe(() => {})];
    expect(observers).toBeGreaterThan(0);
    // Between two looks at the battery, of which no timer is left.
    await clock.advance(70_000);
    engine.logs.log("info", "test", "something to tell");
    for (const end of [...ends, ...ends]) end();
    expect([observers, clock.pendingTimers]).toEqual([0, timers]);
    const before = reads();
    await clock.advance(120_000);
    expect(reads()).toBe(before);
    // The same by a connection that breaks.
    const webSocket = WebSocket;
    const token = engine.access.pageToken;
    const client = await ManagementClient.connect({ address: address + managementPath, token, webSocket });
    await vi.waitFor(() => expect(observers).toBeGreaterThan(0), { interval: 2 });
    await client[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(observers).toBe(0), { interval: 2 });
    await clock.advance(10_000);
    expect(clock.pendingTimers).toBe(timers);
  });
});

function bound(manager: Awaited<ReturnType<Awaited<ReturnType<typeof startManaged>>["manage"]>>) {
  return { state: () => manager.state, until: manager.until.bind(manager), call: manager.call };
}
