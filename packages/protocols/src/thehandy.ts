import { defineProtocol, type OutputCommand, perFeature, write } from "@buttplug-ts/protocol-kit";
import { BinaryWriter, WireType } from "@buttplug-ts/protocol-kit/protobuf";

/** Numbers of fields; a message in an envelope is the field whose number is the message's. */
const envelope = 1;
const ping = 102;
const linearCommand = 403;
const id = 1;
const vector = { list: 3, duration: 2, position: 3 };

/** A payload with one message, whose first field is its id. */
function payload(message: number, messageId: number, more: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(envelope, WireType.LengthDelimited).fork();
  writer.tag(message, WireType.LengthDelimited).fork();
  writer.tag(id, WireType.Varint).uint32(messageId);
  more(writer);
  return writer.join().join().finish();
}

/** Device and vector have the index 0, and what is 0 is left out. */
function move({ value, durationMs }: OutputCommand): Uint8Array {
  return payload(linearCommand, 2, (writer) => {
    writer.tag(vector.list, WireType.LengthDelimited).fork();
    if (durationMs !== 0) writer.tag(vector.duration, WireType.Varint).uint32(durationMs);
    if (value !== 0) writer.tag(vector.position, WireType.Bit64).double(value / 100);
    writer.join();
  });
}

export default defineProtocol({
  key: "thehandy",
  summary: "Protobuf messages; the device moves to a position in a time by itself. Firmware before 4.",
  endpoints: ["tx", "firmware"],
  outputs: {
    hwPositionWithDuration: perFeature((command) => write("tx", move(command), { withResponse: true })),
  },
  keepalive: {
    packet: write(
      "tx",
      payload(ping, 999, () => {}),
      { withResponse: true },
    ),
  },
  examples: [
    "hwPositionWithDuration 0=0 -> tx!: 0a 07 9a 19 04 08 02 1a 00",
    "hwPositionWithDuration 0=0@500 -> tx!: 0a 0a 9a 19 07 08 02 1a 03 10 f4 03",
    "hwPositionWithDuration 0=50@500 -> tx!: 0a 13 9a 19 10 08 02 1a 0c 10 f4 03 19 00 00 00 00 00 00 e0 3f",
    "hwPositionWithDuration 0=7@127 -> tx!: 0a 12 9a 19 0f 08 02 1a 0b 10 7f 19 ec 51 b8 1e 85 eb b1 3f",
    "hwPositionWithDuration 0=100 stop -> tx!: 0a 10 9a 19 0d 08 02 1a 09 19 00 00 00 00 00 00 f0 3f",
  ],
});
