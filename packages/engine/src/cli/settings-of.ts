import { resolve } from "node:path";
import { ButtplugError } from "@buttplug-ts/core";
import type { BluetoothBackend } from "buttplug-ts/node";
import { defaultSettings, type EngineSettings } from "../settings.js";
import { usualDataFolder } from "./data-folder.js";
import type { LogFormat } from "./engine-logger.js";
import type { LogLevels } from "./log-levels.js";
import { readTlsFiles } from "./tls-files.js";

/** What the options of `serve` give, by key. */
export interface ServeValues {
  readonly port: number | "none";
  readonly host: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tcpPort?: number;
  readonly ipc?: string | true;
  readonly dial: readonly string[];
  readonly name: string;
  readonly allowOrigin: readonly string[];
  readonly allowHost: readonly string[];
  readonly insecure: boolean;
  readonly dashboard: boolean;
  readonly open: boolean;
  readonly bluetooth: boolean;
  readonly bluetoothAdapter?: string;
  readonly bluetoothBackend: "auto" | BluetoothBackend;
  readonly serial: boolean;
  readonly serialPort: readonly string[];
  readonly serialRestart: number;
  readonly hid: boolean;
  readonly lovenseDongle: boolean;
  readonly gamepad: boolean;
  readonly lovenseConnect: readonly string[];
  readonly lovenseCloud: boolean;
  readonly deviceWebsocket: boolean;
  readonly deviceWebsocketPort: number;
  readonly deviceWebsocketHost: readonly string[];
  readonly tcode: readonly string[];
  readonly tcodeSilent: readonly string[];
  readonly simulate: readonly string[];
  readonly scan: boolean;
  readonly maxPingTime: number;
  readonly maxConnections: number;
  readonly plugin: readonly string[];
  readonly mdns: boolean;
  readonly data?: string;
  readonly memory: boolean;
  readonly record?: string;
  readonly log: LogLevels;
  readonly logFormat: LogFormat;
  /** Of the existing server's flag. */
  readonly userDeviceConfigFile?: string;
}

/**
 * What is to be served.
 * @throws ButtplugError `usage/invalid-argument` for values that do not go together, or files that cannot be read
 */
export function settingsOf(values: ServeValues): EngineSettings {
  const { tlsCert, tlsKey, port, tcpPort, ipc, bluetoothAdapter, bluetoothBackend } = values;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw invalid("tls-cert", "--tls-cert and --tls-key are needed together");
  }
  const dataFolder = dataFolderOf(values);
  return {
    serverName: values.name,
    ...(port !== "none" && { port }),
    hosts: [...new Set(values.host)],
    ...(tlsCert !== undefined && tlsKey !== undefined && { tls: readTlsFiles(tlsCert, tlsKey) }),
    ...(tcpPort !== undefined && { tcpPort }),
    ...(ipc !== undefined && { ipc }),
    dial: values.dial,
    allowOrigins: values.allowOrigin,
    allowHosts: values.allowHost,
    insecure: values.insecure,
    dashboard: values.dashboard,
    buses: {
      bluetooth: values.bluetooth,
      ...(bluetoothAdapter !== undefined && { bluetoothAdapter }),
      ...(bluetoothBackend !== "auto" && { bluetoothBackend }),
      serial: values.serial,
      serialPorts: values.serialPort,
      serialRestartMs: values.serialRestart,
      hid: values.hid,
      lovenseDongle: values.lovenseDongle,
      gamepad: values.gamepad,
      lovenseConnect: values.lovenseConnect,
      lovenseCloud: values.lovenseCloud,
      deviceWebSocket: values.deviceWebsocket,
      deviceWebSocketPort: values.deviceWebsocketPort,
      deviceWebSocketHosts: values.deviceWebsocketHost,
      network: [
        ...values.tcode.map((address) => ({ address, answers: true })),
        ...values.tcodeSilent.map((address) => ({ address, answers: false })),
      ],
    },
    simulate: values.simulate,
    scanAtStart: values.scan,
    ...(dataFolder !== undefined && { dataFolder }),
    maxPingTimeMs: values.maxPingTime,
    maxMessagesPerSecond: defaultSettings.maxMessagesPerSecond,
    maxConnections: values.maxConnections,
  };
}

/** Where settings and what is remembered are kept. Undefined: nowhere. */
export function dataFolderOf({ memory, data }: ServeValues): string | undefined {
  return memory ? undefined : resolve(data ?? usualDataFolder());
}

function invalid(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}
