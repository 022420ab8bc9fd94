import { defineSimulator, hex, SimulatedLevels, type SimulatedReply } from "@buttplug-ts/protocol-kit";
import { messageField, readFields, varintField } from "@buttplug-ts/protocol-kit/protobuf";

const batteryGet = 710;
const move = 744;
const vibrationSet = 900;
const vibrationStop = 901;
const notImplemented = 100_003;
const notSupported = 100_017;

type Field = number | Uint8Array | undefined;

/** What the field with this number holds. */
function fieldOf(message: Field, wanted: number): Field {
  if (!(message instanceof Uint8Array)) return undefined;
  return readFields(message)?.find(({ number }) => number === wanted)?.value;
}

/** A float from 0 to 1, which is left out when it is 0, in percent. */
function percentIn(parameters: Uint8Array): number {
  const float = fieldOf(parameters, 1);
  if (!(float instanceof Uint8Array)) return 0;
  return Math.round(100 * new DataView(float.slice().buffer).getFloat32(0, true));
}

/** Takes requests and answers each; it moves and vibrates, says its charge, and knows nothing else. */
export default defineSimulator({
  key: "thehandy-v3",
  advertisedName: ({ identifier }) => `OHD_${identifier || "hw0"}_000000`,
  open(model) {
    const levels = new SimulatedLevels(model);
    const obey = (number: number, parameters: Uint8Array): Uint8Array => {
      const error = (code: number) => messageField(2, varintField(1, code));
      const done = (output: string, value: number) =>
        levels.set((level) => level.output === output, value) ? hex`` : error(notSupported);
      if (number === batteryGet) return messageField(batteryGet, messageField(1, varintField(1, handy.battery)));
      if (number === move) return done("hwPositionWithDuration", percentIn(parameters));
      if (number === vibrationSet) return done("vibrate", percentIn(parameters));
      if (number === vibrationStop) return done("vibrate", 0);
      return error(notImplemented);
    };
    const handy = {
      battery: 80,
      receive(endpoint: string, data: Uint8Array): readonly SimulatedReply[] {
        const request = fieldOf(data, 1) === 1 ? fieldOf(data, 2) : undefined;
        if (endpoint !== "tx" || !(request instanceof Uint8Array)) return [];
        const asked = readFields(request)?.find(({ number }) => number > 2);
        const id = fieldOf(request, 2);
        if (typeof id !== "number" || !(asked?.value instanceof Uint8Array)) return [];
        const response = messageField(4, varintField(1, id), obey(asked.number, asked.value));
        return [{ endpoint: "rx", data: hex`08 03 ${response}` }];
      },
      levels: () => levels.snapshot(),
    };
    return handy;
  },
});
