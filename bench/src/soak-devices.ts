import type { Clock } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { deviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import {
  FakeDevice,
  FakeHardwareManager,
  inputFeature,
  outputFeature,
  testDatabase,
  testModel,
} from "@buttplug-ts/testing";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** A device of the soak, on whichever bus. */
export interface SoakDevice {
  /** As {@link DeviceStatus.hardware}. */
  readonly hardware: string;
  readonly connected: boolean;
  /** The features that are not at rest, whatever the server believes. */
  readonly running: readonly number[];
  vanish(): void;
  appear(): void;
  /** The next write fails, and the device counts as lost. */
  fail(): void;
  /** From now on each write takes so many milliseconds. */
  slowDown(writeMs: number): void;
  /** Measures something, for those who subscribed. */
  measure(): void;
}

/** With dialogues, ciphers, keepalives of each kind, one output and several. */
const models = [
  "Lovense Nora",
  "Lovense Edge",
  "Aneros Vivi",
  "Satisfyer Hot Spot",
  "Vorze A10 Cyclone SA",
  "WeVibe Bloom",
  "VibCrafter Harlow",
  "Honey Play Box Pearl 2",
];
const simulatedCount = 40;
const fakeCount = 10;
const gapsMs = [0, 75, 75, 200];
/** What no simulated device has: an input that can be subscribed to. */
const sensor = testModel("Soak Sensor", [outputFeature(0, "vibrate"), inputFeature(1, "pressure")]);

/** All devices, and what a server needs to drive them. */
export interface SoakDevices {
  readonly devices: readonly SoakDevice[];
  readonly managers: readonly HardwareManager[];
  readonly deviceDb: DeviceDatabase;
}

export function soakDevices(clock: Clock): SoakDevices {
  const gapOf = (index: number) => gapsMs[index % gapsMs.length] ?? 0;
  const simulated = Array.from({ length: simulatedCount }, (_, index) =>
    simulate(models[index % models.length] ?? "", {
      gapMs: gapOf(Math.floor(index / models.length)),
      needsKeepalive: index % 3 === 0,
      recordLimit: 10,
    }),
  );
  const fakes = Array.from({ length: fakeCount }, (_, index) => {
    const id = `sensor ${index}`;
    return new FakeDevice({ name: sensor.name, id, endpoints: ["tx", "rx", "rxpressure"], gapMs: gapOf(index) });
  });
  const fakeManager = new FakeHardwareManager(clock, fakes);
  const devices = [
    ...simulated.map(soakDeviceOfSimulated),
    ...fakes.map((fake) => soakDeviceOfFake(fake, fakeManager)),
  ];
  return {
    devices,
    managers: [new SimulatedHardwareManager({ devices: simulated, clock }), fakeManager],
    deviceDb: withSensor(deviceDatabase),
  };
}

function soakDeviceOfSimulated(device: SimulatedDevice): SoakDevice {
  return {
    get hardware() {
      return `simulated/${device.address}`;
    },
    get connected() {
      return device.connected;
    },
    get running() {
      return device.levels.filter(({ value }) => value !== 0).map(({ feature }) => feature);
    },
    vanish: () => device.vanish(),
    appear: () => device.appear(),
    fail: () => {
      device.faults.failWrites = 1;
    },
    slowDown: (writeMs) => {
      device.faults.writeMs = writeMs;
    },
    measure: () => {},
  };
}

function soakDeviceOfFake(device: FakeDevice, manager: FakeHardwareManager): SoakDevice {
  let level = 0;
  device.onWrite = ({ hex }) => {
    device.writes.length = 0;
    device.subscriptions.length = 0;
    level = Number.parseInt(hex.split(" ")[2] ?? "", 16);
  };
  return {
    hardware: `${manager.name}/${device.id}`,
    get connected() {
      return device.connected;
    },
    get running() {
      return level === 0 ? [] : [0];
    },
    vanish: () => device.vanish(),
    appear: () => {
      if (!device.present) manager.arrive(device);
    },
    fail: () => void device.writeFaults.push("fail"),
    slowDown: (writeMs) => {
      device.writeMs = writeMs;
    },
    measure: () => device.notify("rxpressure", Uint8Array.of(1, 50)),
  };
}

/** The database of real models and the sensor. */
function withSensor(real: DeviceDatabase): DeviceDatabase {
  const own = testDatabase([sensor]);
  return {
    models: [...real.models, sensor],
    match: (advertisement) => [...own.match(advertisement), ...real.match(advertisement)],
    protocol: (key) => real.protocol(key),
    plan: (key, kind) => (key === sensor.protocol ? own : real).plan(key, kind),
    model: (key, identifier) => (key === sensor.protocol ? own : real).model(key, identifier),
    scanFilters: real.scanFilters,
  };
}
