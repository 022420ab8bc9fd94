import { EventEmitter, once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { ButtplugError, type Endpoint, type EndpointPlan } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import type { FarDevice } from "@buttplug-ts/testing/compliance";

type Said = Readonly<Record<string, unknown>>;

/** What a process of these tests runs. */
export const childModule: URL = new URL("simulated-child.mjs", import.meta.url);

/** The devices of `simulated-child.mjs`, which calls this side when it starts, and again when it is started again. */
export class FarSide implements AsyncDisposable {
  readonly models: readonly string[] = ["HTK Breast Massager", "Lovense Nora"];
  readonly #server: Server;
  readonly #said: Said[] = [];
  readonly #bytes: number[][] = [[], []];
  #socket: Socket | undefined;
  readonly #news = new EventEmitter();
  #order = 0;

  static async open(): Promise<FarSide> {
    const side = new FarSide(createServer());
    side.#server.listen(0, "127.0.0.1");
    await once(side.#server, "listening");
    return side;
  }

  private constructor(server: Server) {
    this.#server = server.on("connection", (socket) => this.#meet(socket));
  }

  get options(): object {
    const address = this.#server.address();
    return { port: typeof address === "object" ? address?.port : undefined, models: this.models };
  }

  /** Settles when the child, an earlier or a later one, has said something with this key; with its value. */
  async heard(key: string): Promise<unknown> {
    for (;;) {
      const at = this.#said.findIndex((said) => key in said);
      if (at >= 0) return this.#said.splice(at, 1)[0]?.[key];
      await once(this.#news, "heard");
    }
  }

  /** Settles when the child has done it; does not wait for a child that ends by it. */
  async tell(command: string, value: unknown = 0): Promise<void> {
    this.#order += 1;
    const order = this.#order;
    this.#socket?.write(`${JSON.stringify([command, value, order])}\n`);
    if (command === "abort") return;
    await this.heard(`done ${order}`);
  }

  async received(device: number, count: number): Promise<Uint8Array> {
    const bytes = this.#bytes[device] ?? [];
    while (bytes.length < count) await once(this.#news, "heard");
    return Uint8Array.from(bytes.splice(0));
  }

  device(index: number, protocol: string): FarDevice {
    const rx: Endpoint = index === 0 ? "rxblebattery" : "rx";
    return {
      isMeant: ({ id }) => id.endsWith(`${index + 1}`),
      plan: planOf(protocol),
      tx: "tx",
      received: (count) => this.received(index, count),
      sends: { endpoint: rx, send: (data) => this.tell("inject", [index, rx, [...data]]) },
      ...(index === 0 && { reads: { endpoint: rx, value: Uint8Array.of(100) } }),
      vanish: () => this.tell("vanish", index),
      appear: () => this.tell("appear", index),
      stall: () => this.tell("hold", "open"),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket?.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #meet(socket: Socket): void {
    this.#socket = socket;
    socket.on("error", () => {});
    socket.on("close", () => this.#hear({ left: true }));
    const lines = createInterface({ input: socket }).on("line", (line) => this.#hear(JSON.parse(line) as Said));
    lines.on("error", () => {}); // it hands on those of the socket, which a killed child resets
  }

  #hear(said: Said): void {
    if (typeof said["wrote"] === "number") this.#bytes[said["wrote"]]?.push(...(said["bytes"] as number[]));
    else this.#said.push(said);
    this.#news.emit("heard");
  }
}

export function planOf(protocol: string): EndpointPlan {
  const plan = deviceDatabase.plan(protocol, "bluetooth");
  if (plan === undefined) throw new ButtplugError("internal/bug", `${protocol} has no plan for Bluetooth`);
  return plan;
}
