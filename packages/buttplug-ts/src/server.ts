/**
 * A server inside the application's own process or page.
 *
 * @packageDocumentation
 */
import { deviceDatabase } from "@buttplug-ts/device-db";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, type ServerOptions } from "@buttplug-ts/server";

export type { ConfigStore } from "@buttplug-ts/core";
export type {
  OutputLimits,
  UserConfig,
  UserDevice,
  UserDeviceMatch,
  UserFeature,
} from "@buttplug-ts/device-db/user-config";
export {
  ButtplugServer,
  type DeviceStatus,
  type DeviceSummary,
  embeddedConnector,
  type Hold,
  type LocalSession,
  type Observed,
  type ObservedEvent,
  type ObservedResult,
  type Observer,
  type OutputResult,
  type ServerOptions,
  type SessionSummary,
  type StopScope,
  type TimedReading,
  type TimedReadingListener,
} from "@buttplug-ts/server";

/** As {@link ServerOptions}, with every protocol and the whole device database unless others are given. */
export type CreateServerOptions = Pick<ServerOptions, "managers"> & Partial<ServerOptions>;

/** A server that knows every device of the database, looking for them on the given buses. */
export function createServer(name: string, options: CreateServerOptions): ButtplugServer {
  return new ButtplugServer(name, { protocols, deviceDb: deviceDatabase, ...options });
}
