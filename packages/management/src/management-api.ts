import type { InputCommand, InputType, LogLevel, OutputType, Range } from "@buttplug-ts/core";
import type { OutputLimits, UserConfig, UserDevice, UserDeviceMatch } from "@buttplug-ts/device-db/user-config";
import type { SessionSummary } from "@buttplug-ts/server";

/** The running engine. Times are milliseconds since 1970. */
export interface EngineInfo {
  readonly name: string;
  readonly version: string;
  readonly startedAtMs: number;
  readonly platform: string;
  readonly runtime: string;
  /** What clients connect to, such as `ws://127.0.0.1:12345`. */
  readonly addresses: readonly string[];
  /** Where the settings are kept; absent: nowhere. */
  readonly dataFolder?: string;
}

/** A bus, such as Bluetooth: whether it can be used, and why not or what is worth knowing. */
export interface BusState {
  readonly bus: string;
  readonly usable: boolean;
  readonly sentence: string;
}

/** One output of a model's feature, and what the owner decided about it. */
export interface KnownOutput {
  readonly type: OutputType;
  /** What the model takes, before any limit. */
  readonly modelRange: Range;
  /** Of outputs that take a duration, in milliseconds. */
  readonly durationRange?: Range;
  /** What all entries of the owner's that fit this device say together. */
  readonly limits?: OutputLimits;
}

/** One output of a connected device. */
export interface OutputState extends KnownOutput {
  /** What clients may command, after the owner's limits. Absent: the owner switched it off. */
  readonly range?: Range;
  /** What the device was last told, in the model's steps. Absent: a position that is not known, as after a stop. */
  readonly level?: number;
}

export interface InputState {
  readonly type: InputType;
  readonly commands: readonly InputCommand[];
  /** False: the owner switched it off. */
  readonly enabled: boolean;
}

/** A feature of a model, and what the owner decided about it. */
export interface KnownFeature {
  readonly index: number;
  readonly description: string;
  readonly outputs: readonly KnownOutput[];
  readonly inputs: readonly InputState[];
}

/** A feature of a connected device. */
export interface FeatureState extends KnownFeature {
  readonly outputs: readonly OutputState[];
  /** Who drives it now. */
  readonly driver?: { readonly session: number; readonly clientName: string };
}

/** What the owner decided about a device. */
export interface DeviceDecisions {
  /** The manager's name, a slash, and the manager's id; what settings name it by. */
  readonly hardware: string;
  /** The name that the owner gave. */
  readonly displayName?: string;
  /** The owner's most special entry that names this hardware: the one that {@link ManagementMethods.changeDevice} changes. */
  readonly settings?: UserDevice;
  /** The owner's other entries that fit it, such as those for all devices of its model; the most special first. */
  readonly otherSettings: readonly UserDevice[];
  /** Whether the owner lets it be connected. */
  readonly mayConnect: boolean;
  /** Milliseconds between two commits without the entry in `settings`; 0 for none. Absent: only the connected device tells. */
  readonly usualGapMs?: number;
}

/** A connected device. */
export interface DeviceState extends DeviceDecisions {
  readonly index: number;
  /** The model's name. */
  readonly name: string;
  readonly protocol: string;
  readonly identifier: string;
  /** Milliseconds between two commits; 0 for none. */
  readonly gapMs: number;
  readonly batteryPercent?: number;
  /** Signal strength in dBm. */
  readonly rssiDbm?: number;
  readonly features: readonly FeatureState[];
  /** Who holds it at rest. */
  readonly heldBy?: string;
}

/** A device that is not connected and yet known: it was here before, or the owner's settings name it. */
export interface AbsentDevice extends DeviceDecisions {
  /** The model's name. It is absent, and there are no features, where the model is not known. */
  readonly name?: string;
  readonly protocol?: string;
  readonly identifier?: string;
  /** The index that it had, or will have. */
  readonly index?: number;
  readonly features: readonly KnownFeature[];
  /** Whether it may still run: it was driven, and nobody knows that it came to rest since. It is stopped when it returns. */
  readonly isDriven: boolean;
}

/** A connected application. */
export interface ClientState extends SessionSummary {
  readonly sinceMs: number;
  /** What it drives. */
  readonly drives: readonly { readonly device: number; readonly feature: number }[];
}

/** A page that waits for the owner's word. Nothing was revealed to it. */
export interface ApprovalRequest {
  readonly id: string;
  readonly clientName: string;
  readonly origin: string;
  readonly address?: string;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
}

/** What the owner answers: let in this once, always, or not. */
export type ApprovalAnswer = "once" | "always" | "refuse";

/** A page's origin that the owner lets in always. */
export interface ApprovedOrigin {
  readonly origin: string;
  readonly approvedAtMs: number;
}

/** What a token allows. What is absent is not limited. */
export interface TokenScope {
  /** The management interface instead of devices: everything that the owner may. */
  readonly management?: boolean;
  readonly readOnly?: boolean;
  /** Hardware, as in {@link DeviceState.hardware}. */
  readonly devices?: readonly string[];
  readonly outputs?: readonly OutputType[];
  /** From 0 to 1. */
  readonly levelCap?: number;
}

/** A token by its name. The secret is shown once, when it is made. */
export interface TokenState {
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAtMs: number;
  readonly expiresAtMs?: number;
}

export interface NewToken extends TokenState {
  readonly token: string;
  /**
   * What it opens, with the token in it, one an address: of a token that manages the dashboard, if there is one; else what a
   * client connects to.
   */
  readonly addresses: readonly string[];
  /** The first address as a QR code, an SVG document; without an address the token. */
  readonly qrCode: string;
}

export interface HoldState {
  readonly id: string;
  readonly by: string;
  /** Indexes; of devices that are not connected the last ones. */
  readonly devices: "all" | readonly number[];
}

/** A simulated device. */
export interface SimulatedState {
  readonly hardware: string;
  readonly model: string;
}

export interface LogLine {
  /** Counts up. */
  readonly number: number;
  readonly atMs: number;
  readonly level: LogLevel;
  readonly area: string;
  readonly message: string;
}

/** Everything that the dashboard shows, but logs and activity. */
export interface ManagementState {
  readonly engine: EngineInfo;
  readonly buses: readonly BusState[];
  /** Whether devices are looked for, whoever wants it. */
  readonly scanning: boolean;
  readonly devices: readonly DeviceState[];
  readonly absent: readonly AbsentDevice[];
  readonly clients: readonly ClientState[];
  readonly approvals: readonly ApprovalRequest[];
  readonly origins: readonly ApprovedOrigin[];
  readonly tokens: readonly TokenState[];
  readonly holds: readonly HoldState[];
  readonly simulated: readonly SimulatedState[];
  readonly settings: UserConfig;
  /** What is wrong with the settings, one sentence each. */
  readonly settingsProblems: readonly string[];
}

/**
 * What the owner changes about devices. `null` takes a setting away; what is absent stays. With `hardware` alone it is about the
 * entry in {@link DeviceDecisions.settings}.
 */
export interface DeviceChange extends UserDeviceMatch {
  readonly name?: string | null;
  readonly index?: number | null;
  readonly access?: "allow" | "deny" | null;
  readonly gapMs?: number | null;
  /** By feature and output. `null` takes all limits of that output away. */
  readonly limits?: readonly {
    readonly feature: number;
    readonly output: OutputType;
    readonly limits: OutputLimits | null;
  }[];
  /** By feature and input. */
  readonly inputs?: readonly {
    readonly feature: number;
    readonly input: InputType;
    readonly enabled: boolean | null;
  }[];
}

/** An entry of the owner's settings, without what it is about. */
export type EntrySettings = Omit<UserDevice, keyof UserDeviceMatch>;

/** One point of a plot. */
export interface ActivitySample {
  readonly atMs: number;
  readonly device: number;
  readonly feature: number;
  readonly kind: "output" | "input";
  readonly type: OutputType | InputType;
  /** Of an output a part of its model's highest level, from -1 to 1; of an input the reading as it is. */
  readonly value: number;
}

/** Every method: what it is given and what it gives. All can fail with a `ButtplugError`. */
export interface ManagementMethods {
  getState(): ManagementState;
  startScanning(): void;
  /** Ends the scan for everybody. */
  stopScanning(): void;
  /** Brings everything to rest. Fails if a device did not take it, when all have been tried. */
  stopAll(): void;
  /** A stop that stays until it is released, also for devices that leave and return. Without devices: all. */
  hold(params: { readonly devices?: readonly number[] }): { readonly hold: string };
  release(params: { readonly hold: string }): void;
  /** Holds at once; an index from the next time on that the device connects. Comments and layout of the settings stay. */
  changeDevice(params: DeviceChange): void;
  /** Replaces what the owner's entry for exactly this match says; with `null` there is none afterwards. */
  setEntry(params: { readonly match: UserDeviceMatch; readonly settings: EntrySettings | null }): void;
  /** Whether only devices that an entry allows are connected, also if no entry does. Others that are connected are let go, at rest. */
  setOnlyAllowed(params: { readonly onlyAllowed: boolean }): void;
  /**
   * Takes out all that the owner decided about this hardware; if it is not connected, its index is free for others, too. What may
   * still run stays known, to be stopped when it returns.
   */
  forgetDevice(params: { readonly hardware: string }): void;
  /** The part of every output's highest level that no command may exceed, above 0 and up to 1; `null`: no cap. */
  setLevelCap(params: { readonly levelCap: number | null }): void;
  /** The names that can be simulated. */
  simulatedModels(): readonly string[];
  /** It is connected without a scan. */
  addSimulated(params: { readonly model: string }): SimulatedState;
  removeSimulated(params: { readonly hardware: string }): void;
  answerApproval(params: { readonly id: string; readonly answer: ApprovalAnswer }): void;
  forgetOrigin(params: { readonly origin: string }): void;
  disconnectClient(params: { readonly id: number }): void;
  createToken(params: { readonly name: string; readonly scope: TokenScope; readonly lifetimeMs?: number }): NewToken;
  /** Ends the sessions that the token let in, too. */
  revokeToken(params: { readonly name: string }): void;
  /** The last lines, oldest first, from `after` on. */
  logs(params: { readonly after?: number }): readonly LogLine[];
  doctor(): { readonly buses: readonly BusState[] };
  /** What a supporter needs, without addresses, names and secrets. */
  diagnostics(): { readonly fileName: string; readonly text: string };
}

export type ManagementMethod = keyof ManagementMethods;
export type ManagementParams<M extends ManagementMethod> = Parameters<ManagementMethods[M]>[0];
export type ManagementResult<M extends ManagementMethod> = ReturnType<ManagementMethods[M]>;

/**
 * What an engine tells without being asked: everything at first, then what changed, ten times a second at most. Parts of the state
 * come whole. Log lines count up, so that a gap shows that more came than are kept.
 */
export type ManagementEvent =
  | { readonly event: "state"; readonly state: Partial<ManagementState> }
  | { readonly event: "activity"; readonly samples: readonly ActivitySample[] }
  | { readonly event: "log"; readonly lines: readonly LogLine[] };

/** What an engine gives to the server side of this interface. */
export type ManagementHost = {
  readonly [M in ManagementMethod]: (
    params: ManagementParams<M>,
  ) => ManagementResult<M> | Promise<Awaited<ManagementResult<M>>>;
} & {
  /** Calls `listener` with events until the returned function is called. */
  readonly observe: (listener: (event: ManagementEvent) => void) => () => void;
};
