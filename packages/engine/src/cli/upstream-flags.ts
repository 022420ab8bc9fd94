import { type Command, Option } from "commander";
import { addressWith, anyText, portNumber, type ReadValue } from "./option-values.js";

/** How a flag of the existing server is meant here (facts/behaviour.md 10.1). */
interface UpstreamFlag {
  readonly flags: string;
  readonly read?: ReadValue;
  /** What it sets of our options. */
  readonly sets?: (value: unknown) => Readonly<Record<string, unknown>>;
  /** What is to be said to somebody who uses it. */
  readonly said?: string;
  /** It switches on a bus; all that are not switched on are off then, as there. */
  readonly isBus?: true;
}

const none = "has no effect here";
const others = "applications on other machines need a token, or --insecure";

export const upstreamFlags: readonly UpstreamFlag[] = [
  { flags: "--websocket-port <number>", read: portNumber, sets: (port) => ({ port }) },
  { flags: "--websocket-use-all-interfaces", sets: () => ({ host: ["0.0.0.0", "::"] }), said: others },
  {
    flags: "--websocket-client-address <address>",
    read: addressWith(["ws", "wss"], "ws://192.168.1.5:12345"),
    sets: (address) => ({ dial: [address] }),
  },
  { flags: "--server-name <text>", read: anyText, sets: (name) => ({ name }) },
  { flags: "--frontend-websocket-port <number>", said: none },
  {
    flags: "--device-config-file <file>",
    said: "is not read: this engine has data of its own; see `config import-devices`",
  },
  {
    flags: "--user-device-config-file <file>",
    read: anyText,
    said: "is read at each start and never written; to keep its settings here, use `config import` once and leave it out",
  },
  { flags: "--use-bluetooth-le", sets: () => ({ bluetooth: true }), isBus: true },
  { flags: "--use-serial", sets: () => ({ serial: true }), isBus: true },
  { flags: "--use-hid", sets: () => ({ hid: true }), isBus: true },
  { flags: "--use-lovense-dongle-hid", sets: () => ({ lovenseDongle: true }), isBus: true },
  { flags: "--use-lovense-dongle-serial", said: none, isBus: true },
  {
    flags: "--use-xinput",
    sets: () => ({ gamepad: true }),
    ...(process.platform !== "win32" && { said: `${none}: gamepads rumble on Windows` }),
    isBus: true,
  },
  { flags: "--use-lovense-connect", sets: () => ({ lovenseCloud: true }), isBus: true },
  {
    flags: "--use-device-websocket-server",
    sets: () => ({ deviceWebsocket: true }),
    said: "lets devices of this machine in; for others, see --device-websocket-host",
    isBus: true,
  },
  {
    flags: "--device-websocket-server-port <number>",
    read: portNumber,
    sets: (deviceWebsocketPort) => ({ deviceWebsocketPort }),
  },
  { flags: "--broadcast-server-mdns", sets: () => ({ mdns: true }) },
  { flags: "--mdns-suffix <text>", said: none },
  { flags: "--repeater", said: none },
  { flags: "--repeater-port <number>", said: none },
  { flags: "--rest-api-port <number>", said: "has no effect: this engine has no such interface" },
  { flags: "--crash-main-thread", said: none },
  { flags: "--crash-task-thread", said: none },
];

const busesOff = { bluetooth: false, serial: false, hid: false, lovenseDongle: false, gamepad: false };

/** Adds the flags to a command, out of sight. */
export function addUpstreamFlags(command: Command): Command {
  for (const { flags, read } of upstreamFlags) {
    const option = new Option(flags).hideHelp();
    if (read) option.argParser(read);
    command.addOption(option);
  }
  return command;
}

/** Sets our options as the flags that were given mean it. Gives what is to be said about them. */
export function applyUpstreamFlags(command: Command): readonly string[] {
  const isGiven = ({ flags }: UpstreamFlag) => command.getOptionValueSource(keyOf(flags)) === "cli";
  const given = upstreamFlags.filter(isGiven);
  const sets = given.map(({ flags, sets: set }) => set?.(command.getOptionValue(keyOf(flags))) ?? {});
  const values: Record<string, unknown> = Object.assign(
    given.some(({ isBus }) => isBus) ? { ...busesOff } : {},
    ...sets,
  );
  // There, an address to call is instead of a port, and does not count beside one.
  const listens = "port" in values || command.getOptionValueSource("port") === "cli";
  if ("dial" in values) Object.assign(values, listens ? { dial: [] } : { port: "none" });
  for (const [key, value] of Object.entries(values)) command.setOptionValueWithSource(key, value, "cli");
  return given.flatMap(({ flags, said }) => (said ? [`${flags.split(" ")[0]} ${said}`] : []));
}

function keyOf(flags: string): string {
  return new Option(flags).attributeName();
}
