import { stat } from "node:fs/promises";
import { type Advertisement, type Clock, textOf, withTimeLimit } from "@buttplug-ts/core";
import { unavailable } from "@buttplug-ts/hardware-kit";
import type { SerialBinding, SerialListing } from "./serial-binding.js";

export interface SerialPortsOptions {
  readonly manager: string;
  readonly binding: Promise<SerialBinding>;
  readonly named: readonly string[];
  readonly listLimitMs: number;
  readonly clock: Clock;
}

/** The ports that the system lists, and those that somebody named, such as pseudo-terminals, which it does not. */
export class SerialPorts {
  readonly #o: SerialPortsOptions;
  readonly #named: Set<string>;
  #asking: Promise<readonly SerialListing[]> | undefined;
  #listed: readonly SerialListing[] = [];
  #problem: string | undefined;

  constructor(options: SerialPortsOptions) {
    this.#o = options;
    this.#named = new Set(options.named);
  }

  /** Why the system could not list its ports when it was last asked, in a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Looks from now on for these ports too. What cannot be a port of this system is not looked for. */
  alsoNamed(ports: readonly string[]): void {
    for (const port of ports) if (isPortName(port)) this.#named.add(port);
  }

  /** @throws ButtplugError `hardware/unavailable`, without the library */
  async present(): Promise<readonly Advertisement[]> {
    const binding = await this.#o.binding;
    try {
      this.#listed = await this.#list(binding);
      this.#problem = undefined;
    } catch (error) {
      // What was there the last time counts as there: a list that fails must not end connections.
      this.#problem = `${textOf(error)} Only ports that are named are found.`;
    }
    const listed = new Set(this.#listed.map(({ path }) => path));
    const named = [...this.#named].filter((path) => !listed.has(path));
    const there = await Promise.all(named.map(isPort));
    return [...this.#listed.map(advertised), ...named.filter((_, at) => there[at]).map((path) => advertised({ path }))];
  }

  /** Asks once at a time: each question that the system does not answer takes one of the few threads of the process. */
  #list(binding: SerialBinding): Promise<readonly SerialListing[]> {
    const { manager, listLimitMs: limitMs, clock } = this.#o;
    const tooLate = () => unavailable(manager, `The system did not list its serial ports within ${limitMs} ms.`);
    this.#asking ??= binding
      .list()
      .catch((error: unknown) => {
        throw unavailable(manager, `The system cannot list its serial ports: ${textOf(error)}.`, error);
      })
      .finally(() => {
        this.#asking = undefined;
      });
    const asking = this.#asking;
    return withTimeLimit(clock, limitMs, undefined, tooLate, () => asking);
  }
}

function advertised({ path, friendlyName, manufacturer }: SerialListing): Advertisement {
  const name = friendlyName ?? manufacturer;
  return { kind: "serial", id: path, port: path, ...(name !== undefined && { name }) };
}

function isPortName(port: string): boolean {
  return process.platform === "win32" ? /^COM\d+$/i.test(port) : port.startsWith("/");
}

async function isPort(path: string): Promise<boolean> {
  return (await portMark(path)) !== undefined;
}

/**
 * What tells a port from one that takes its name later; undefined if it is not there. Windows cannot say it of ports that
 * it does not list, so these count as there.
 */
export async function portMark(path: string): Promise<string | undefined> {
  if (process.platform === "win32") return path;
  const file = await stat(path).catch(() => undefined);
  return file?.isCharacterDevice() ? `${file.dev} ${file.ino} ${file.rdev}` : undefined;
}
