import { type Command, Option } from "commander";
import { portNumber, wholeNumber } from "./serve-options.js";

/** How the existing server's flags are meant here (facts/behaviour.md 10.1). */
interface UpstreamFlag {
  readonly flags: string;
  readonly parse?: (text: string) => unknown;
  /** What it sets of our options; nothing: it has no effect here, as the text in `said` says. */
  readonly sets?: (value: unknown) => Readonly<Record<string, unknown>>;
  readonly said?: string;
  /** It switches on a bus; all that are not switched on are off then, as there. */
  readonly bus?: true;
}

const none = "has no effect here";

export const upstreamFlags: readonly UpstreamFlag[] = [
  { flags: "--websocket-port <number>", parse: portNumber, sets: (port) => ({ port }) },
  { flags: "--websocket-use-all-interfaces", sets: () => ({ host: ["0.0.0.0", "::"] }) },
  { flags: "--websocket-client-address <address>", sets: (address) => ({ dial: [address], port: undefined }) },
  { flags: "--server-name <text>", sets: (name) => ({ name }) },
  { flags: "--max-ping-time <ms>", parse: wholeNumber },
  { flags: "--frontend-websocket-port <number>", said: none },
  {
    flags: "--device-config-file <file>",
    said: "is not read: this engine has data of its own; see `config import-devices`",
  },
  { flags: "--user-device-config-file <file>", said: "is not read: take it over once with `config import`" },
  { flags: "--use-bluetooth-le", sets: () => ({ bluetooth: true }), bus: true },
  { flags: "--use-serial", sets: () => ({ serial: true }), bus: true },
  { flags: "--use-hid", sets: () => ({ hid: true }), bus: true },
  { flags: "--use-lovense-dongle-hid", sets: () => ({ lovenseDongle: true }), bus: true },
  { flags: "--use-lovense-dongle-serial", said: none, bus: true },
  { flags: "--use-xinput", said: none, bus: true },
  { flags: "--use-lovense-connect", sets: () => ({ lovenseCloud: true }), bus: true },
  { flags: "--use-device-websocket-server", sets: () => ({ deviceWebsocket: true }), bus: true },
  {
    flags: "--device-websocket-server-port <number>",
    parse: portNumber,
    sets: (port) => ({ deviceWebsocketPort: port }),
  },
  { flags: "--broadcast-server-mdns", sets: () => ({ mdns: true }) },
  { flags: "--mdns-suffix <text>", said: none },
  { flags: "--repeater", said: none },
  { flags: "--repeater-port <number>", said: none },
  { flags: "--rest-api-port <number>", said: "is not served by this engine" },
  { flags: "--crash-main-thread", said: none },
  { flags: "--crash-task-thread", said: none },
];

const busesOff = { bluetooth: false, serial: false, hid: false, lovenseDongle: false };

/** Adds the flags to a command, out of sight. */
export function addUpstreamFlags(command: Command): Command {
  for (const { flags, parse } of upstreamFlags) {
    if (command.options.some((option) => option.flags === flags)) continue;
    const option = new Option(flags).hideHelp();
    if (parse) option.argParser(parse);
    command.addOption(option);
  }
  return command;
}

/** What the flags that were given set, and what is to be said about them. */
export function upstreamValues(command: Command): {
  readonly values: Readonly<Record<string, unknown>>;
  readonly said: readonly string[];
} {
  const given = upstreamFlags.filter(({ flags }) => command.getOptionValueSource(keyOf(flags)) === "cli");
  const isByBus = given.some(({ bus }) => bus);
  const sets = given.map(({ flags, sets: set }) => set?.(command.getOptionValue(keyOf(flags))) ?? {});
  const said = given.flatMap(({ flags, said: text }) => (text ? [`${flags.split(" ")[0]} ${text}`] : []));
  return { values: Object.assign({}, isByBus ? busesOff : {}, ...sets), said };
}

function keyOf(flags: string): string {
  return new Option(flags).attributeName();
}
