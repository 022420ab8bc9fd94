import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";
import { BinaryReader, WireType } from "@buttplug-ts/protocol-kit/protobuf";

/** A message inside `data`: the body of the last field with this number, undefined if there is none. */
function bodyOf(data: Uint8Array, wanted: number): Uint8Array | undefined {
  let body: Uint8Array | undefined;
  const reader = new BinaryReader(data);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === wanted && type === WireType.LengthDelimited) body = reader.bytes();
    else reader.skip(type, field);
  }
  return body;
}

/** Where a payload tells the device to go, from 0 to 1; undefined if it tells it nothing. */
function goalOf(data: Uint8Array): number | undefined {
  const vector = [1, 403, 3].reduce<Uint8Array | undefined>((outer, field) => outer && bodyOf(outer, field), data);
  if (vector === undefined) return undefined;
  let goal = 0;
  const reader = new BinaryReader(vector);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 3 && type === WireType.Bit64) goal = reader.double();
    else reader.skip(type, field);
  }
  return goal;
}

export default defineSimulator({
  key: "thehandy",
  advertisedName: () => "The Handy",
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint !== "tx") return [];
        try {
          const goal = goalOf(data);
          if (goal !== undefined && goal >= 0 && goal <= 1) levels.set(() => true, Math.round(goal * 100));
        } catch {
          // What is no protobuf is no message.
        }
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
