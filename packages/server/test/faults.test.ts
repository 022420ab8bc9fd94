import type { Advertisement, LogLevel } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { type DialogueIo, defineProtocol } from "@buttplug-ts/protocol-kit";
import {
  FakeDevice,
  FakeHardwareManager,
  outputFeature,
  settle,
  TestClock,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ButtplugServer } from "../src/server.js";
import { ok, sensor, sensorOptions, serverWith, trio, vibrate } from "./server-bench.js";

const failed = (Id: number, code: string) => ({
  Error: { Id, ErrorCode: 4, ErrorMessage: expect.stringContaining(`[${code}]`) },
});

describe("a write", () => {
  it("of which only the first half arrives fails what did not arrive; the device is stopped and lost", async () => {
    const { ready, device, server } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    device().onWrite = ({ hex }) => hex === "00 00 05" && device().writeFaults.push("fail");
    await client.send(vibrate(3, 0, 0, 5), vibrate(4, 0, 1, 6));
    expect(client.take()).toEqual([ok(3), failed(4, "hardware/write-failed"), { DeviceList: { Id: 0, Devices: {} } }]);
    expect(device().takeWrites()).toEqual(["tx 00 00 05", "tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
    expect(server.devices).toEqual([]);
  });

  it("that hangs holds a stop back for no more than a second, and other devices not at all", async () => {
    const { ready, device, clock } = await serverWith([{ name: "Trio" }, sensorOptions], [trio, sensor]);
    const client = await ready();
    await client.send(vibrate(3, 1, 0, 5));
    device(0).writeFaults.push("hang");
    await client.send(vibrate(4, 0, 0, 5));
    for (const each of [0, 1]) device(each).takeWrites();
    await client.send({ StopCmd: { Id: 5 } });
    expect(device(1).takeWrites()).toEqual(["tx 00 00 00"]);
    expect(device(0).takeWrites()).toEqual([]);
    await clock.advance(1_000);
    expect(device(0).takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });
});

describe("a device that disconnects", () => {
  /** Whether everything settles, and nothing is left, when the device leaves at this moment. */
  const states: Record<string, (bench: Awaited<ReturnType<typeof connected>>) => Promise<number>> = {
    idle: async () => 0,
    "while a value waits for its gap": async ({ client, clock }) => {
      await client.send(vibrate(3, 0, 0, 1));
      await clock.advance(4);
      await client.send(vibrate(4, 0, 0, 2));
      return 2;
    },
    "while a value is being written": async ({ client, device, clock }) => {
      device().writeFaults.push("hang");
      await client.send(vibrate(3, 0, 0, 1));
      await clock.advance(4);
      return 1;
    },
    "while a stop is being written": async ({ client, device }) => {
      device().writeFaults.push("hang");
      await client.send({ StopCmd: { Id: 3 } });
      return 1;
    },
    "while a stop waits for its next try": async ({ client, device }) => {
      device().writeFaults.push("fail");
      await client.send({ StopCmd: { Id: 3 } });
      return 1;
    },
    "while it is asked": async ({ client }) => {
      await client.send({ InputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex: 3, Type: "Button", Command: "Read" } });
      return 1;
    },
    "while it is subscribed to": async ({ client }) => {
      await client.send({
        InputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex: 4, Type: "Pressure", Command: "Subscribe" },
      });
      return 1;
    },
  };
  async function connected() {
    const bench = await serverWith(
      [{ ...sensorOptions, gapMs: 100 }],
      [{ ...sensor, features: [...sensor.features, { ...trio.features[1], index: 9 } as never] }],
    );
    return { ...bench, client: await bench.ready() };
  }

  it.each(Object.keys(states))("%s: every request gets its answer, and nothing is left", async (name) => {
    const bench = await connected();
    const { client, device, clock, server } = bench;
    const requests = (await states[name]?.(bench)) ?? 0;
    device().vanish();
    await settle();
    const answers = client.take().flatMap((message) => Object.values(message) as { Id: number }[]);
    expect(answers.filter(({ Id }) => Id > 0)).toHaveLength(requests);
    expect(server.devices).toEqual([]);
    await client.send({ StopCmd: { Id: 99 } });
    expect(client.take()).toEqual([ok(99)]);
    await server.close();
    await clock.advance(10_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(["identify", "initialize"] as const)(
    "in %s is given up at once and can be connected again",
    async (stage) => {
      let isSlow = true;
      const talk = async (io: DialogueIo) => {
        if (isSlow) await io.sleep(10_000);
        return io.name;
      };
      const protocol = defineProtocol({ ...testProtocol, [stage]: talk });
      const { open, server, device, manager } = await serverWith([{ name: "Trio" }], [trio], { protocols: [protocol] });
      const client = open();
      await client.handshake();
      await client.send({ StartScanning: { Id: 2 } });
      device().vanish();
      await settle();
      expect(client.take()).toEqual([ok(2), { ScanningFinished: { Id: 0 } }]);
      isSlow = false;
      manager.arrive(device());
      await settle();
      expect(server.devices).toHaveLength(1);
    },
  );
});

describe("a manager that throws", () => {
  const broken = (name: string): never => {
    throw new Error(`${name} is broken`);
  };
  const faults: Record<string, (manager: HardwareManager) => Partial<HardwareManager>> = {
    "when it watches": () => ({ watch: () => broken("watch") }),
    "when it scans": () => ({ scan: () => broken("scan") }),
    "while it scans": () => ({
      // biome-ignore lint/correctness/useYield: it breaks before it finds anything
      async *scan() {
        broken("scan");
      },
    }),
    "when it opens": () => ({ open: () => broken("open") }),
    "when it is asked whether it can be used": () => ({
      get availability(): never {
        return broken("availability");
      },
    }),
    "when it is disposed": () => ({ [Symbol.asyncDispose]: () => broken("dispose") }),
  };

  it.each(Object.keys(faults))("%s takes nothing else down, and is logged", async (name) => {
    const clock = new TestClock();
    const inner = new FakeHardwareManager(clock, [new FakeDevice({ name: "Trio", id: "behind" })], "broken");
    const manager = Object.create(
      inner,
      Object.getOwnPropertyDescriptors(faults[name]?.(inner) ?? {}),
    ) as HardwareManager;
    const bound = new Proxy(manager, {
      get: (target, key) => {
        const own = Object.hasOwn(target, key);
        const value = Reflect.get(own ? target : inner, key);
        return typeof value === "function" ? value.bind(own ? target : inner) : value;
      },
    });
    const good = new FakeHardwareManager(clock, [new FakeDevice({ name: "Trio" })]);
    const logged: string[] = [];
    const server = new ButtplugServer("Test", {
      managers: [bound, good],
      protocols: [testProtocol],
      deviceDb: testDatabase([trio]),
      clock,
      logger: { log: (_: LogLevel, __: string, text: string) => void logged.push(text) },
    });
    const session = server.openSession("test");
    await session.scan();
    expect(server.deviceStatus.map(({ hardware }) => hardware)).toContain("fake/Trio");
    expect(await session.output(server.deviceStatus.at(-1)?.index ?? 0, 0, { type: "vibrate", value: 3 })).toBe(
      "written",
    );
    await server.close();
    expect(good.disposed).toBe(true);
    expect(logged.some((text) => text.includes("is broken"))).toBe(true);
  });
});

describe("a command with a value that cannot be", () => {
  const stroker = testModel("Stroker", [outputFeature(0, "vibrate"), outputFeature(1, "hwPositionWithDuration")]);
  const longest = 2 ** 32 - 1;
  it.each([
    ["a negative level", 0, { Vibrate: { Value: -1 } }, "-1 is out of range"],
    ["a level that is no number", 0, { Vibrate: { Value: Number.NaN } }, "Value"],
    ["a fraction", 0, { Vibrate: { Value: 0.5 } }, "0.5"],
    ["a level above the range", 0, { Vibrate: { Value: 101 } }, "which takes 0 to 100"],
    [
      "the longest duration that a message can hold",
      1,
      { HwPositionWithDuration: { Value: 5, Duration: longest } },
      `${longest} is out of range`,
    ],
  ])("such as %s gets an error that names it, and nothing is written", async (_, FeatureIndex, Command, text) => {
    const { ready, device } = await serverWith([{ name: "Stroker" }], [stroker]);
    const client = await ready();
    await client.send({ OutputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex, Command } }, { Ping: { Id: 4 } });
    expect(client.take()).toEqual([
      { Error: expect.objectContaining({ Id: 3, ErrorMessage: expect.stringContaining(text) }) },
      ok(4),
    ]);
    expect(device().takeWrites()).toEqual([]);
  });
});

it("an advertisement that makes no sense is dropped", async () => {
  const { server, manager } = await serverWith([], [trio]);
  const arrivals: ((advertisement: Advertisement) => void)[] = [];
  manager.watch((advertisement) => arrivals.push(() => advertisement), { signal: new AbortController().signal });
  manager.arrive(new FakeDevice({ name: "" }));
  await settle();
  expect(server.devices).toEqual([]);
});
