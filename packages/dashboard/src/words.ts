import type { InputType, OutputType } from "@buttplug-ts/core";
import type { FeatureState } from "@buttplug-ts/management";

const outputs: Readonly<Record<OutputType, string>> = {
  vibrate: "Vibrate",
  rotate: "Rotate",
  oscillate: "Oscillate",
  constrict: "Constrict",
  spray: "Spray",
  temperature: "Temperature",
  led: "Light",
  position: "Position",
  hwPositionWithDuration: "Position, timed",
};

const inputs: Readonly<Record<InputType, string>> = {
  battery: "Battery",
  rssi: "Signal",
  button: "Button",
  pressure: "Pressure",
  depth: "Depth",
  position: "Position sensor",
};

const buses: Readonly<Record<string, string>> = {
  bluetooth: "Bluetooth",
  serial: "Serial ports",
  hid: "HID",
  gamepad: "Gamepads",
  "lovense-dongle": "Lovense dongle",
  "lovense-connect": "Lovense Connect",
  websocket: "Devices by WebSocket",
  network: "T-Code by network",
};

/** What a bus is called. */
export function busWord(bus: string): string {
  return buses[bus] ?? bus;
}

export function outputWord(type: OutputType): string {
  return outputs[type];
}

export function inputWord(type: InputType): string {
  return inputs[type];
}

/** What a feature is called: what the model says of it, else its number. */
export function featureWord({ description, index }: Pick<FeatureState, "description" | "index">): string {
  return description || `Feature ${index + 1}`;
}

/** `one device`, `3 devices`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
