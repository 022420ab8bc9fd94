import type { Channel, CloseInfo, CloseReason, Connector, Incoming } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient, type ButtplugClientOptions } from "../src/index.js";

export type Body = Readonly<Record<string, unknown>> & { readonly Id: number };
export type Answer = (body: Body) => readonly object[];

/** The server's end of a channel in memory, which answers by script and records every frame of the client. */
export class ScriptedServer implements Channel {
  /** The frames of the client, each a list of messages. */
  readonly frames: (readonly Record<string, Body>[])[] = [];
  /** What a message is answered with, by its name; Ok if nothing is said here. */
  readonly answers: Record<string, Answer> = {};
  /** What the device list holds. */
  devices: readonly object[];
  maxPingTime = 0;
  /** Never settles `close()` nor `closed`. */
  hangsOnClose = false;
  opened = 0;
  closeReason: CloseReason | undefined;
  closed!: Promise<CloseInfo>;
  #listener: ((batch: readonly Incoming[]) => void) | undefined;
  #settleClosed: (info: CloseInfo) => void = () => {};
  #isClosed = false;

  constructor(...devices: readonly object[]) {
    this.devices = devices;
    this.#reset();
  }

  /** Each connect starts afresh, as on a new channel. */
  readonly connector: Connector = {
    connect: async () => {
      this.opened += 1;
      this.#reset();
      return this;
    },
  };

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** All messages of the client in order, as `[name, body]`. */
  get messages(): [string, Body][] {
    return this.frames.flat().flatMap((message) => Object.entries(message));
  }

  /** The bodies of all messages of one name. */
  bodies(name: string): Body[] {
    return this.messages.filter(([other]) => other === name).map(([, body]) => body);
  }

  send(batch: readonly object[]): void {
    if (this.#isClosed) return;
    const frame = structuredClone(batch) as Record<string, Body>[];
    this.frames.push(frame);
    const replies = frame.flatMap((message) =>
      Object.entries(message).flatMap(([name, body]) => this.#answer(name, body)),
    );
    if (replies.length > 0) queueMicrotask(() => this.push(...replies));
  }

  /** Sends one frame to the client. */
  push(...messages: readonly unknown[]): void {
    this.pushRaw(...messages.map((value) => ({ value })));
  }

  pushRaw(...batch: readonly Incoming[]): void {
    if (!this.#isClosed) this.#listener?.(batch);
  }

  receive(listener: (batch: readonly Incoming[]) => void): void {
    this.#listener = listener;
  }

  async close(reason?: CloseReason): Promise<void> {
    this.closeReason ??= reason;
    if (this.hangsOnClose) return new Promise(() => {});
    this.drop({ by: "local", code: "connector/closed", reason: "", ...reason });
  }

  /** Ends the channel from the server's side. */
  drop(info: Partial<CloseInfo> = {}): void {
    this.#isClosed = true;
    this.#settleClosed({ by: "remote", code: "connector/closed", reason: "the server went away", ...info });
  }

  #answer(name: string, body: Body): readonly object[] {
    const answer = this.answers[name];
    if (answer) return answer(body);
    const { Id } = body;
    if (name === "RequestServerInfo") return [serverInfo(Id, { MaxPingTime: this.maxPingTime })];
    if (name === "RequestDeviceList") return [deviceList(Id, ...this.devices)];
    return [ok(Id)];
  }

  #reset(): void {
    this.#isClosed = false;
    this.#listener = undefined;
    this.closeReason = undefined;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
  }
}

export function ok(Id: number): object {
  return { Ok: { Id } };
}

export function serverInfo(Id: number, more: object = {}): object {
  const version = { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
  return { ServerInfo: { Id, ServerName: "Scripted", MaxPingTime: 0, ...version, ...more } };
}

export function errorMessage(Id: number, ErrorCode: number, ErrorMessage: string): object {
  return { Error: { Id, ErrorCode, ErrorMessage } };
}

export function deviceList(Id: number, ...devices: readonly object[]): object {
  const entries = devices.map((device) => [String((device as { DeviceIndex: number }).DeviceIndex), device]);
  return { DeviceList: { Id, Devices: Object.fromEntries(entries) } };
}

/** A device on the wire; features are numbered as listed. */
export function device(DeviceIndex: number, features: readonly object[] = [vibrator()], more: object = {}): object {
  const numbered = features.map((feature, FeatureIndex) => [
    String(FeatureIndex),
    { FeatureIndex, FeatureDescription: `Feature ${FeatureIndex}`, ...feature },
  ]);
  return {
    DeviceIndex,
    DeviceName: `Device ${DeviceIndex}`,
    DeviceMessageTimingGap: 0,
    DeviceFeatures: Object.fromEntries(numbered),
    ...more,
  };
}

export function vibrator(steps = 20): object {
  return { Output: { Vibrate: { Value: [0, steps] } } };
}

export function sensor(type: string, ...Command: readonly string[]): object {
  return { Input: { [type]: { Value: [[0, 100]], Command } } };
}

/** Answers nothing. */
export const silence: Answer = () => [];

export interface Setup {
  readonly server: ScriptedServer;
  readonly client: ButtplugClient;
  readonly clock: TestClock;
  /** Event names with the index of their device, or the code of their error, in order. */
  readonly log: string[];
}

const logged = ["deviceAdded", "deviceRemoved", "deviceChanged"] as const;
const loggedErrors = ["error", "pingTimeout", "serverDisconnect"] as const;

/** A client on a test clock that has not connected yet. */
export function setUp(devices: readonly object[] = [device(0)], options: ButtplugClientOptions = {}): Setup {
  const clock = new TestClock();
  const server = new ScriptedServer(...devices);
  const client = new ButtplugClient("Test", { clock, ...options });
  const log: string[] = [];
  for (const event of logged) client.on(event, ({ index }) => log.push(`${event} ${index}`));
  for (const event of loggedErrors) client.on(event, ({ code }) => log.push(`${event} ${code}`));
  client.on("scanningFinished", () => log.push("scanningFinished"));
  return { server, client, clock, log };
}

/** The same, connected, with the frames and the log of the handshake cleared. */
export async function setUpConnected(devices?: readonly object[], options?: ButtplugClientOptions): Promise<Setup> {
  const setup = setUp(devices, options);
  await setup.client.connect(setup.server.connector);
  setup.server.frames.length = 0;
  setup.log.length = 0;
  return setup;
}
