import { systemClock } from "@buttplug-ts/core";
import {
  FakeDevice,
  FakeHardwareManager,
  inputFeature,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { type ButtplugServer, createServer } from "buttplug-ts/server";

/** A device with a pressure sensor of 0 to 100. No real one is supported yet, so test equipment plays it. */
export interface PressureSensor {
  readonly server: ButtplugServer;
  squeeze(strength: number): void;
}

export function pressureSensor(): PressureSensor {
  const device = new FakeDevice({ name: "Pressure Sensor", endpoints: ["tx", "rxpressure"] });
  const server = createServer("Sensor Server", {
    managers: [new FakeHardwareManager(systemClock, [device])],
    protocols: [testProtocol],
    deviceDb: testDatabase([testModel("Pressure Sensor", [inputFeature(0, "pressure")])]),
  });
  return { server, squeeze: (strength) => device.notify("rxpressure", Uint8Array.of(0, strength)) };
}
