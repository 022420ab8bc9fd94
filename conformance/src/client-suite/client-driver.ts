import type { Clock } from "@buttplug-ts/core";

/** An output of a feature, by its name on the wire. */
export interface OutputPlace {
  readonly deviceIndex: number;
  readonly featureIndex: number;
  readonly type: string;
}

/** One command: exact steps, or a fraction of full strength. */
export interface DriverOutput extends OutputPlace {
  readonly steps?: number;
  readonly fraction?: number;
  /** Milliseconds, for `HwPositionWithDuration`. */
  readonly durationMs?: number;
}

type Range = readonly [number, number];

/** A device as the client shows it to its application. Types have their names on the wire. */
export interface SeenDevice {
  readonly index: number;
  readonly name: string;
  /** Absent if the user gave none. */
  readonly displayName?: string;
  readonly messageGapMs: number;
  readonly features: readonly {
    readonly index: number;
    readonly outputs: Readonly<Record<string, { readonly range: Range; readonly durationRange?: Range }>>;
    readonly inputs: Readonly<Record<string, { readonly range: Range; readonly commands: readonly string[] }>>;
  }[];
}

/**
 * A client under test, in the words of the suite. Methods do what their names say with the client's public interface and
 * reject when the client does; they add no checks of their own. Commands for a device that has left go to the object that
 * the client gave for it before.
 */
export interface ClientDriver {
  /** Connects; may be called again after a connection has ended. */
  connect(address: string): Promise<void>;
  disconnect(): Promise<void>;
  readonly connected: boolean;
  /** Sorted by index. */
  devices(): readonly SeenDevice[];
  /** The text of a feature that is shown to people. */
  description(deviceIndex: number, featureIndex: number): string | undefined;
  startScanning(): Promise<void>;
  stopScanning(): Promise<void>;
  output(command: DriverOutput): Promise<void>;
  read(place: OutputPlace): Promise<number>;
  subscribe(place: OutputPlace): Promise<void>;
  unsubscribe(place: OutputPlace): Promise<void>;
  stopDevice(deviceIndex: number): Promise<void>;
  stopAll(): Promise<void>;
}

/** What a driver gets. */
export interface DriverSetup {
  /** The limit for requests and for connecting, where the client has such a setting. */
  readonly requestLimitMs: number | undefined;
  readonly clock: Clock;
  /**
   * To be called with what the client tells its application: `deviceAdded 0`, `deviceRemoved 0`, `scanningFinished`,
   * `reading 3.2 Button 1` (device, feature, type, value), `error <text>`, `pingTimeout`, `disconnected <reason>`.
   */
  readonly saw: (event: string) => void;
}

export type MakeDriver = (setup: DriverSetup) => ClientDriver;
