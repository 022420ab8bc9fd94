import type { Endpoint } from "@buttplug-ts/core";

/** What a fake bus advertises and what a client must see of it. */
export interface CaseDevice {
  readonly name: string;
  /** Absent: any. */
  readonly address?: string;
  readonly expectedName: string;
  readonly expectedDisplayName?: string;
}

/** Something that a client is to ask for. Speeds and positions are fractions of the whole. */
export type CaseMessage =
  | { readonly kind: "vibrate"; readonly parts: readonly { readonly index: number; readonly speed: number }[] }
  | { readonly kind: "scalar"; readonly parts: readonly ScalarPart[] }
  | { readonly kind: "rotate"; readonly parts: readonly RotatePart[] }
  | { readonly kind: "linear"; readonly parts: readonly LinearPart[] }
  | { readonly kind: "battery"; readonly expectedPower: number; readonly isAsync: boolean }
  | { readonly kind: "rssi" }
  | { readonly kind: "stop" };

export interface ScalarPart {
  readonly index: number;
  readonly scalar: number;
  readonly actuatorType: string;
}

export interface RotatePart {
  readonly index: number;
  readonly speed: number;
  readonly clockwise: boolean;
}

export interface LinearPart {
  readonly index: number;
  readonly position: number;
  readonly durationMs: number;
}

/** Something that a fake device does by itself. */
export type CaseEvent =
  | { readonly kind: "notifications" | "reads"; readonly values: readonly EndpointValue[] }
  | { readonly kind: "disconnect" };

export interface EndpointValue {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
}

/** A step of a case. `at` is its place in the file; `device` counts the case's devices. */
export type CaseStep =
  | MessagesStep
  | CommandsStep
  | EventsStep
  | { readonly kind: "versionGated"; readonly at: string; readonly minVersion: number; readonly steps: CaseStep[] };

export interface MessagesStep {
  readonly kind: "messages";
  readonly at: string;
  readonly device: number;
  readonly messages: readonly CaseMessage[];
}

/** `commands` are texts as `hardware-text.ts` writes them. */
export interface CommandsStep {
  readonly kind: "commands";
  readonly at: string;
  readonly device: number;
  readonly commands: readonly string[];
}

export interface EventsStep {
  readonly kind: "events";
  readonly at: string;
  readonly device: number;
  readonly events: readonly CaseEvent[];
}

/** A device case: what is done to devices, and every command that must reach their hardware. */
export interface DeviceCase {
  /** The file's name without its ending. */
  readonly name: string;
  readonly userConfigFile?: string;
  readonly devices: readonly CaseDevice[];
  /** While the devices connect, before a client sees them. */
  readonly init: readonly CaseStep[];
  readonly commands: readonly CaseStep[];
}
