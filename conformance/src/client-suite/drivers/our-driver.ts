import {
  ButtplugClient,
  ButtplugError,
  type ClientDevice,
  type Feature,
  type InputType,
  type OutputType,
  webSocketConnector,
} from "buttplug-ts";
import type { ClientDriver, DriverSetup, OutputPlace, SeenDevice } from "../client-driver.js";

/** The client of this project. */
export function ourDriver({ clock, requestLimitMs, saw }: DriverSetup): ClientDriver {
  const client = new ButtplugClient("client suite", { clock, requestTimeoutMs: requestLimitMs });
  const handles = new Map<number, ClientDevice>();
  client.on("deviceAdded", (device) => {
    handles.set(device.index, device);
    saw(`deviceAdded ${device.index}`);
  });
  client.on("deviceRemoved", ({ index }) => saw(`deviceRemoved ${index}`));
  client.on("scanningFinished", () => saw("scanningFinished"));
  client.on("inputReading", ({ deviceIndex, featureIndex, reading: { type, value } }) =>
    saw(`reading ${deviceIndex}.${featureIndex} ${wireName(type)} ${value}`),
  );
  client.on("error", ({ message }) => saw(`error ${message}`));
  client.on("pingTimeout", () => saw("pingTimeout"));
  client.on("serverDisconnect", ({ reason }) => saw(`disconnected ${reason}`));

  const device = (index: number) => demand(handles.get(index));
  const feature = ({ deviceIndex, featureIndex }: OutputPlace) => demand(device(deviceIndex).feature(featureIndex));
  return {
    connect: (address) => client.connect(webSocketConnector(address)),
    disconnect: () => client.disconnect(),
    get connected() {
      return client.connected;
    },
    devices: () => client.devices.map(describe),
    description: (deviceIndex, featureIndex) => device(deviceIndex).feature(featureIndex)?.description,
    startScanning: () => client.startScanning(),
    stopScanning: () => client.stopScanning(),
    async output({ steps, fraction = 0, durationMs, type, ...place }) {
      const level = steps === undefined ? fraction : { steps };
      await feature({ type, ...place }).output({ type: ownName(type) as OutputType, level, durationMs });
    },
    read: async (place) => feature(place).read(ownName(place.type) as InputType),
    subscribe: async (place) => feature(place).subscribe(ownName(place.type) as InputType),
    unsubscribe: async (place) => feature(place).unsubscribe(ownName(place.type) as InputType),
    stopDevice: async (index) => device(index).stop(),
    stopAll: () => client.stopAll(),
  };
}

function describe({ index, name, displayName, messageGapMs, features }: ClientDevice): SeenDevice {
  const given = displayName === name ? {} : { displayName };
  return { index, name, ...given, messageGapMs, features: features.map(describeFeature) };
}

function describeFeature({ index, outputs, inputs }: Feature): SeenDevice["features"][number] {
  const seenOutputs = Object.entries(outputs).map(([type, info]) => {
    const duration = "durationRange" in info ? { durationRange: info.durationRange } : {};
    return [wireName(type), { range: info.range, ...duration }];
  });
  const seenInputs = Object.entries(inputs).map(([type, { ranges, canRead, canSubscribe }]) => {
    const commands = [canRead ? "Read" : [], canSubscribe ? "Subscribe" : []].flat();
    return [wireName(type), { range: ranges[0], commands }];
  });
  return { index, outputs: Object.fromEntries(seenOutputs), inputs: Object.fromEntries(seenInputs) };
}

function demand<T>(found: T | undefined): T {
  if (found !== undefined) return found;
  throw new ButtplugError("internal/bug", "the client never had this device or feature");
}

function wireName(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

function ownName(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}
