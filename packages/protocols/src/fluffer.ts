import { ButtplugError, toHex, utf8 } from "@buttplug-ts/core";
import { combined, type DialogueIo, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";
import { decryptAes128Ecb, encryptAes128Ecb, sha256 } from "@buttplug-ts/protocol-kit/crypto";

const key = utf8("jdk#Flu%y6fer32f");
const company = 0x684a;
const answerLimitMs = 2_000;

function say(plain: Uint8Array): Packet {
  return write("tx", encryptAes128Ecb(key, plain));
}

/** Shows the device that we know how to hash what it advertises. One that advertises nothing of the kind wants nothing. */
async function initialize(io: DialogueIo): Promise<void> {
  await io.subscribe("rx");
  const own = io.manufacturerData.find((entry) => entry.company === company);
  if (own === undefined) return;
  const salt = io.random(4);
  const proof = sha256(hex`${salt} ${advertisedSecret(own.data)}`).subarray(0, 4);
  await io.write(say(hex`a5 01 08 ${salt} ${proof}`));
  const answer = await io.next("rx", answerLimitMs);
  if (answer === undefined) {
    throw new ButtplugError(
      "hardware/no-answer",
      `the device did not answer the handshake within ${answerLimitMs} ms`,
      { details: { afterMs: answerLimitMs } },
    );
  }
  const words = decryptAes128Ecb(key, answer);
  if (words === undefined || toHex(words) !== "a5 01 01 00") throw refused("the device refused the handshake");
  await io.write(say(hex`82 0e 02 00 01`));
}

/** Up to four bytes behind the first, which hides them; a byte that would become 0, or is, stands as it is. */
function advertisedSecret([first, ...hidden]: Uint8Array): Uint8Array {
  if (first === undefined) throw refused("the device advertises company data without bytes");
  const mask = first ^ 0x68;
  return Uint8Array.from(hidden.slice(0, 4), (byte) => (byte === 0 || byte === mask ? byte : byte ^ mask));
}

function refused(why: string): ButtplugError<"protocol/not-identified"> {
  return new ButtplugError("protocol/not-identified", why, { details: { protocol: "fluffer" } });
}

/** Levels below zero, which turn the other way, stand above the others. */
const levels = combined(([first = 0, second = 0]) => {
  const [one, other] = [first, second].map((level) => (level < 0 ? 100 - level : level)) as [number, number];
  return say(hex`82 0f 05 00 ${one} ${other} 00 00`);
});

/** Tier 3 because of the handshake. */
export default defineProtocol({
  key: "fluffer",
  summary: "Encrypted packets with the levels of two motors, after a handshake with a hash of what is advertised.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: { vibrate: levels, oscillate: levels, rotate: levels },
  keepalive: { packet: say(hex`80 02 00`) },
  examples: [
    "vibrate 0=0 0=50 -> tx: d3 af 8c b6 b5 05 3c 01 7e c0 d3 7f 5b 06 44 21 | tx: 4d 8f ad 2b 38 d0 70 1c 81 37 7d 72 96 c0 15 26",
    "FDG2G: vibrate 0=100 stop -> tx: 34 86 9a 67 7b 8e 6f a9 e9 2b 53 f8 37 c5 25 3c | tx: d3 af 8c b6 b5 05 3c 01 7e c0 d3 7f 5b 06 44 21",
    "MBO: vibrate 0=100 rotate 1=100 1=-1 -> tx: 34 86 9a 67 7b 8e 6f a9 e9 2b 53 f8 37 c5 25 3c | tx: 6d cf 56 21 d2 cb 70 96 0c df 1f 96 97 ef 83 2a | tx: 39 a5 94 78 78 74 8d 8b 00 bc 5b d0 f7 68 19 82",
    "MB Controller: rotate 1=-100 vibrate + 0=100 stop -> tx: 7b 9d a8 0c 4e 07 a2 39 37 c9 43 11 95 4c b9 95 | tx: d3 af 8c b6 b5 05 3c 01 7e c0 d3 7f 5b 06 44 21",
    "MBB: oscillate 1=25 stop -> tx: 84 79 6c 55 87 40 f5 72 2e 9e 5d b8 2c 91 c7 69 | tx: d3 af 8c b6 b5 05 3c 01 7e c0 d3 7f 5b 06 44 21",
  ],
});
