import { ButtplugError, fromUtf8, toHex, utf8 } from "@buttplug-ts/core";
import { combined, type DialogueIo, defineProtocol, type Packet, write } from "@buttplug-ts/protocol-kit";
import { decryptAes128Ecb, encryptAes128Ecb, sha256 } from "@buttplug-ts/protocol-kit/crypto";

const key = utf8("jdk#Cra%f5Vib28r");
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const stepLimitMs = 2_000;
const challengeLimit = 8;

function say(words: string): Packet {
  return write("tx", encryptAes128Ecb(key, utf8(words)));
}

/** Both sides know the key; the device asks for hashes of words until it is content. */
async function initialize(io: DialogueIo): Promise<void> {
  await io.subscribe("rx");
  const word = Array.from(io.random(6), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
  await io.write(say(`Auth:${word};`));
  for (let challenges = 0; challenges <= challengeLimit; challenges += 1) {
    const words = await hear(io);
    if (words === "OK;") return;
    const challenge = /^[A-Za-z0-9]{4}:([A-Za-z0-9]+);$/.exec(words)?.[1];
    if (challenge === undefined) throw refused("the device answered the handshake with something else");
    if (challenges === challengeLimit) break;
    const proof = toHex(sha256(utf8(challenge)).subarray(0, 2)).replace(" ", "");
    await io.write(say(`Auth:${proof};`));
  }
  throw refused(`the device was not content after ${challengeLimit} challenges`);
}

async function hear(io: DialogueIo): Promise<string> {
  const data = await io.next("rx", stepLimitMs);
  if (data === undefined) {
    throw new ButtplugError("hardware/no-answer", `the device did not go on with the handshake in ${stepLimitMs} ms`, {
      details: { afterMs: stepLimitMs },
    });
  }
  const words = fromUtf8(decryptAes128Ecb(key, data) ?? Uint8Array.of(0xff));
  if (words === undefined) throw refused("the device answered the handshake with what cannot be decrypted");
  return words;
}

function refused(why: string): ButtplugError<"protocol/not-identified"> {
  return new ButtplugError("protocol/not-identified", why, { details: { protocol: "vibcrafter" } });
}

/** Both motors in one packet; models with one motor take a second level that does nothing. */
const motors = combined(([first = 0, second = 0]) => {
  const digits = [first, second].map((level) => level.toString().padStart(2, "0"));
  return say(`MtInt:${digits.join("")};`);
});

/** Tier 3 because of the handshake. */
export default defineProtocol({
  key: "vibcrafter",
  summary: "Encrypted text commands after a handshake of challenges and hashes.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: { vibrate: motors },
  examples: [
    "vibrate 0=0 -> tx: df f0 2f 0d f4 5b 1f 07 21 62 3f 8c f1 b9 61 38",
    "vibrate 0=50 1=99 -> tx: eb cc 1a dd b0 13 23 40 d5 1b 7e 97 b6 1c a3 20 | tx: be ce 76 4b 96 94 c1 b5 b3 14 bd c1 da 41 04 3b",
    "vibrate 0=99 + 1=99 0=0 -> tx: be ff fe bb 3a be 3f e6 3d 06 e4 a8 64 e4 e1 8b | tx: 04 82 0e 44 31 c2 06 bf 23 a7 48 bb 49 b5 8c c9",
    "Janna: vibrate 0=99 stop -> tx: 62 00 80 f5 2d 29 96 81 ac db 90 51 79 00 56 d7 | tx: df f0 2f 0d f4 5b 1f 07 21 62 3f 8c f1 b9 61 38",
  ],
});
