import type { Channel, DeviceInfo } from "@buttplug-ts/messages";
import type { CaseMessage } from "./device-case.js";
import {
  type Fields,
  introduction,
  type Phrase,
  type Phrasebook,
  type Phrasing,
  type SpecVersion,
  type WireMessage,
} from "./phrase.js";
import { phraseV0, phraseV1, phraseV2 } from "./phrases-v0-to-v2.js";
import { phraseV3 } from "./phrases-v3.js";
import { phraseV4 } from "./phrases-v4.js";

const phrasebooks: Readonly<Record<SpecVersion, Phrasebook>> = {
  0: phraseV0,
  1: phraseV1,
  2: phraseV2,
  3: phraseV3,
  4: phraseV4,
};

/** A message that was sent, and its answer when it has come. */
export interface Asked {
  readonly phrase: Phrase;
  answer?: WireMessage;
}

/** Sends messages of one spec version as they are on the wire, and keeps what comes back. Checks nothing by itself. */
export class CaseClient {
  /** Devices as they were announced, by their index. */
  readonly devices: Map<number, Fields> = new Map();
  /** Errors that answer no request. */
  readonly complaints: string[] = [];
  readonly #channel: Channel;
  readonly #version: SpecVersion;
  readonly #asked = new Map<number, Asked>();
  #nextId = 1;

  constructor(channel: Channel, version: SpecVersion) {
    this.#channel = channel;
    this.#version = version;
    channel.receive((batch) => {
      for (const incoming of batch) {
        if ("malformed" in incoming) this.complaints.push(incoming.malformed);
        else this.#receive(messageOf(incoming.value));
      }
    });
    void channel.closed.then(({ reason }) => this.complaints.push(`the connection ended: ${reason}`));
  }

  introduce(): Asked {
    return this.ask(introduction(this.#version));
  }

  ask(phrase: Phrase): Asked {
    const id = this.#nextId++;
    const asked: Asked = { phrase };
    this.#asked.set(id, asked);
    this.#channel.send([{ [phrase.type]: { Id: id, ...phrase.fields } }]);
    return asked;
  }

  phrase(message: CaseMessage, wire: Fields, info: DeviceInfo): Phrasing {
    return phrasebooks[this.#version](message, { wire, info });
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #receive(message: WireMessage): void {
    const { type, fields } = message;
    const asked = this.#asked.get(fields["Id"] as number);
    if (asked) asked.answer = message;
    else if (type === "Error") this.complaints.push(errorText(fields));
    if (type === "DeviceList") {
      this.devices.clear();
      // A list up to v3, an object since v4.
      for (const device of Object.values(fields["Devices"] as object)) this.#add(device as Fields);
    }
    if (type === "DeviceAdded") this.#add(fields);
    if (type === "DeviceRemoved") this.devices.delete(fields["DeviceIndex"] as number);
  }

  #add(device: Fields): void {
    this.devices.set(device["DeviceIndex"] as number, device);
  }
}

/** What is wrong with the answer of a request. */
export function wrongAnswer({ phrase, answer }: Asked): string | undefined {
  if (!answer) return `${phrase.type} was not answered`;
  if (answer.type === "Error") return `${phrase.type} was answered with ${errorText(answer.fields)}`;
  if (answer.type !== phrase.reply) return `${phrase.type} was answered with ${answer.type} instead of ${phrase.reply}`;
  return phrase.wrong?.(answer.fields);
}

function messageOf(value: unknown): WireMessage {
  const [[type, fields] = ["nothing", {}]] = Object.entries(value as object) as [string, Fields][];
  return { type, fields };
}

function errorText(fields: Fields): string {
  return `Error ${String(fields["ErrorCode"])}: ${String(fields["ErrorMessage"])}`;
}
