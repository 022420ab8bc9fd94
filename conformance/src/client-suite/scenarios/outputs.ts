import { isDeepStrictEqual } from "node:util";
import type { DriverOutput } from "../client-driver.js";
import { actuators, motor, stroker, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { type Body, device, errorMessage, output, type WireDevice } from "../wire.js";

interface Commanded {
  readonly name: string;
  readonly device: WireDevice;
  readonly command: DriverOutput;
  readonly value: number;
}

function describe({ type, steps, fraction, durationMs, deviceIndex, featureIndex }: DriverOutput): string {
  const level = steps === undefined ? `the fraction ${fraction} of full strength` : `${steps} steps`;
  const time = durationMs === undefined ? "" : ` in ${durationMs} ms`;
  return `set ${type} of device ${deviceIndex}, feature ${featureIndex} to ${level}${time}`;
}

/** The client should make exactly this of a command. */
function commanding({ name, device: target, command, value }: Commanded): Scenario {
  const { deviceIndex, featureIndex, type, durationMs } = command;
  const duration = durationMs === undefined ? {} : { Duration: durationMs };
  const expected = {
    DeviceIndex: deviceIndex,
    FeatureIndex: featureIndex,
    Command: { [type]: { Value: value, ...duration } },
  };
  const judge = ({ Id, ...body }: Body) =>
    isDeepStrictEqual(body, expected) ? undefined : `${JSON.stringify(body)} instead of ${JSON.stringify(expected)}`;
  return {
    name,
    task: `connect; ${describe(command)}`,
    setup: { devices: [target] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd", `sends ${type} ${value}`, judge);
      await peer.lacks("OutputCmd", "sends one command");
    },
    async drive(app) {
      await app.connect();
      await app.does("the command succeeds with Ok", app.client.output(command));
    },
  };
}

/** A command that no device could carry out: the application must hear of it, from the client or from the server. */
function refusing(name: string, command: DriverOutput): Scenario {
  return {
    name,
    task: `connect; ${describe(command)}; it fails`,
    setup: {
      devices: [vibrator],
      answers: { OutputCmd: ({ Id }) => [errorMessage(Id, 4, "out of range")] },
    },
    async serve(server) {
      await (await server.connection()).handshake();
    },
    async drive(app) {
      await app.connect();
      await app.fails("the command rejects", app.client.output(command));
      await app.check("is still connected", () => app.client.connected, true);
    },
  };
}

const at = (deviceIndex: number, featureIndex: number, type: string) => ({ deviceIndex, featureIndex, type });
const seven = device(0, "Seven Steps", [output("Vibrate", [0, 7])]);
const huge = device(4_294_967_295, "Huge", [output("Vibrate", [0, 2_147_483_647])]);
const hugePlace = at(4_294_967_295, 0, "Vibrate");

const commands: readonly Commanded[] = [
  { name: "output-vibrate", device: vibrator, command: { ...motor, steps: 5 }, value: 5 },
  { name: "output-rotate", device: actuators, command: { ...at(2, 0, "Rotate"), steps: 20 }, value: 20 },
  { name: "output-rotate-back", device: actuators, command: { ...at(2, 0, "Rotate"), steps: -7 }, value: -7 },
  { name: "output-oscillate", device: stroker, command: { ...at(1, 2, "Oscillate"), steps: 50 }, value: 50 },
  { name: "output-constrict", device: actuators, command: { ...at(2, 1, "Constrict"), steps: 3 }, value: 3 },
  { name: "output-spray", device: actuators, command: { ...at(2, 2, "Spray"), steps: 1 }, value: 1 },
  { name: "output-temperature", device: actuators, command: { ...at(2, 3, "Temperature"), steps: -100 }, value: -100 },
  { name: "output-led", device: actuators, command: { ...at(2, 4, "Led"), steps: 255 }, value: 255 },
  { name: "output-position", device: stroker, command: { ...at(1, 0, "Position"), steps: 0 }, value: 0 },
  {
    name: "output-position-in-time",
    device: stroker,
    command: { ...at(1, 1, "HwPositionWithDuration"), steps: 75, durationMs: 1000 },
    value: 75,
  },
  { name: "output-fraction", device: seven, command: { ...motor, fraction: 0.5 }, value: 4 },
  { name: "output-small-fraction", device: seven, command: { ...motor, fraction: 0.01 }, value: 1 },
  { name: "output-full", device: seven, command: { ...motor, fraction: 1 }, value: 7 },
  { name: "output-rest", device: seven, command: { ...motor, fraction: 0 }, value: 0 },
  {
    name: "output-fraction-back",
    device: actuators,
    command: { ...at(2, 0, "Rotate"), fraction: -0.51 },
    value: -11,
  },
  { name: "output-huge", device: huge, command: { ...hugePlace, steps: 2_147_483_647 }, value: 2_147_483_647 },
];

export const outputScenarios: readonly Scenario[] = [
  ...commands.map(commanding),
  refusing("output-above-range", { ...motor, steps: 21 }),
  refusing("output-below-range", { ...motor, steps: -1 }),
  refusing("output-between-steps", { ...motor, steps: 2.5 }),
  refusing("output-above-full", { ...motor, fraction: 1.5 }),
  refusing("output-not-a-number", { ...motor, fraction: Number.NaN }),
  refusing("output-missing", { ...motor, type: "Oscillate", steps: 1 }),
  {
    name: "stops",
    task: "connect; drive device 0, stop that device, stop all devices",
    setup: { devices: [vibrator] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
      await peer.expect("StopCmd", "stops the one device, outputs included", ({ DeviceIndex, Outputs = true }) =>
        DeviceIndex === 0 && Outputs === true ? undefined : `DeviceIndex ${DeviceIndex}, Outputs ${Outputs}`,
      );
      await peer.expect("StopCmd", "stops all devices, outputs included", ({ DeviceIndex, Outputs = true }) =>
        DeviceIndex === undefined && Outputs === true ? undefined : `DeviceIndex ${DeviceIndex}, Outputs ${Outputs}`,
      );
    },
    async drive(app) {
      await app.connect();
      await app.does("drives", app.client.output({ ...motor, steps: 5 }));
      await app.does("stops a device", app.client.stopDevice(0));
      await app.does("stops all devices", app.client.stopAll());
    },
  },
];
