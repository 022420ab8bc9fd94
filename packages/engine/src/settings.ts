import type { BluetoothBackend } from "buttplug-ts/node";

/** Which buses the engine uses. */
export interface BusSettings {
  readonly bluetooth: boolean;
  /** As `hci1` or by its address. */
  readonly bluetoothAdapter?: string;
  readonly bluetoothBackend?: BluetoothBackend;
  readonly serial: boolean;
  /** Ports that the system does not list. */
  readonly serialPorts: readonly string[];
  /** How long boards that restart when their port is opened are waited for, in milliseconds. */
  readonly serialRestartMs: number;
  readonly hid: boolean;
  readonly lovenseDongle: boolean;
  /** On Windows; elsewhere there are none. */
  readonly gamepad: boolean;
  /** Addresses that the app Lovense Connect shows. Empty: it is not used. */
  readonly lovenseConnect: readonly string[];
  /** Asks the maker's server for the addresses, which tells the maker. */
  readonly lovenseCloud: boolean;
  /** The server that devices of one's own making connect to. */
  readonly deviceWebSocket: boolean;
  readonly deviceWebSocketPort: number;
  readonly deviceWebSocketHosts: readonly string[];
  /** T-Code devices, such as `udp://tcode.local:8000`. */
  readonly network: readonly { readonly address: string; readonly answers: boolean }[];
}

/** Everything that can be decided about an engine before it starts. */
export interface EngineSettings {
  /** What clients are told. */
  readonly serverName: string;
  /** Where WebSocket clients, the dashboard and the management interface come in. Absent: nowhere. 0: a free port. */
  readonly port?: number;
  readonly hosts: readonly string[];
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly tcpPort?: number;
  /** A path, or `true` for the usual one of this user. */
  readonly ipc?: string | true;
  /** Clients and relays that the engine calls. */
  readonly dial: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly allowHosts: readonly string[];
  readonly insecure: boolean;
  readonly dashboard: boolean;
  readonly buses: BusSettings;
  /** Models to simulate, by name. */
  readonly simulate: readonly string[];
  /** Whether it looks for devices from the beginning, without being asked. */
  readonly scanAtStart: boolean;
  /** Where settings and what is remembered are kept. Absent: nowhere. */
  readonly dataFolder?: string;
  readonly maxPingTimeMs: number;
  readonly maxMessagesPerSecond: number;
  readonly maxConnections: number;
}

/** What holds unless something else is said. */
export const defaultSettings: EngineSettings = {
  serverName: "buttplug-ts engine",
  port: 12345,
  hosts: ["127.0.0.1", "::1"],
  dial: [],
  allowOrigins: [],
  allowHosts: [],
  insecure: false,
  dashboard: true,
  buses: {
    bluetooth: true,
    serial: true,
    serialPorts: [],
    serialRestartMs: 0,
    hid: true,
    lovenseDongle: true,
    gamepad: true,
    lovenseConnect: [],
    lovenseCloud: false,
    deviceWebSocket: false,
    deviceWebSocketPort: 54_817,
    deviceWebSocketHosts: ["127.0.0.1", "::1"],
    network: [],
  },
  simulate: [],
  scanAtStart: false,
  maxPingTimeMs: 0,
  maxMessagesPerSecond: 20_000,
  maxConnections: 256,
};
