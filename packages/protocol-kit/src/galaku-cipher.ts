import { sum8 } from "./checksum.js";
import { hex } from "./packet.js";

const head = 0x23;
/** Which row is used depends on the byte before. */
const keys: readonly Uint8Array[] = [
  hex`00 18 98 f7 a5 3d 0d 29 25 50 44 46`,
  hex`00 45 6e 6a 6f 78 20 53 2d 31 2e 37`,
  hex`00 65 78 20 54 6f 79 73 0a 8e 9d a3`,
  hex`00 c5 d6 e7 f8 0a 32 20 6f 62 0d 0a`,
];

/** The twelve bytes that Galaku devices take for ten bytes: a head, the bytes and their sum, made unreadable. */
export function galakuPacket(payload: Uint8Array): Uint8Array {
  const plain = hex`${head} ${payload}`;
  const data = hex`${plain} ${sum8(plain)}`;
  for (let at = 1; at < data.length; at += 1) {
    const key = keyAt(data, at);
    data[at] = (key ^ head ^ (data[at] ?? 0)) + key;
  }
  return data;
}

/** The ten bytes in a packet of a Galaku device; undefined where length, head or sum are wrong. */
export function readGalakuPacket(packet: Uint8Array): Uint8Array | undefined {
  if (packet.length !== 12 || packet[0] !== head) return undefined;
  const plain = packet.map((byte, at) => (at === 0 ? byte : (byte - keyAt(packet, at)) ^ keyAt(packet, at) ^ head));
  return sum8(plain.subarray(0, 11)) === plain[11] ? plain.slice(1, 11) : undefined;
}

function keyAt(cipher: Uint8Array, at: number): number {
  return keys[(cipher[at - 1] ?? 0) & 3]?.[at] ?? 0;
}
