import { type Endpoint, toHex } from "@buttplug-ts/core";
import type { DeviceSimulation } from "@buttplug-ts/protocol-kit";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { modelOf } from "./devices.js";

export interface Simulated {
  readonly device: DeviceSimulation;
  /** Writes to the device; what it answers, as `rx: 4f 4b`. */
  tell(data: Uint8Array, endpoint?: Endpoint): string[];
  values(): number[];
}

/** The simulated device of a model: `simulated("wevibe", "Nova")`. */
export function simulated(key: string, identifier: string): Simulated {
  const simulator = simulators.find((each) => each.key === key);
  if (!simulator) throw new TypeError(`no simulator ${key}`);
  const device = simulator.open(modelOf(key, identifier));
  return {
    device,
    tell: (data, endpoint = "tx") =>
      device.receive(endpoint, data).map((reply) => `${reply.endpoint}: ${toHex(reply.data)}`),
    values: () => device.levels().map(({ value }) => value),
  };
}
