import { fromUtf8, type ModelDefinition, type OutputType } from "@buttplug-ts/core";
import { type DeviceSimulation, defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const request = /^([A-Za-z]+)(\d*)\?(?:v=(\d+)&)?t=./;

/** The app, asked for one device. */
function open(model: ModelDefinition): DeviceSimulation {
  const levels = new SimulatedLevels(model);
  let direction = 1;
  let speed = 0;
  const obey = (command: string | undefined, motor: number, value: number) => {
    const set = (output: OutputType) => levels.set((level) => level.output === output, value);
    if (command === "Vibrate") {
      levels.set(({ feature, output }) => feature === motor && (output === "vibrate" || output === "oscillate"), value);
    }
    if (command === "Thrusting") set("oscillate");
    if (command === "AirAuto") set("constrict");
    if (command === "Rotate") speed = value;
    if (command === "RotateChange") direction = -direction;
    levels.set(({ output }) => output === "rotate", speed === 0 ? 0 : direction * speed);
  };
  const toy: DeviceSimulation = {
    battery: 100,
    receive(endpoint, data) {
      const [, command, motor, value] = request.exec(fromUtf8(data) ?? "") ?? [];
      if (endpoint === "tx") obey(command, Number(motor) - 1, Number(value));
      return [];
    },
    read: (endpoint) => (endpoint === "rx" ? Uint8Array.of(toy.battery) : undefined),
    levels: () => levels.snapshot(),
  };
  return toy;
}

export default defineSimulator({
  key: "lovense-connect-service",
  // Whoever wants the default model gets a name that is not listed.
  advertisedName: ({ identifier }) => identifier || "Novelty",
  open,
});
