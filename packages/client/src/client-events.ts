import type { ButtplugError } from "@buttplug-ts/core";
import type { CloseInfo, KnownReading } from "@buttplug-ts/messages";
import type { ClientDevice } from "./client-device.js";

/** A value that a subscribed input sent. Units: battery percent, rssi dBm, button 0 or 1, others steps of their range. */
export interface InputReadingEvent {
  readonly deviceIndex: number;
  readonly featureIndex: number;
  readonly reading: KnownReading;
}

/** The events of a client and what comes with them. */
export interface ClientEvents {
  deviceAdded: ClientDevice;
  /** The device object is dead from now on. */
  deviceRemoved: ClientDevice;
  /** The name, the gap or the features of a device are not what they were. */
  deviceChanged: ClientDevice;
  scanningFinished: undefined;
  /** The connection has ended, whoever ended it. */
  serverDisconnect: CloseInfo;
  /** The server heard no ping in time; `serverDisconnect` follows. */
  pingTimeout: ButtplugError;
  inputReading: InputReadingEvent;
  /** What went wrong without a request that could reject: bad messages, failed pings, listeners that throw. */
  error: ButtplugError;
}

/** The events of one device and what comes with them. */
export interface DeviceEvents {
  inputReading: InputReadingEvent;
  removed: ClientDevice;
}
