/**
 * Sessions that send commands at a steady rate and note how long each waits for its answer, in a process of their own, until
 * it is killed. Bare sockets and messages: the library's work would be measured with the engine's.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

/** What the sessions are to send. */
export interface EngineLoad {
  readonly address: string;
  readonly sessions: number;
  readonly commandsPerSecond: number;
}

/** What came of the commands since the last report. */
export interface Answers {
  /** From a command to its `Ok`, in milliseconds. */
  readonly waitsMs: readonly number[];
  readonly errors: number;
}

const levels = 255;
let waitsMs: number[] = [];
let errors = 0;

class LoadSession {
  readonly #socket: WebSocket;
  readonly #sent = new Map<number, number>();
  #lastId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(address: string): Promise<LoadSession> {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject));
    const greeted = new Promise((resolve) => socket.once("message", resolve));
    const hello = { Id: 1, ClientName: "engine load", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
    socket.send(JSON.stringify([{ RequestServerInfo: hello }]));
    await greeted;
    const session = new LoadSession(socket);
    socket.on("message", (data) => session.#heard(JSON.parse(data.toString()) as readonly object[]));
    return session;
  }

  send(device: number, level: number): void {
    this.#lastId += 1;
    const id = { Id: this.#lastId, DeviceIndex: device, FeatureIndex: 0 };
    this.#sent.set(this.#lastId, performance.now());
    this.#socket.send(JSON.stringify([{ OutputCmd: { ...id, Command: { Vibrate: { Value: level } } } }]));
  }

  #heard(batch: readonly { readonly Ok?: { readonly Id: number }; readonly Error?: object }[]): void {
    for (const { Ok, Error: failed } of batch) {
      if (failed) errors += 1;
      const sentAtMs = this.#sent.get(Ok?.Id ?? 0);
      if (Ok === undefined || sentAtMs === undefined) continue;
      this.#sent.delete(Ok.Id);
      waitsMs.push(performance.now() - sentAtMs);
    }
  }
}

/** Sends for ever, each session in its turn, so that the commands are spread evenly over the time. */
async function drive({ address, sessions: count, commandsPerSecond }: EngineLoad, devices: number): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: count }, () => LoadSession.open(address)));
  const perSecond = count * commandsPerSecond;
  const startedAtMs = performance.now();
  let sent = 0;
  setInterval(() => {
    const due = ((performance.now() - startedAtMs) / 1000) * perSecond;
    // A device is never told the same twice.
    for (; sent < due; sent += 1) sessions[sent % count]?.send(sent % devices, 1 + (sent % (levels - 1)));
  }, 1);
  await sleep(0);
}

process.on("disconnect", () => process.exit());
process.once("message", async ({ devices, ...load }: EngineLoad & { readonly devices: number }) => {
  await drive(load, devices);
  process.on("message", () => {
    const answers: Answers = { waitsMs, errors };
    waitsMs = [];
    errors = 0;
    process.send?.(answers);
  });
  process.send?.("connected");
});
