import { type Command, Option } from "commander";
import { defaultSettings } from "../settings.js";
import { logFormats, logLevels, parseLogLevels } from "./log-levels.js";
import {
  adapter,
  addressWith,
  anyText,
  countingNumber,
  host,
  hostName,
  oneOf,
  origin,
  portNumber,
  portOrNone,
  type ReadValue,
  wholeNumber,
} from "./option-values.js";

/** One thing that can be set by a flag, by the environment (`BUTTPLUG_` and the key in capitals), or in the file. */
export interface ServeOption {
  /** In the file, and in what `config show` prints. */
  readonly key: string;
  /** Without a value: on or off. One that begins with `--no-` is on unless it is given. */
  readonly flags: string;
  readonly help: string;
  readonly read?: ReadValue;
  /** Can be given several times. The first one takes the place of the default. */
  readonly isList?: true;
  readonly standard?: unknown;
}

const { buses } = defaultSettings;

export const serveOptions: readonly ServeOption[] = [
  {
    key: "port",
    flags: "--port <number>",
    help: "port for clients and the dashboard; 0 picks a free one, none listens nowhere",
    read: portOrNone,
    standard: defaultSettings.port,
  },
  {
    key: "host",
    flags: "--host <address>",
    help: "address to listen at instead of 127.0.0.1 and ::1, such as 0.0.0.0 for all",
    read: host,
    isList: true,
    standard: defaultSettings.hosts,
  },
  { key: "tlsCert", flags: "--tls-cert <file>", help: "certificate chain in PEM: clients use wss then", read: anyText },
  { key: "tlsKey", flags: "--tls-key <file>", help: "its private key in PEM", read: anyText },
  {
    key: "tcpPort",
    flags: "--tcp-port <number>",
    help: "also listen for clients that speak lines over TCP, on this machine",
    read: portNumber,
  },
  { key: "ipc", flags: "--ipc [path]", help: "also listen at a socket or pipe of this user", read: anyText },
  {
    key: "dial",
    flags: "--dial <address>",
    help: "call a client or relay that listens, such as wss://relay.example/room",
    read: addressWith(["ws", "wss"], "wss://relay.example/room"),
    isList: true,
  },
  {
    key: "name",
    flags: "--name <text>",
    help: "what clients are told that this server is called",
    read: anyText,
    standard: defaultSettings.serverName,
  },
  {
    key: "allowOrigin",
    flags: "--allow-origin <origin>",
    help: "let pages of this origin in without asking; '*' for all",
    read: origin,
    isList: true,
  },
  {
    key: "allowHost",
    flags: "--allow-host <name>",
    help: "a further name that this machine is reached by",
    read: hostName,
    isList: true,
  },
  {
    key: "insecure",
    flags: "--insecure",
    help: "ask other machines for no token",
  },
  { key: "dashboard", flags: "--no-dashboard", help: "serve no dashboard", standard: true },
  { key: "open", flags: "--open", help: "open the dashboard in a browser" },
  { key: "bluetooth", flags: "--no-bluetooth", help: "leave Bluetooth alone", standard: buses.bluetooth },
  {
    key: "bluetoothAdapter",
    flags: "--bluetooth-adapter <adapter>",
    help: "the adapter to use, as hci1 or by its address (Linux)",
    read: adapter,
  },
  {
    key: "bluetoothBackend",
    flags: "--bluetooth-backend <which>",
    help: "what talks to the adapter: auto, dbus, hci or native",
    read: oneOf(["auto", "dbus", "hci", "native"]),
    standard: "auto",
  },
  { key: "serial", flags: "--no-serial", help: "leave serial ports alone", standard: buses.serial },
  {
    key: "serialPort",
    flags: "--serial-port <port>",
    help: "a serial port that the system does not list",
    read: anyText,
    isList: true,
  },
  {
    key: "serialRestart",
    flags: "--serial-restart <ms>",
    help: "wait for boards that restart when their port is opened, as Arduinos do: 2000",
    read: wholeNumber,
    standard: buses.serialRestartMs,
  },
  { key: "hid", flags: "--no-hid", help: "leave HID devices alone", standard: buses.hid },
  {
    key: "lovenseDongle",
    flags: "--no-lovense-dongle",
    help: "leave Lovense USB dongles alone",
    standard: buses.lovenseDongle,
  },
  {
    key: "gamepad",
    flags: "--no-gamepad",
    help: "leave gamepads alone, which rumble on Windows",
    standard: buses.gamepad,
  },
  {
    key: "lovenseConnect",
    flags: "--lovense-connect <address>",
    help: "a Lovense Connect app, such as http://192.168.1.5:20010",
    read: addressWith(["http", "https"], "http://192.168.1.5:20010"),
    isList: true,
  },
  {
    key: "lovenseCloud",
    flags: "--lovense-cloud",
    help: "ask Lovense's server where the app is; this tells Lovense",
  },
  {
    key: "deviceWebsocket",
    flags: "--device-websocket",
    help: "let devices of your own making connect",
  },
  {
    key: "deviceWebsocketPort",
    flags: "--device-websocket-port <number>",
    help: "the port for these",
    read: portNumber,
    standard: buses.deviceWebSocketPort,
  },
  {
    key: "deviceWebsocketHost",
    flags: "--device-websocket-host <address>",
    help: "address where they connect instead of 127.0.0.1 and ::1",
    read: host,
    isList: true,
    standard: buses.deviceWebSocketHosts,
  },
  {
    key: "tcode",
    flags: "--tcode <address>",
    help: "a T-Code device on the network, such as udp://tcode.local:8000",
    read: addressWith(["udp", "tcp"], "udp://tcode.local:8000"),
    isList: true,
  },
  {
    key: "tcodeSilent",
    flags: "--tcode-silent <address>",
    help: "one that answers nothing: it counts as there whatever happens to it",
    read: addressWith(["udp", "tcp"], "udp://tcode.local:8000"),
    isList: true,
  },
  { key: "simulate", flags: "--simulate <model>", help: "simulate this device", read: anyText, isList: true },
  { key: "scan", flags: "--scan", help: "look for devices at once, without being asked" },
  {
    key: "maxPingTime",
    flags: "--max-ping-time <ms>",
    help: "clients must send a Ping this often or are stopped; 0: never",
    read: wholeNumber,
    standard: defaultSettings.maxPingTimeMs,
  },
  {
    key: "maxConnections",
    flags: "--max-connections <number>",
    help: "how many clients may be connected",
    read: countingNumber,
    standard: defaultSettings.maxConnections,
  },
  {
    key: "plugin",
    flags: "--plugin <file>",
    help: "run this plugin, a JavaScript file that may do all that you may",
    read: anyText,
    isList: true,
  },
  { key: "mdns", flags: "--mdns", help: "announce this server in the local network" },
  { key: "data", flags: "--data <folder>", help: "where settings and what is remembered are kept", read: anyText },
  { key: "memory", flags: "--memory", help: "keep nothing: settings last as long as the engine" },
  {
    key: "record",
    flags: "--record <file>",
    help: "write everything that happens to a new file, for replay",
    read: anyText,
  },
  {
    key: "log",
    flags: "--log <levels>",
    help: `what to log: ${logLevels.join(", ")}; or by area, such as warn,scan=debug`,
    read: parseLogLevels,
    standard: parseLogLevels("info"),
  },
  {
    key: "logFormat",
    flags: "--log-format <format>",
    help: "text, or json with one object a line",
    read: oneOf(logFormats),
    standard: "text",
  },
];

/** Whether it is on or off, and takes no value. */
export function isSwitch({ flags }: ServeOption): boolean {
  return !/[<[]/.test(flags);
}

/** What holds if nobody says anything. */
export function defaultOf(option: ServeOption): unknown {
  return option.standard ?? (option.isList ? [] : isSwitch(option) ? false : undefined);
}

/** Adds the options to a command. */
export function addServeOptions(command: Command): Command {
  for (const each of serveOptions) {
    const { key, flags, help, read, isList } = each;
    const value = defaultOf(each);
    const option = new Option(flags, isList ? `${help}; repeat for more` : help);
    if (isList) option.argParser(collect(read));
    else if (read) option.argParser(read);
    if (isSwitch(each)) {
      command.addOption(option).addOption(new Option(oppositeOf(flags)).hideHelp());
      command.setOptionValueWithSource(key, value, "default");
    } else {
      if (value !== undefined) option.default(value, textOfDefault(value));
      command.addOption(option);
    }
  }
  return command;
}

/** So that a flag can win over the environment and the file in both directions. */
function oppositeOf(flags: string): string {
  return flags.startsWith("--no-") ? flags.replace("--no-", "--") : flags.replace("--", "--no-");
}

function textOfDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(" and ") : "none";
  return value instanceof Map ? "info" : String(value);
}

/** Commander hands the default on as if it had been given. */
const given = new WeakSet<readonly unknown[]>();

function collect(read: ReadValue = (text) => text): (text: string, previous: unknown) => readonly unknown[] {
  return (text, previous) => {
    const before = Array.isArray(previous) && given.has(previous) ? (previous as readonly unknown[]) : [];
    const all = [...before, read(text)];
    given.add(all);
    return all;
  };
}
