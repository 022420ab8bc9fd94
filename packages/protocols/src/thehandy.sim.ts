import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";
import { readFields } from "@buttplug-ts/protocol-kit/protobuf";

/** What the last field with this number holds, undefined if there is none. */
function bytesOf(data: Uint8Array | undefined, wanted: number): Uint8Array | undefined {
  const field = data && readFields(data)?.findLast(({ number }) => number === wanted);
  return field?.value instanceof Uint8Array ? field.value : undefined;
}

/** Where a payload tells the device to go, from 0 to 1; undefined if it tells it nothing. */
function goalOf(payload: Uint8Array): number | undefined {
  const vector = [1, 403, 3].reduce<Uint8Array | undefined>(bytesOf, payload);
  if (vector === undefined || readFields(vector) === undefined) return undefined;
  const position = bytesOf(vector, 3);
  if (position === undefined) return 0;
  return position.length === 8 ? new DataView(position.slice().buffer).getFloat64(0, true) : undefined;
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
        const goal = goalOf(data);
        if (goal !== undefined && goal >= 0 && goal <= 1) levels.set(() => true, Math.round(goal * 100));
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
