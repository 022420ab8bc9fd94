import { toHex } from "@buttplug-ts/core";
import { defineProtocol, hex, type Packet, perFeature, withSum8, write } from "@buttplug-ts/protocol-kit";

/** The numbers of the models that speak this protocol. All others speak the newer one. */
const numbers: ReadonlySet<string> = new Set(["1001", "1002", "1003", "1006", "2001", "3001"]);

function send(kind: number, value: number): Packet {
  return write("tx", hex`aa ${withSum8(hex`${kind} ${value}`)}`);
}

/** Tier 3 because the model's number is read, and may turn out to be one of the newer protocol. */
export default defineProtocol({
  key: "hismith",
  summary: "One speed, and for some a vibrator that is on or off, with a sum; the model's number is read.",
  endpoints: ["tx", "rxblemodel"],
  async identify(io) {
    const identifier = toHex(await io.read("rxblemodel")).replaceAll(" ", "");
    return numbers.has(identifier) ? identifier : { protocol: "hismith-mini", identifier };
  },
  outputs: {
    oscillate: perFeature(({ value }) => send(0x04, value)),
    vibrate: perFeature(({ feature, value }) => (feature === 0 ? send(0x04, value) : send(0x06, value || 0xf0))),
  },
  examples: [
    "1001: oscillate 0=0 0=50 0=100 -> tx: aa 04 00 04 | tx: aa 04 32 36 | tx: aa 04 64 68",
    "2001: vibrate 1=0 1=1 -> tx: aa 06 f0 f6 | tx: aa 06 01 07",
    "3001: vibrate 0=0 0=50 0=100 -> tx: aa 04 00 04 | tx: aa 04 32 36 | tx: aa 04 64 68",
    "1006: oscillate 0=50 + vibrate 1=1 stop -> tx: aa 04 32 36 | tx: aa 06 01 07 | tx: aa 04 00 04 | tx: aa 06 f0 f6",
  ],
});
