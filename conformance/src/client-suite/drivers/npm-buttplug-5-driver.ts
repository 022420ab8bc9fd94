import {
  ButtplugClient,
  type ButtplugClientDevice,
  type ButtplugClientInputReading,
  ButtplugNodeWebsocketClientConnector,
  DeviceOutputCommand,
  type IButtplugClientDeviceFeature,
  InputCommandType,
  type InputType,
  type OutputType,
} from "buttplug";
import { ButtplugError } from "buttplug-ts";
import type { ClientDriver, DriverSetup, OutputPlace, SeenDevice } from "../client-driver.js";

/** The client that is published on npm as `buttplug`, version 5. It has no limits for requests and no clock of its own. */
export function npmButtplug5Driver({ saw }: DriverSetup): ClientDriver {
  const client = new ButtplugClient("client suite");
  const handles = new Map<number, ButtplugClientDevice>();
  client.on("deviceadded", (device: ButtplugClientDevice) => {
    handles.set(device.index, device);
    saw(`deviceAdded ${device.index}`);
  });
  client.on("deviceremoved", ({ index }: ButtplugClientDevice) => saw(`deviceRemoved ${index}`));
  client.on("scanningfinished", () => saw("scanningFinished"));
  client.on("inputreading", ({ device, feature, inputType, value }: ButtplugClientInputReading) =>
    saw(`reading ${device.index}.${feature.index} ${inputType} ${value}`),
  );
  client.on("error", (error: unknown) => saw(`error ${error}`));
  client.on("disconnect", (reason: unknown) => saw(`disconnected ${reason ?? ""}`));

  const device = (index: number) => demand(handles.get(index));
  const feature = ({ deviceIndex, featureIndex }: OutputPlace) =>
    demand(device(deviceIndex).features.get(featureIndex));
  const input = async (place: OutputPlace, command: InputCommandType) =>
    feature(place).runInput(place.type as InputType, command);
  return {
    connect: (address) => client.connect(new ButtplugNodeWebsocketClientConnector(address)),
    disconnect: () => client.disconnect(),
    get connected() {
      return client.connected;
    },
    // Without a connection it refuses to list its devices, which says the same as an empty list.
    devices: () => (client.connected ? [...client.devices.values()] : []).map(describe).sort(byIndex),
    description: (deviceIndex, featureIndex) => device(deviceIndex).features.get(featureIndex)?.descriptor,
    startScanning: () => client.startScanning(),
    stopScanning: () => client.stopScanning(),
    async output({ steps, fraction = 0, durationMs, type, ...place }) {
      const outputType = type as OutputType;
      const command =
        steps === undefined
          ? DeviceOutputCommand.createPercent(outputType, fraction, durationMs)
          : DeviceOutputCommand.createValue(outputType, steps, durationMs);
      await feature({ type, ...place }).runOutput(command);
    },
    read: async (place) => demand(await input(place, InputCommandType.Read)).value,
    subscribe: async (place) => void (await input(place, InputCommandType.Subscribe)),
    unsubscribe: async (place) => void (await input(place, InputCommandType.Unsubscribe)),
    stopDevice: async (index) => device(index).stop(),
    stopAll: () => client.stopAllDevices(),
  };
}

function byIndex(a: SeenDevice, b: SeenDevice): number {
  return a.index - b.index;
}

function describe({ index, name, displayName, messageTimingGap, features }: ButtplugClientDevice): SeenDevice {
  const given = displayName === undefined ? {} : { displayName };
  return { index, name, ...given, messageGapMs: messageTimingGap ?? 0, features: [...features.values()].map(facts) };
}

function facts({ index, outputs, inputs }: IButtplugClientDeviceFeature): SeenDevice["features"][number] {
  const seenOutputs = [...outputs].map(([type, { valueRange, durationRange }]) => {
    return [type, { range: valueRange, ...(durationRange ? { durationRange } : {}) }];
  });
  const seenInputs = [...inputs].map(([type, { valueRange, commands }]) => [type, { range: valueRange, commands }]);
  return { index, outputs: Object.fromEntries(seenOutputs), inputs: Object.fromEntries(seenInputs) };
}

function demand<T>(found: T | undefined): T {
  if (found !== undefined) return found;
  throw new ButtplugError("internal/bug", "the client never had this device, feature or reading");
}
