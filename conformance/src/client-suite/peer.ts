import type { WebSocket } from "ws";
import { Journal } from "./journal.js";
import { judgeFrame, judgeMessage } from "./judge-message.js";
import type { Stage } from "./stage.js";
import { type Answer, type Body, deviceList, ok, serverInfo, type WireDevice } from "./wire.js";

/** How the server of a scenario answers from the start. */
export interface ServerSetup {
  readonly devices?: readonly WireDevice[];
  /** Milliseconds; 0 if not given. */
  readonly maxPingTime?: number;
  /** What a message is answered with, by its name; Ok if nothing is said here. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

interface Received {
  readonly atMs: number;
  readonly name: string;
  readonly body: Body;
}

const writesWell = "writes what the spec allows";

/** The server's end of one connection: answers by script, judges what the client writes, and lets scenarios wait for it. */
export class Peer {
  readonly answers: Record<string, Answer>;
  readonly #socket: WebSocket;
  readonly #stage: Stage;
  readonly #received = new Journal<Received>();
  readonly #ids = new Set<number>();
  readonly #closed: Promise<void>;
  /** When the last message arrived that was waited for. */
  #lastMs = 0;

  constructor(socket: WebSocket, stage: Stage, setup: ServerSetup) {
    this.#socket = socket;
    this.#stage = stage;
    const { devices = [], maxPingTime = 0, answers } = setup;
    this.answers = {
      RequestServerInfo: ({ Id }) => [serverInfo(Id, { MaxPingTime: maxPingTime })],
      RequestDeviceList: ({ Id }) => [deviceList(Id, devices)],
      ...answers,
    };
    this.#closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.on("message", (data, isBinary) => this.#onFrame(isBinary ? "" : String(data)));
  }

  /** Waits for the next message of this name that was not waited for. */
  async expect(name: string, text = `sends ${name}`, judge: (body: Body) => string | undefined = fine): Promise<Body> {
    const { body } = await this.#next(name, text, (got) => judge(got.body));
    return body;
  }

  /** The same, for a message that should arrive soon after the last one that was waited for. */
  async expectBefore(limitMs: number, name: string, text: string): Promise<void> {
    const lastMs = this.#lastMs;
    await this.#next(name, text, ({ atMs }) =>
      atMs - lastMs <= limitMs ? undefined : `it came after ${Math.round(atMs - lastMs)} ms`,
    );
  }

  /** Waits until the client has introduced itself and knows the devices. */
  async handshake(): Promise<void> {
    await this.expect("RequestServerInfo", "introduces itself as v4.0", judgeHello);
    await this.expect("RequestDeviceList", "asks for the devices");
  }

  /** Waits until the connection is closed. */
  async left(text = "closes the connection"): Promise<void> {
    await this.#stage.expect("server", text, this.#closed);
  }

  /** Nothing of this name came that was not waited for. */
  async lacks(name: string, text: string): Promise<void> {
    const found = () => this.#received.rest.filter((each) => each.name === name);
    await this.#stage.check("server", text, found, []);
  }

  /** Sends one frame. */
  send(...messages: readonly object[]): void {
    this.sendText(JSON.stringify(messages));
  }

  sendText(frame: string): void {
    this.#socket.send(frame);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  async #next(name: string, text: string, judge: (got: Received) => string | undefined): Promise<Received> {
    const left = this.#closed.then(() => undefined);
    const next = this.#received.take((each) => each.name === name);
    const got = await this.#stage.expect("server", text, Promise.race([next, left]), (first) =>
      first === undefined ? "the connection closed" : judge(first),
    );
    this.#lastMs = (got as Received).atMs;
    return got as Received;
  }

  #onFrame(text: string): void {
    const frame = parse(text);
    const problem = judgeFrame(frame);
    if (problem) this.#stage.fail("server", writesWell, `${problem}: ${text.slice(0, 200)}`);
    else for (const message of frame as Record<string, Body>[]) this.#onMessage(message);
  }

  #onMessage(message: Record<string, Body>): void {
    for (const [name, body] of Object.entries(message)) {
      const problem = judgeMessage(name, body) ?? this.#judgeId(body);
      if (problem) return this.#stage.fail("server", writesWell, problem);
      this.#received.add({ atMs: this.#stage.timing.clock.now(), name, body });
      this.#stage.arrived.add(name);
      const replies = (this.answers[name] ?? (({ Id }) => [ok(Id)]))(body);
      if (replies.length > 0) this.send(...replies);
    }
  }

  #judgeId({ Id }: Body): string | undefined {
    if (this.#ids.has(Id)) return `Id ${Id} came twice on one connection`;
    this.#ids.add(Id);
    return undefined;
  }
}

function fine(): undefined {
  return undefined;
}

function judgeHello(body: Body): string | undefined {
  const { ProtocolVersionMajor: major, ProtocolVersionMinor: minor } = body;
  return major === 4 && minor === 0 ? undefined : `it says v${major}.${minor}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
