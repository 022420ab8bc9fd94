import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "@buttplug-ts/core";

export interface FakeConnectToy {
  readonly id: string;
  readonly name: string;
  status: unknown;
  battery: unknown;
}

/** Answers that an app, or what is taken for one, may give instead of its own. */
export type Oddity = "silence" | "404" | "redirect" | "page" | "array" | "null" | "endless" | "half";

/** A Lovense Connect app: reachable as an HTTP server, or in memory by `fetch` where a test holds the time. */
export class FakeConnectApp {
  readonly toys: FakeConnectToy[];
  /** Command paths in their order, without the slash in front. */
  readonly commands: string[] = [];
  /** When it was asked for its toys. */
  readonly askedAtMs: number[] = [];
  /** Asked for its toys sooner than this after the last time, it crashes. */
  crashesBelowMs = 1_000;
  hasCrashed = false;
  isRunning = false;
  /** How it answers `GetToys`, and commands, if not as it should. */
  listOddity: Oddity | undefined;
  commandOddity: Oddity | undefined;
  /** In place of the list of toys. */
  listText: string | undefined;
  /** What Lovense's server says, for `fetch`; undefined: it cannot be reached. */
  cloudText: string | undefined;
  cloudAsked = 0;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #server: Server | undefined;
  #port = 0;

  constructor(clock: Clock, toys: FakeConnectToy[]) {
    this.#clock = clock;
    this.toys = toys;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens; again at the port that it had. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      const path = (request.url ?? "").slice(1);
      const oddity = this.#handle(path);
      if (this.hasCrashed) return void this.stop();
      if (oddity === "silence") return;
      if (oddity !== undefined) return oddly(oddity, response);
      response.end(this.#text(path));
    });
    server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.isRunning = true;
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }

  /** The app at `http://192.168.1.5:20010` and Lovense's server, without a network. */
  readonly fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { href, origin, pathname, search } = new URL(`${url}`);
    if (href === "https://api.lovense.com/api/lan/getToys") {
      this.cloudAsked += 1;
      if (this.cloudText === undefined) throw new TypeError("fetch failed", { cause: new TypeError("no such host") });
      return new Response(this.cloudText);
    }
    const path = `${pathname}${search}`.slice(1);
    if (origin !== "http://192.168.1.5:20010" || !this.isRunning) throw new TypeError(`nothing at ${origin}`);
    const oddity = this.#handle(path);
    if (this.hasCrashed) this.isRunning = false;
    if (oddity === "404") return new Response("", { status: 404 });
    if (oddity === "silence") await new Promise((_, reject) => init?.signal?.addEventListener("abort", reject));
    return new Response(this.#text(path));
  };

  /** Settles when `isSo` holds, which is looked at after each request. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  #handle(path: string): Oddity | undefined {
    if (path === "GetToys") {
      const now = this.#clock.now();
      if (now - (this.askedAtMs.at(-1) ?? Number.NEGATIVE_INFINITY) < this.crashesBelowMs) this.hasCrashed = true;
      this.askedAtMs.push(now);
    } else this.commands.push(path);
    for (const listener of this.#listeners) listener();
    return path === "GetToys" ? this.listOddity : this.commandOddity;
  }

  #text(path: string): string {
    if (path !== "GetToys") return JSON.stringify({ code: 200, type: "ok" });
    const data = Object.fromEntries(this.toys.map((toy) => [toy.id, { ...toy, nickName: "", version: "" }]));
    return this.listText ?? JSON.stringify({ type: "ok", code: 200, data });
  }
}

function oddly(oddity: Oddity, response: ServerResponse): void {
  if (oddity === "404") response.writeHead(404).end();
  else if (oddity === "redirect") response.writeHead(302, { location: "http://127.0.0.1:9/GetToys" }).end();
  else if (oddity === "page") response.end("<html><body>Router</body></html>");
  else if (oddity === "array") response.end("[1, 2]");
  else if (oddity === "null") response.end("null");
  else if (oddity === "half") response.writeHead(200, { "content-length": "100" }).write('{"data":{');
  else if (oddity === "endless") pour(response);
}

function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(16_384)));
  };
  response.on("drain", more);
  more();
}
