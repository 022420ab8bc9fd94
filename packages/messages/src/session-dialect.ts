import { ButtplugError, type LogLevel } from "@buttplug-ts/core";
import { messageV1ToV0, requestV0ToV1 } from "./convert-v0-v1.js";
import { messageV2ToV1, requestV1ToV2 } from "./convert-v1-v2.js";
import { deviceV3ToV2, messageV3ToV2, requestV2ToV3 } from "./convert-v2-v3.js";
import { deviceV4ToV3, messageV4ToV3, requestsV3ToV4 } from "./convert-v3-v4.js";
import { diffDevices } from "./diff-devices.js";
import { type IndexLists, indexListsOf, sameIndexes } from "./index-lists.js";
import type { ClientMessageV1 } from "./v1.js";
import { type ClientMessageV2, type DeviceV2, v2 } from "./v2.js";
import type { ClientMessageV3, DeviceV3, ServerMessageV3 } from "./v3.js";
import type { ClientMessage, DeviceInfo, ServerMessage } from "./v4.js";
import { v0Codec, v1Codec, v2Codec, v3Codec } from "./version-codec.js";

/** Spec versions that are spoken to clients only; everything inside speaks v4. */
export type OlderVersion = 0 | 1 | 2 | 3;

/** One request of a client below v4, as v4 has it. */
export interface OlderRequest {
  readonly id: number;
  /**
   * They share the Id and get one answer: `Ok` or the reading, or the first error, after all of them have been carried out.
   * None: the answer is `answer` if there is one, else `Ok`.
   */
  readonly requests: readonly ClientMessage[];
  /** As it goes over the wire. */
  readonly answer?: object;
}

/** How one session talks with a client of a version below 4. */
export interface SessionDialect {
  readonly version: OlderVersion;
  /**
   * A message of the client.
   * @throws ButtplugError of area `message` or `device`, which is the answer; `recoverId` has its Id.
   */
  receive(value: unknown): OlderRequest;
  /**
   * What the client gets for a message of the server, as it goes over the wire: a device list becomes one event for each
   * device that came or went; what the version has no form for is left out.
   */
  send(message: ServerMessage): readonly object[];
  /** A line of the log as the client wants it, if it asked for lines of this level (v0 and v1). */
  log(level: LogLevel, text: string): object | undefined;
}

/** `devices` are those that are there at the handshake, as this session sees them; the client has to ask for them. */
export function openDialect(version: OlderVersion, devices: readonly DeviceInfo[]): SessionDialect {
  return new Dialect(version, devices);
}

/** From silent to talkative. */
const logLevels: readonly string[] = v2.types.LogLevel.names.map((name) => name.toLowerCase());

class Dialect implements SessionDialect {
  readonly version: OlderVersion;
  readonly #known = new Map<number, DeviceInfo>();
  readonly #lists = new Map<number, IndexLists>();
  readonly #v3 = new Map<number, DeviceV3>();
  readonly #v2 = new Map<number, DeviceV2>();
  readonly #launchPositions = new Map<number, number>();
  /** Sensor indexes of the reads that wait for their answer, by Id. */
  readonly #reads = new Map<number, number>();
  #logLevel = "off";

  constructor(version: OlderVersion, devices: readonly DeviceInfo[]) {
    this.version = version;
    for (const device of devices) this.#learn(device);
  }

  receive(value: unknown): OlderRequest {
    switch (this.version) {
      case 3:
        return this.#fromV3(v3Codec.decodeClientMessage(value));
      case 2:
        return this.#fromV2(v2Codec.decodeClientMessage(value));
      case 1:
        return this.#fromV1(v1Codec.decodeClientMessage(value));
      case 0:
        return this.#fromV1(requestV0ToV1(v0Codec.decodeClientMessage(value)));
    }
  }

  send(message: ServerMessage): readonly object[] {
    if (message.type === "ok") return [{ Ok: { Id: message.id } }];
    const events = message.type === "deviceList" ? this.#update(message.devices) : [];
    if (message.type === "deviceList" && message.id === 0) return this.#write(events);
    const converted = messageV4ToV3(message, this.#lists, this.#reads.get(message.id));
    this.#reads.delete(message.id);
    return this.#write(converted ? [...events, converted] : events);
  }

  log(level: LogLevel, text: string): object | undefined {
    if (this.version > 1 || logLevels.indexOf(level) > logLevels.indexOf(this.#logLevel)) return undefined;
    return v1Codec.encode({ type: "log", id: 0, logLevel: level, logMessage: text });
  }

  #fromV1(message: ClientMessageV1): OlderRequest {
    if (message.type === "test") return echo(message);
    if (message.type === "requestLog") return this.#fromV2(message);
    const request = requestV1ToV2(message, this.#v2, this.#launchPositions);
    const { id, requests } = this.#fromV2(request);
    if (message.type === "fleshlightLaunchFW12Cmd") this.#launchPositions.set(message.deviceIndex, message.position);
    return { id, requests };
  }

  #fromV2(message: ClientMessageV2): OlderRequest {
    if (message.type !== "requestLog") return this.#fromV3(requestV2ToV3(message, this.#v3));
    this.#logLevel = message.logLevel;
    return { id: message.id, requests: [] };
  }

  #fromV3(message: ClientMessageV3): OlderRequest {
    const requests = requestsV3ToV4(message, this.#lists);
    if (message.type === "sensorReadCmd") this.#reads.set(message.id, message.sensorIndex);
    return { id: message.id, requests };
  }

  #write(messages: readonly ServerMessageV3[]): readonly object[] {
    return messages.flatMap((message) => this.#writeOne(message) ?? []);
  }

  #writeOne(forV3: ServerMessageV3): object | undefined {
    if (this.version === 3) return v3Codec.encode(forV3);
    const forV2 = messageV3ToV2(forV3);
    if (this.version === 2 || !forV2) return forV2 && v2Codec.encode(forV2);
    const forV1 = messageV2ToV1(forV2);
    if (this.version === 1 || !forV1) return forV1 && v1Codec.encode(forV1);
    return v0Codec.encode(messageV1ToV0(forV1));
  }

  /** Takes over a new list and says which events tell the client. */
  #update(list: readonly DeviceInfo[]): readonly ServerMessageV3[] {
    const { removed, added, changed } = diffDevices(this.#known, list);
    const before = new Map(this.#lists);
    for (const { deviceIndex } of removed) this.#forget(deviceIndex);
    for (const device of [...changed, ...added]) this.#learn(device);
    // No older version has an event for a change, but an index must not come to mean another output unseen.
    const shifted = changed.filter(({ deviceIndex }) => {
      const [old, now] = [before.get(deviceIndex), this.#lists.get(deviceIndex)];
      return !old || !now || !sameIndexes(old, now);
    });
    return [...[...removed, ...shifted].map(removedEvent), ...[...shifted, ...added].map((one) => this.#added(one))];
  }

  #added({ deviceIndex }: DeviceInfo): ServerMessageV3 {
    return { type: "deviceAdded", id: 0, ...(this.#v3.get(deviceIndex) as DeviceV3) };
  }

  #learn(device: DeviceInfo): void {
    const { deviceIndex } = device;
    const lists = indexListsOf(device);
    const v3 = deviceV4ToV3(lists);
    this.#known.set(deviceIndex, device);
    this.#lists.set(deviceIndex, lists);
    this.#v3.set(deviceIndex, v3);
    this.#v2.set(deviceIndex, deviceV3ToV2(v3));
  }

  #forget(deviceIndex: number): void {
    for (const map of [this.#known, this.#lists, this.#v3, this.#v2, this.#launchPositions]) map.delete(deviceIndex);
  }
}

function removedEvent({ deviceIndex }: DeviceInfo): ServerMessageV3 {
  return { type: "deviceRemoved", id: 0, deviceIndex };
}

/** `Test` comes back as it is, except for the text that asks for an error. */
function echo(message: Extract<ClientMessageV1, { readonly type: "test" }>): OlderRequest {
  if (message.testString !== "Error") return { id: message.id, requests: [], answer: v1Codec.encode(message) };
  const [path, expected] = ["Test.TestString", 'a text that does not ask for an error, as "Error" does'] as const;
  throw new ButtplugError("message/invalid", `${path}: expected ${expected}`, { details: { path, expected } });
}
