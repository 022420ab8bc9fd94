import {
  type Advertisement,
  type EndpointPlan,
  fromUtf8,
  memoryConfigStore,
  ObservableValue,
  type ScanFilters,
} from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import { addDeviceData } from "@buttplug-ts/device-db/import";
import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { Availability, HardwareManager } from "@buttplug-ts/hardware";
import { connectPipe } from "@buttplug-ts/hardware-kit";
import nobra from "@buttplug-ts/protocols/nobra";
import tcode from "@buttplug-ts/protocols/tcode-v03";
import { ButtplugServer } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it, onTestFinished } from "vitest";

/** A bus with one port, at which something takes every byte. */
class OnePort implements HardwareManager {
  readonly name = "serial";
  readonly ready: Promise<void> = Promise.resolve();
  readonly availability = new ObservableValue<Availability>({ usable: true });
  readonly written: string[] = [];
  filters: ScanFilters | undefined;
  plans: readonly EndpointPlan[] = [];
  arrive: (advertisement: Advertisement) => void = () => {};
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    this.#clock = clock;
  }

  get port(): Advertisement {
    return { kind: "serial", id: "COM7", port: "COM7" };
  }

  watch(arrivals: (advertisement: Advertisement) => void): void {
    this.arrive = arrivals;
  }

  async *scan(filters: ScanFilters): AsyncGenerator<Advertisement> {
    this.filters = filters;
    yield this.port;
  }

  async open(id: string, plans: readonly EndpointPlan[]) {
    this.plans = plans;
    const plan = plans[0] as EndpointPlan;
    const never = new Promise<never>(() => {});
    const write = async (data: Uint8Array) => void this.written.push(fromUtf8(data) ?? "");
    const pipe = { read: () => never, write, close: async () => {} };
    return connectPipe({ id, plan, pipe, clock: this.#clock, writeLimitMs: 2_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function serverWith(devices: UserConfig["devices"], deviceDb: DeviceDatabase = deviceDatabase) {
  const clock = new TestClock();
  const manager = new OnePort(clock);
  const config = memoryConfigStore({ config: JSON.stringify({ version: 1, devices }) });
  const options = { managers: [manager], protocols: [nobra, tcode], deviceDb, config, clock };
  const server = new ButtplugServer("Server", options);
  onTestFinished(() => server.close());
  const session = server.openSession("Test");
  const connected = () => server.deviceStatus.map(({ hardware, name }) => `${hardware} ${name}`);
  const scan = async () => {
    await server.ready;
    await session.scan();
    return connected();
  };
  return { manager, server, session, scan, connected };
}

const port = { hardware: "serial/COM7", protocol: "tcode-v03" } as const;
const axis = "serial/COM7 TCode v0.3 (Single Linear Axis)";
const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;

it("a serial port is left alone as long as nobody says what is there", async () => {
  const { manager, scan } = serverWith([{ hardware: "serial/COM7", name: "Mine" }, { protocol: "tcode-v03" }]);
  expect(await scan()).toEqual([]);
  expect(manager.plans).toEqual([]);
});

it("the owner's entry for a port and a protocol says what is there, and how the line is set up", async () => {
  const { manager, scan, session } = serverWith([{ ...port, name: "Mine", index: 4, serial: { baudRate: 250_000 } }]);
  expect(await scan()).toEqual([axis]);
  expect(manager.filters?.serial?.ports).toContain("COM7");
  expect(manager.plans).toMatchObject([{ protocol: "tcode-v03", line: { ...line, baudRate: 250_000 } }]);
  expect(session.devices).toMatchObject([{ deviceIndex: 4, deviceDisplayName: "Mine" }]);
  await session.output(4, 0, { type: "hwPositionWithDuration", value: 500, duration: 250 });
  expect(manager.written).toEqual(["L0500I250\n"]);
});

it("what comes by itself before the settings are read is connected when they are", async () => {
  const { manager, server, connected } = serverWith([port]);
  manager.arrive(manager.port);
  await server.ready;
  await settle();
  expect(connected()).toEqual([axis]);
});

it("an entry counts from the next scan on, when it is added while the server runs", async () => {
  const { server, scan } = serverWith([]);
  expect(await scan()).toEqual([]);
  await server.setUserConfig({ devices: [port] });
  expect(await scan()).toEqual([axis]);
});

it("an entry that denies says nothing of what is there", async () => {
  const { manager, scan } = serverWith([
    { ...port, access: "deny" },
    { hardware: "serial/COM7", protocol: "nobra" },
  ]);
  expect(await scan()).toEqual(["serial/COM7 Nobra's Silicone Dreams Toy"]);
  expect(manager.plans).toMatchObject([{ protocol: "nobra", line: { baudRate: 19_200 } }]);
});

it("the owner's entry goes before what the database says of the port", async () => {
  const serial = { ports: ["COM7"], line };
  const known = addDeviceData(deviceDatabase, {
    featureLists: [],
    protocols: [{ key: "nobra", serial, models: [] }],
  });
  expect(await serverWith([], known).scan()).toEqual(["serial/COM7 Nobra's Silicone Dreams Toy"]);
  const { manager, scan } = serverWith([port], known);
  expect(await scan()).toEqual([axis]);
  expect(manager.plans.map(({ protocol }) => protocol)).toEqual(["tcode-v03", "nobra"]);
});
