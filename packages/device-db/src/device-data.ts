import type { Endpoint, FeatureDefinition, SerialLine, UsbPair } from "@buttplug-ts/core";

/** The compact form that the files of `data/` are compiled to: feature lists once, models as rows. */
export interface DeviceData {
  readonly featureLists: readonly (readonly FeatureDefinition[])[];
  readonly protocols: readonly ProtocolData[];
}

/** How the devices of one protocol are recognised and reached. */
export interface ProtocolRules {
  readonly key: string;
  readonly bluetooth?: BluetoothData;
  readonly serial?: SerialData;
  readonly hid?: readonly UsbPair[];
  readonly usb?: readonly UsbPair[];
  /** Names that devices say to the WebSocket server for devices. A star at the end stands for anything. */
  readonly websocket?: readonly string[];
  /** Every gamepad is one of these devices. */
  readonly xinput?: true;
  /** Every device of the Lovense Connect app is one of these. */
  readonly lovenseConnect?: true;
  /** Every device that its owner named by a network address is one of these. */
  readonly network?: true;
  /** Protocols that are tried after this one where both recognise a device. */
  readonly before?: readonly string[];
  /** Why nobody can drive these devices, in a sentence. Their data are here so that they can be named. */
  readonly notDriven?: string;
}

/** What is known about the devices of one protocol. */
export interface ProtocolData extends ProtocolRules {
  readonly models: readonly ModelRow[];
}

/** How devices are recognised on Bluetooth Low Energy. UUIDs are lower-case and 128 bits long. */
export interface BluetoothData {
  /** A star at the end stands for anything. */
  readonly names: readonly string[];
  readonly manufacturerData: readonly ManufacturerPattern[];
  readonly services: Readonly<Record<string, { readonly [E in Endpoint]?: string }>>;
  /** Those of `services` that are enough to recognise a device. */
  readonly advertised: readonly string[];
}

/** Which serial ports have such devices, and how the line is set up. */
export interface SerialData {
  /** Names of ports as the system has them, exactly. */
  readonly ports: readonly string[];
  readonly line: SerialLine;
}

/** A company, and the bytes that its data must begin with. */
export interface ManufacturerPattern {
  readonly company: number;
  readonly prefix?: readonly number[];
}

/** Id, name, identifiers (none: the default model), index into the feature lists, and what few models have. */
export type ModelRow = readonly [
  id: string,
  name: string,
  identifiers: readonly string[],
  featureList: number,
  more?: { readonly variant?: string; readonly gapMs?: number },
];
