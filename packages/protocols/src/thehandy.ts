import { defineProtocol, type OutputCommand, perFeature, write } from "@buttplug-ts/protocol-kit";
import { doubleField, messageField, varintField } from "@buttplug-ts/protocol-kit/protobuf";

/** A payload has envelopes, an envelope one message, in the field whose number is the message's. */
const envelope = 1;
const ping = 102;
const linearCommand = 403;
const id = 1;
const vector = { list: 3, duration: 2, position: 3 };

/** Device and vector have the index 0, which is left out. */
function move({ value, durationMs }: OutputCommand): Uint8Array {
  const way = [varintField(vector.duration, durationMs), doubleField(vector.position, value / 100)];
  return messageField(envelope, messageField(linearCommand, varintField(id, 2), messageField(vector.list, ...way)));
}

export default defineProtocol({
  key: "thehandy",
  summary: "Protobuf messages; the device moves to a position in a time by itself. Firmware before 4.",
  endpoints: ["tx", "firmware"],
  outputs: {
    hwPositionWithDuration: perFeature((command) => write("tx", move(command), { withResponse: true })),
  },
  keepalive: {
    packet: write("tx", messageField(envelope, messageField(ping, varintField(id, 999))), { withResponse: true }),
  },
  examples: [
    "hwPositionWithDuration 0=0 -> tx!: 0a 07 9a 19 04 08 02 1a 00",
    "hwPositionWithDuration 0=0@500 -> tx!: 0a 0a 9a 19 07 08 02 1a 03 10 f4 03",
    "hwPositionWithDuration 0=50@500 -> tx!: 0a 13 9a 19 10 08 02 1a 0c 10 f4 03 19 00 00 00 00 00 00 e0 3f",
    "hwPositionWithDuration 0=7@127 -> tx!: 0a 12 9a 19 0f 08 02 1a 0b 10 7f 19 ec 51 b8 1e 85 eb b1 3f",
    "hwPositionWithDuration 0=100 stop -> tx!: 0a 10 9a 19 0d 08 02 1a 09 19 00 00 00 00 00 00 f0 3f",
  ],
});
