import { webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import { type Logger, toHex } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer } from "@buttplug-ts/server";

/** What is simulated unless the user says otherwise: the devices of the demonstration. */
export const defaultDevices: readonly string[] = ["Lovense Nora", "Lovense Max", "Lovense Solace Pro", "Aneros Vivi"];

export interface EngineOptions {
  readonly port: number;
  /** Models to simulate, by name. */
  readonly models: readonly string[];
  /** Gets one line at a time about what happens. */
  readonly say: (line: string) => void;
}

/** A running engine. `close()` stops every device first. */
export interface Engine {
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a server with simulated devices behind a WebSocket listener.
 * @throws ButtplugError `usage/invalid-argument` for an unknown model, `connector/failed` if the port cannot be had.
 */
export async function startEngine({ port, models, say }: EngineOptions): Promise<Engine> {
  const devices = models.map((model) => simulate(model));
  const logger = lineLogger(say);
  const server = new ButtplugServer("buttplug-ts engine", {
    managers: [new SimulatedHardwareManager({ devices })],
    protocols,
    deviceDb: deviceDatabase,
    logger,
  });
  const listener = webSocketListener({ port, logger });
  try {
    await server.listen(listener);
  } catch (error) {
    await server.close();
    throw error;
  }
  for (const device of devices)
    device.onWrite(({ endpoint, data }) => say(`  ${describe(device)} <- ${endpoint} ${shown(data)}`));
  say(`Simulated devices: ${devices.map(describe).join(", ")}`);
  say(`Listening at ${listener.addresses.join(" and ")}. Press Ctrl-C to stop.`);
  return { addresses: [...listener.addresses], close: () => server.close() };
}

function describe({ model, address }: SimulatedDevice): string {
  return `${model.name} [${address}]`;
}

function shown(data: Uint8Array): string {
  const text = String.fromCharCode(...data);
  return /^[ -~]+$/.test(text) ? JSON.stringify(text) : toHex(data);
}

function lineLogger(say: (line: string) => void): Logger {
  return {
    log(level, area, message) {
      if (level !== "debug") say(`${level} ${area}: ${message}`);
    },
  };
}
