import { type Command, InvalidArgumentError, Option } from "commander";
import { defaultSettings } from "../settings.js";
import { logFormats, logLevels, parseLogLevels } from "./log-levels.js";

/** One thing that can be set by a flag, by the environment (`BUTTPLUG_` and the key in capitals), or in the file. */
export interface ServeOption {
  /** In the file, and in what `config show` prints. */
  readonly key: string;
  readonly flags: string;
  readonly help: string;
  readonly parse?: (text: string, previous: unknown) => unknown;
  readonly standard?: unknown;
}

const { buses } = defaultSettings;

export const serveOptions: readonly ServeOption[] = [
  {
    key: "port",
    flags: "--port <number>",
    help: "port for clients and the dashboard; 0 picks a free one",
    parse: portNumber,
    standard: defaultSettings.port,
  },
  {
    key: "host",
    flags: "--host <address>",
    help: "address to listen at instead of 127.0.0.1 and ::1; repeat for more",
    parse: collect,
    standard: defaultSettings.hosts,
  },
  { key: "tlsCert", flags: "--tls-cert <file>", help: "certificate chain in PEM: clients use wss then" },
  { key: "tlsKey", flags: "--tls-key <file>", help: "its private key in PEM" },
  {
    key: "tcpPort",
    flags: "--tcp-port <number>",
    help: "also listen for clients that speak lines over TCP, on this machine",
    parse: portNumber,
  },
  { key: "ipc", flags: "--ipc [path]", help: "also listen at a socket or pipe of this user" },
  {
    key: "dial",
    flags: "--dial <address>",
    help: "call a client or relay that listens, such as wss://relay.example/room; repeat for more",
    parse: collect,
    standard: [],
  },
  {
    key: "name",
    flags: "--name <text>",
    help: "what clients are told that this server is called",
    standard: defaultSettings.serverName,
  },
  {
    key: "allowOrigin",
    flags: "--allow-origin <origin>",
    help: "let pages of this origin in without asking; '*' for all; repeat for more",
    parse: collect,
    standard: [],
  },
  {
    key: "allowHost",
    flags: "--allow-host <name>",
    help: "a further name of this machine; repeat for more",
    parse: collect,
    standard: [],
  },
  {
    key: "insecure",
    flags: "--insecure",
    help: "let everybody in who reaches this machine, without a token",
    standard: false,
  },
  { key: "dashboard", flags: "--no-dashboard", help: "serve no dashboard", standard: true },
  { key: "open", flags: "--open", help: "open the dashboard in a browser", standard: false },
  { key: "bluetooth", flags: "--no-bluetooth", help: "leave Bluetooth alone", standard: buses.bluetooth },
  {
    key: "bluetoothAdapter",
    flags: "--bluetooth-adapter <adapter>",
    help: "the adapter to use, as hci1 or by its address",
  },
  { key: "serial", flags: "--no-serial", help: "leave serial ports alone", standard: buses.serial },
  {
    key: "serialPort",
    flags: "--serial-port <port>",
    help: "a port that the system does not list; repeat for more",
    parse: collect,
    standard: [],
  },
  { key: "hid", flags: "--no-hid", help: "leave HID devices alone", standard: buses.hid },
  {
    key: "lovenseDongle",
    flags: "--no-lovense-dongle",
    help: "leave Lovense USB dongles alone",
    standard: buses.lovenseDongle,
  },
  {
    key: "lovenseConnect",
    flags: "--lovense-connect <address>",
    help: "a Lovense Connect app, such as http://192.168.1.5:20010; repeat for more",
    parse: collect,
    standard: [],
  },
  {
    key: "lovenseCloud",
    flags: "--lovense-cloud",
    help: "ask Lovense's server where the app is; tells Lovense",
    standard: false,
  },
  {
    key: "deviceWebsocket",
    flags: "--device-websocket",
    help: "let devices of your own making connect",
    standard: false,
  },
  {
    key: "deviceWebsocketPort",
    flags: "--device-websocket-port <number>",
    help: "the port for these",
    parse: portNumber,
    standard: buses.deviceWebSocketPort,
  },
  {
    key: "tcode",
    flags: "--tcode <address>",
    help: "a T-Code device on the network, such as udp://tcode.local:8000; repeat for more",
    parse: collect,
    standard: [],
  },
  {
    key: "simulate",
    flags: "--simulate <model>",
    help: "simulate this device; repeat for more",
    parse: collect,
    standard: [],
  },
  { key: "scan", flags: "--scan", help: "look for devices at once, without being asked", standard: false },
  {
    key: "maxPingTime",
    flags: "--max-ping-time <ms>",
    help: "clients must send a Ping this often or are stopped; 0: never",
    parse: wholeNumber,
    standard: 0,
  },
  {
    key: "maxConnections",
    flags: "--max-connections <number>",
    help: "how many clients may be connected",
    parse: wholeNumber,
    standard: defaultSettings.maxConnections,
  },
  { key: "mdns", flags: "--mdns", help: "announce this server in the local network", standard: false },
  { key: "data", flags: "--data <folder>", help: "where settings and what is remembered are kept" },
  { key: "memory", flags: "--memory", help: "keep nothing: settings last as long as the engine", standard: false },
  { key: "record", flags: "--record <file>", help: "write everything that happens to a file, for replay" },
  {
    key: "log",
    flags: "--log <levels>",
    help: `what to log: one of ${logLevels.join(", ")}, and area=level; divided by commas`,
    parse: parseLogLevels,
    standard: parseLogLevels("info"),
  },
  {
    key: "logFormat",
    flags: "--log-format <format>",
    help: `${logFormats.join(" or ")}`,
    parse: oneOf(logFormats),
    standard: "text",
  },
];

/** Adds the options to a command. */
export function addServeOptions(command: Command): Command {
  for (const { flags, help, parse, standard } of serveOptions) {
    const option = new Option(flags, help);
    if (parse) option.argParser(parse);
    if (standard !== undefined) option.default(standard, textOfDefault(standard));
    command.addOption(option);
  }
  return command;
}

/** `BUTTPLUG_TLS_CERT` of `tlsCert`. */
export function environmentOf(key: string): string {
  return `BUTTPLUG_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function textOfDefault(standard: unknown): string {
  if (Array.isArray(standard)) return standard.length > 0 ? standard.join(" and ") : "none";
  if (standard instanceof Map) return "info";
  return String(standard);
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("It takes a whole number of at least 0.");
}

/** The first one given takes the place of the default. */
const collected = new WeakSet<readonly string[]>();

function collect(text: string, previous: unknown): readonly string[] {
  const before = Array.isArray(previous) && collected.has(previous) ? (previous as readonly string[]) : [];
  const all = [
    ...before,
    ...text
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  ];
  collected.add(all);
  return all;
}

function oneOf(values: readonly string[]): (text: string) => string {
  return (text) => {
    if (values.includes(text)) return text;
    throw new InvalidArgumentError(`It takes ${values.join(" or ")}.`);
  };
}
