import {
  crc16Xmodem,
  type DialogueIo,
  defineProtocol,
  hex,
  type Packet,
  perFeature,
  write,
} from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

/** Sixteen times the same byte. */
function sixteen(byte: number): Uint8Array {
  return new Uint8Array(16).fill(byte);
}

/** Devices that tell no more than their address want its checksum; others want nothing. */
async function initialize(io: DialogueIo): Promise<void> {
  const told = await io.read("generic0");
  if (told.length > 6) return;
  await io.write(send(hex`01 01 ${sixteen(0x01)} 01 01`));
  await io.write(send(hex`01 02 ${sixteen(crc16Xmodem(hex`01 ${told}`) >> 8)} 00 00`));
}

/** Tier 3 because of the handshake. */
export default defineProtocol({
  key: "ankni",
  summary: "One level in a packet of twenty bytes, after a handshake with a checksum.",
  endpoints: ["tx", "generic0"],
  initialize,
  outputs: { vibrate: perFeature(({ value }) => send(hex`03 12 ${value} ${sixteen(0)} 00`)) },
  examples: [
    "vibrate 0=0 -> tx!: 03 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    "vibrate 0=1 0=2 -> tx!: 03 12 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 | tx!: 03 12 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    "vibrate 0=3 stop -> tx!: 03 12 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 | tx!: 03 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
  ],
});
