import { execFileSync, spawnSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, memoryConfigStore } from "@buttplug-ts/core";
import type { TestClock } from "@buttplug-ts/testing";
import { expect, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { type Engine, startEngine } from "../src/engine.js";
import type { EnginePlugin } from "../src/plugin.js";
import { defaultSettings, type EngineSettings } from "../src/settings.js";

export const model = "Lovense Nora";
export const serverName = "Secret Name";
const html = '<!doctype html><head><meta name="management-token" content=""></head><body>dashboard</body>';

/** An address of this machine that is not of this machine alone; whoever comes from it counts as another machine. */
export const farAddress: string | undefined = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
if (farAddress === undefined) {
  process.stdout.write("skipped: the attacks from other machines, because this one has no address but its own\n");
}

/** Whether the program `openssl` is here; in CI it has to be. */
export const canMakeTls: boolean = spawnSync("openssl", ["version"]).status === 0 || process.env["CI"] !== undefined;
if (!canMakeTls) process.stdout.write("skipped: the attacks on TLS, because there is no openssl on the PATH\n");

/** A certificate for this machine that nobody vouches for, and its key. */
export function makeTls(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), "attacks-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", key, "-out", cert];
  try {
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...subject], { stdio: "pipe" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An engine that is attacked, with one device. */
export interface Target {
  readonly engine: Engine;
  readonly port: number;
  /** For clients. */
  readonly address: string;
  /** Everything that was logged. */
  readonly lines: readonly string[];
  /** What the device's motor does. */
  level(): number;
  /** The device is there. */
  ready(): Promise<void>;
}

export async function startTarget(
  settings: Partial<EngineSettings> = {},
  clock?: Clock,
  plugins: readonly EnginePlugin[] = [],
): Promise<Target> {
  const lines: string[] = [];
  const pages = new Map([
    ["/", { contentType: "text/html; charset=utf-8", body: html }],
    ["/app.js", { contentType: "text/javascript; charset=utf-8", body: "" }],
    // More than the system takes for somebody who does not read.
    ["/large.js", { contentType: "text/javascript; charset=utf-8", body: " ".repeat(1 << 25) }],
  ]);
  const engine = await startEngine(
    {
      ...defaultSettings,
      serverName,
      port: 0,
      hosts: ["127.0.0.1"],
      simulate: [model],
      scanAtStart: true,
      ...settings,
    },
    {
      store: memoryConfigStore(),
      logger: { log: (level, area, line) => lines.push(`${level} ${area}: ${line}`) },
      pages: () => pages,
      managers: [],
      plugins,
      ...(clock && { clock, nowMs: () => clock.now() }),
    },
  );
  onTestFinished(() => engine.close());
  const [address = ""] = engine.info.addresses;
  return {
    engine,
    address,
    port: Number(new URL(address).port),
    lines,
    level: () => engine.simulated.devices[0]?.levels[0]?.value ?? Number.NaN,
    ready: () => vi.waitFor(() => expect(engine.server.devices).toHaveLength(1)),
  };
}

export type Message = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A client, or a page, by hand. */
export interface Caller {
  readonly ws: WebSocket;
  /** Every message that came. */
  readonly heard: readonly Message[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Sends one frame. */
  say(...messages: readonly unknown[]): void;
  /** Waits for the answer with this id, or of this name. */
  answer(which: number | string): Promise<Message>;
}

export interface CallOptions {
  readonly origin?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a WebSocket. Rejects with the HTTP status that came instead. */
export async function call(address: string, { origin, path = "/", headers = {} }: CallOptions = {}): Promise<Caller> {
  const ws = new WebSocket(address + path, {
    headers,
    ...(origin !== undefined && { origin }),
    perMessageDeflate: true,
  });
  onTestFinished(() => ws.terminate());
  const heard: Message[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  ws.on("error", () => {});
  const news = new EventEmitter().setMaxListeners(0);
  ws.on("message", (data) => {
    const frame = JSON.parse(data.toString()) as Message | Message[];
    heard.push(...(Array.isArray(frame) ? frame : [frame]));
    news.emit("heard");
  });
  await new Promise<void>((resolve, reject) => {
    ws.once("open", resolve);
    ws.once("unexpected-response", (_, { statusCode, headers: sent }) => reject({ statusCode, headers: sent }));
    ws.once("error", reject);
  });
  const find = (which: number | string) =>
    heard.find((each) => {
      const [[name, body] = ["", {}]] = Object.entries(each);
      return typeof which === "string" ? name === which : body["Id"] === which;
    });
  return {
    ws,
    heard,
    closed,
    say: (...messages) => ws.send(JSON.stringify(messages)),
    async answer(which) {
      for (;;) {
        const found = find(which);
        if (found) return found;
        await once(news, "heard");
      }
    },
  };
}

/** The HTTP status that a WebSocket gets; 101 if it opens. */
export async function statusOf(address: string, options: CallOptions = {}): Promise<unknown> {
  try {
    (await call(address, options)).ws.terminate();
    return 101;
  } catch (refusal) {
    return (refusal as { readonly statusCode?: number }).statusCode ?? refusal;
  }
}

export const greeting = (name = "a client") => ({
  RequestServerInfo: { Id: 1, ClientName: name, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
});
export const vibrate = (Id: number, Value: number) => ({
  OutputCmd: { Id, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: { Value } } },
});
export const stop = (Id: number) => ({ StopCmd: { Id } });

/** A client that has been let in. */
export async function enter(address: string, options: CallOptions = {}): Promise<Caller> {
  const caller = await call(address, options);
  caller.say(greeting());
  await caller.answer("ServerInfo");
  return caller;
}

/** Lets time pass for clients that are alive. */
export async function pass(clock: TestClock, byMs: number, ...callers: readonly Caller[]): Promise<void> {
  for (let leftMs = byMs; leftMs > 0; leftMs -= 4_000) {
    await clock.advance(Math.min(4_000, leftMs));
    const open = callers.filter(({ ws }) => ws.readyState === WebSocket.OPEN);
    await Promise.all(
      open.map(async ({ ws, closed }) => {
        ws.ping();
        await Promise.race([once(ws, "pong"), closed]);
      }),
    );
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An HTTP request with the headers that an attacker can have a browser send. */
export async function fetchFrom(
  { port }: Pick<Target, "port">,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { method = "GET", host = "127.0.0.1" }: { readonly method?: string; readonly host?: string } = {},
): Promise<Answer> {
  const asked = request({ host, port, path, method, headers: { host: `${host}:${port}`, ...headers } });
  asked.end();
  const [response] = await once(asked, "response");
  let body = "";
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

/** Bytes by hand. */
export interface Wire {
  readonly socket: Socket;
  /** What came. */
  readonly text: () => string;
  /** Settles when the other side has ended the connection. */
  readonly ended: Promise<void>;
}

export async function wireTo(port: number, bytes: string, host = "127.0.0.1"): Promise<Wire> {
  const socket = connect(port, host);
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  await once(socket, "connect");
  socket.write(bytes);
  return { socket, text: () => text, ended };
}
