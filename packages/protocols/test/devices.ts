import type { ModelDefinition, OutputType } from "@buttplug-ts/core";
import { fromUtf8, toHex } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import {
  findingsOf,
  type OutgoingPacket,
  type OutputCommand,
  openEncoder,
  type Packet,
} from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";

/** A protocol's encoder for one model, whose writes all succeed. */
export interface Device {
  send(type: OutputType, feature: number, value: number, durationMs?: number): string[];
  commit(commands: readonly OutputCommand[]): string[];
  tick(): string[];
  halt(): void;
}

/** Models of devices that are driven. */
export const drivenModels: readonly ModelDefinition[] = deviceDatabase.models.filter(
  ({ protocol }) => deviceDatabase.protocol(protocol)?.notDriven === undefined,
);

/** The device of a model: `open("lovense", "BA")`, with the findings of that name or the protocol's first. */
export function open(key: string, identifier: string, findings?: string): Device {
  const protocol = protocolOf(key);
  const encoder = openEncoder(protocol, modelOf(key, identifier), findingsOf(protocol, findings));
  const commit = (commands: readonly OutputCommand[]) =>
    encoder.encode(commands).flatMap((call) => written(call.packets()));
  return {
    commit,
    send: (type, feature, value, durationMs = 0) => commit([{ type, feature, value, durationMs }]),
    tick: () => written(encoder.moveOn()),
    halt: () => encoder.halt(),
  };
}

export function protocolOf(key: string): (typeof protocols)[number] {
  const protocol = protocols.find((each) => each.key === key);
  if (!protocol) throw new TypeError(`no protocol ${key}`);
  return protocol;
}

export function modelOf(key: string, identifier: string): ModelDefinition {
  const model = deviceDatabase.model(key, identifier);
  if (!model || model.identifier !== identifier) throw new TypeError(`no model ${key} ${identifier}`);
  return model;
}

/** Text where a packet is text, else bytes. */
export function textOfPacket({ data }: Packet): string {
  const words = fromUtf8(data);
  return words !== undefined && /^[ -~]+$/.test(words) ? words : toHex(data);
}

function written(outgoing: readonly OutgoingPacket[]): string[] {
  return outgoing.map((each) => {
    each.written();
    return textOfPacket(each.packet);
  });
}
