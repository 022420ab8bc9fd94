import type { Endpoint } from "@buttplug-ts/core";
import type { CaseDevice, CaseEvent, CaseMessage, CaseStep, DeviceCase, EndpointValue } from "./device-case.js";
import { subscriptionText, writeText } from "./hardware-text.js";
import {
  boolean,
  bytes,
  integer,
  list,
  nothing,
  number,
  type Read,
  readYaml,
  record,
  tagged,
  text,
} from "./yaml-reader.js";

const endpoint = text as Read<Endpoint>;

/** Makes something else of what `read` gives. */
function made<A, B>(read: Read<A>, make: (value: A, at: string) => B): Read<B> {
  return (node, at) => make(read(node, at), at);
}

const device: Read<CaseDevice> = made(
  record(
    { identifier: record({ name: text }, { address: text }), expected_name: text },
    { expected_display_name: text },
  ),
  ({ identifier, expected_name: expectedName, expected_display_name: expectedDisplayName }) => ({
    ...identifier,
    expectedName,
    ...(expectedDisplayName !== undefined && { expectedDisplayName }),
  }),
);

const message: Read<CaseMessage> = tagged({
  Vibrate: made(list(record({ Index: integer, Speed: number }, {})), (parts) => ({
    kind: "vibrate" as const,
    parts: parts.map(({ Index: index, Speed: speed }) => ({ index, speed })),
  })),
  Scalar: made(list(record({ Index: integer, Scalar: number, ActuatorType: text }, {})), (parts) => ({
    kind: "scalar" as const,
    parts: parts.map(({ Index: index, Scalar: scalar, ActuatorType: actuatorType }) => ({
      index,
      scalar,
      actuatorType,
    })),
  })),
  Rotate: made(list(record({ Index: integer, Speed: number, Clockwise: boolean }, {})), (parts) => ({
    kind: "rotate" as const,
    parts: parts.map(({ Index: index, Speed: speed, Clockwise: clockwise }) => ({ index, speed, clockwise })),
  })),
  Linear: made(list(record({ Index: integer, Position: number, Duration: integer }, {})), (parts) => ({
    kind: "linear" as const,
    parts: parts.map(({ Index: index, Position: position, Duration: durationMs }) => ({ index, position, durationMs })),
  })),
  Battery: made(record({ expected_power: number }, { run_async: boolean }), (battery) => ({
    kind: "battery" as const,
    expectedPower: battery.expected_power,
    isAsync: battery.run_async ?? false,
  })),
  RSSI: made(nothing, () => ({ kind: "rssi" as const })),
  Stop: made(nothing, () => ({ kind: "stop" as const })),
});

// `feature_id` names an entry of the upstream database, which says nothing about bytes.
const command: Read<string> = tagged({
  Write: made(record({ endpoint, data: bytes, write_with_response: boolean }, { feature_id: text }), (write) =>
    writeText(write.endpoint, write.data, write.write_with_response),
  ),
  Subscribe: made(record({ endpoint }, { feature_id: text }), (to) => subscriptionText("subscribe", to.endpoint)),
  Unsubscribe: made(record({ endpoint }, { feature_id: text }), (of) => subscriptionText("unsubscribe", of.endpoint)),
});

const values: Read<EndpointValue[]> = list(record({ endpoint, data: bytes }, {}));

const event: Read<CaseEvent> = tagged({
  Notifications: made(values, (each) => ({ kind: "notifications" as const, values: each })),
  Reads: made(values, (each) => ({ kind: "reads" as const, values: each })),
  Disconnect: made(nothing, () => ({ kind: "disconnect" as const })),
});

const step: Read<CaseStep> = tagged({
  Messages: made(record({ device_index: integer, messages: list(message) }, {}), (own, at) => ({
    kind: "messages" as const,
    at,
    device: own.device_index,
    messages: own.messages,
  })),
  Commands: made(record({ device_index: integer, commands: list(command) }, {}), (own, at) => ({
    kind: "commands" as const,
    at,
    device: own.device_index,
    commands: own.commands,
  })),
  Events: made(record({ device_index: integer, events: list(event) }, {}), (own, at) => ({
    kind: "events" as const,
    at,
    device: own.device_index,
    events: own.events,
  })),
  VersionGated: made(
    record({ min_spec_version: integer, commands: (node, at): CaseStep[] => list(step)(node, at) }, {}),
    (own, at) => ({ kind: "versionGated" as const, at, minVersion: own.min_spec_version, steps: own.commands }),
  ),
});

const deviceCase = record(
  { devices: list(device), device_commands: list(step) },
  { device_init: list(step), user_device_config_file: text },
);

/** @throws ButtplugError `usage/invalid-argument` that says where the text is no device case. */
export function readDeviceCase(name: string, yaml: string): DeviceCase {
  const {
    devices,
    device_init: init = [],
    device_commands: commands,
    user_device_config_file: userConfigFile,
  } = readYaml(yaml, deviceCase);
  return { name, devices, init, commands, ...(userConfigFile !== undefined && { userConfigFile }) };
}
