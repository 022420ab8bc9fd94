/** The body of a message. */
export type Body = Readonly<Record<string, unknown>> & { readonly Id: number };

/** What a message is answered with: messages, which leave as one frame, or nothing. */
export type Answer = (body: Body) => readonly object[];

export const silence: Answer = () => [];

export function ok(Id: number): object {
  return { Ok: { Id } };
}

export function serverInfo(Id: number, more: object = {}): object {
  const version = { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
  return { ServerInfo: { Id, ServerName: "Client suite", MaxPingTime: 0, ...version, ...more } };
}

export function errorMessage(Id: number, ErrorCode: number, ErrorMessage: string): object {
  return { Error: { Id, ErrorCode, ErrorMessage } };
}

export const scanningFinished: object = { ScanningFinished: { Id: 0 } };

export interface WireDevice {
  readonly DeviceIndex: number;
  readonly [field: string]: unknown;
}

export function deviceList(Id: number, devices: readonly WireDevice[]): object {
  const entries = devices.map((device) => [String(device.DeviceIndex), device]);
  return { DeviceList: { Id, Devices: Object.fromEntries(entries) } };
}

/** A device as servers of spec v4 write it; features are numbered as listed. */
export function device(
  DeviceIndex: number,
  DeviceName: string,
  features: readonly object[],
  more: object = {},
): WireDevice {
  const numbered = features.map((feature, FeatureIndex) => [String(FeatureIndex), { FeatureIndex, ...feature }]);
  return { DeviceIndex, DeviceName, DeviceMessageTimingGap: 0, DeviceFeatures: Object.fromEntries(numbered), ...more };
}

/** Both names of the text, because one shipped client reads only the second; the first has a scenario of its own. */
export function described(text: string): object {
  return { FeatureDescription: text, FeatureDescriptor: text };
}

export function output(type: string, Value: readonly [number, number], more: object = {}): object {
  return { ...described(type), Output: { [type]: { Value, ...more } } };
}

export function input(type: string, range: readonly [number, number], ...Command: readonly string[]): object {
  return { ...described(type), Input: { [type]: { Value: [range], Command } } };
}

/** A reading as an event, or with an `Id` as a reply. */
export function reading(place: readonly [number, number], type: string, Value: number, Id = 0): object {
  const [DeviceIndex, FeatureIndex] = place;
  return { InputReading: { Id, DeviceIndex, FeatureIndex, Reading: { [type]: { Value } } } };
}
