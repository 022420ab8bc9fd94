import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

function vibration(level: number): Packet {
  return write("tx", hex`55 03 03 00 01 ${level}`);
}

function pulsation(level: number): Packet {
  return write("tx", hex`55 07 00 00 ${level} 00`);
}

/** Vibration 0 is documented to end pulsation too, so pulsation is written again after it. */
function packets([vibrate = 0, pulsate = 0]: readonly number[]): readonly Packet[] {
  if (vibrate === 0 && pulsate === 0) return [pulsation(0)];
  return pulsate > 0 ? [vibration(vibrate), pulsation(pulsate)] : [vibration(vibrate)];
}

export default defineProtocol({
  key: "svakom-iker",
  summary: "A vibrator and a pulsator; the packet of the one interferes with the other.",
  endpoints: ["tx"],
  outputs: { vibrate: combined(packets) },
  examples: [
    "vibrate 0=1 1=1 -> tx: 55 03 03 00 01 01 | tx: 55 03 03 00 01 01 | tx: 55 07 00 00 01 00",
    "vibrate 0=5          -> tx: 55 03 03 00 01 05",
    "vibrate 0=5 1=3      -> tx: 55 03 03 00 01 05 | tx: 55 03 03 00 01 05 | tx: 55 07 00 00 03 00",
    "vibrate 0=10 + 1=3   -> tx: 55 03 03 00 01 0a | tx: 55 07 00 00 03 00",
    "vibrate 0=10 + 1=3 0=0 -> tx: 55 03 03 00 01 0a | tx: 55 07 00 00 03 00 | tx: 55 03 03 00 01 00 | tx: 55 07 00 00 03 00",
    "vibrate 1=5 1=0      -> tx: 55 03 03 00 01 00 | tx: 55 07 00 00 05 00 | tx: 55 07 00 00 00 00",
    "vibrate 0=10 + 1=3 1=0 -> tx: 55 03 03 00 01 0a | tx: 55 07 00 00 03 00 | tx: 55 03 03 00 01 0a",
    "vibrate 0=5 stop     -> tx: 55 03 03 00 01 05 | tx: 55 07 00 00 00 00",
  ],
});
