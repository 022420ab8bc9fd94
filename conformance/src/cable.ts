import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { onTestFinished } from "vitest";

const program = "ip";
const netAdmin = 12n;
const sysAdmin = 21n;

/** Whether this process may make network namespaces: Linux, the capabilities of root, and the program `ip`. */
export function mayLayCables(): boolean {
  if (process.platform !== "linux") return false;
  const [, held = "0"] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  const capabilities = BigInt(`0x${held}`);
  if (!((capabilities >> netAdmin) & (capabilities >> sysAdmin) & 1n)) return false;
  try {
    ip("-V");
    return true;
  } catch {
    return false;
  }
}

/**
 * Another machine and the cable to it: a network namespace at the other end of a pair of interfaces. Both are gone when
 * the test is over. One process has one at a time.
 */
export class Cable {
  /** This machine's address, as the other one sees it. */
  readonly host: string;
  /** The command to run something inside the other machine. */
  readonly inside: readonly string[];
  readonly #name: string;
  readonly #end: string;
  readonly #peer: string;

  private constructor() {
    // Pairs in 198.18.0.0/15, which is meant for tests; processes that run side by side differ in these bits.
    const pair = (process.pid & 0xffff) * 2;
    const address = (last: number) => `198.${18 + (pair >> 16)}.${(pair >> 8) & 0xff}.${(pair & 0xff) + last}`;
    this.host = address(0);
    this.#peer = address(1);
    this.#name = `bp${process.pid}`;
    this.#end = `${this.#name}h`;
    this.inside = [program, "netns", "exec", this.#name];
  }

  static lay(): Cable {
    const cable = new Cable();
    onTestFinished(() => cable.#remove());
    cable.#connect();
    return cable;
  }

  /** The other machine has no link any more. */
  pull(): void {
    ip("-n", this.#name, "link", "set", "eth0", "down");
  }

  /** The link stays, but nothing is answered any more, as if the other machine had lost its power behind a switch. */
  silence(): void {
    const [, hardwareAddress = ""] = /link\/ether (\S+)/.exec(ip("-n", this.#name, "link", "show", "eth0")) ?? [];
    ip("neigh", "replace", this.#peer, "lladdr", hardwareAddress, "dev", this.#end, "nud", "permanent");
    ip("-n", this.#name, "addr", "flush", "dev", "eth0");
  }

  /** The other machine has started anew: it answers, but knows nothing of its connections. */
  restart(): void {
    this.#remove();
    this.#connect();
  }

  #connect(): void {
    ip("netns", "add", this.#name);
    ip("link", "add", this.#end, "type", "veth", "peer", "name", "eth0", "netns", this.#name);
    ip("addr", "add", `${this.host}/31`, "dev", this.#end);
    ip("link", "set", this.#end, "up");
    ip("-n", this.#name, "addr", "add", `${this.#peer}/31`, "dev", "eth0");
    ip("-n", this.#name, "link", "set", "eth0", "up");
  }

  #remove(): void {
    // The link first: nobody is told that the connections end.
    ip("link", "del", this.#end);
    ip("netns", "del", this.#name);
  }
}

function ip(...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8" });
}
