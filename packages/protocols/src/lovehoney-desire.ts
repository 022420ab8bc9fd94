import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

const allMotors = 0;

function send(motor: number, level: number): Packet {
  return write("tx", hex`f3 ${motor} ${level}`, { withResponse: true });
}

export default defineProtocol({
  key: "lovehoney-desire",
  summary: "Three bytes for all motors; one packet each where two levels differ.",
  endpoints: ["tx"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length < 2;
    return {
      vibrate: combined(([first = 0, second = 0]) =>
        single || first === second ? send(allMotors, first) : [send(1, first), send(2, second)],
      ),
    };
  },
  examples: [
    "KNICKER VIBE: vibrate 0=0 0=64 -> tx!: f3 00 00 | tx!: f3 00 40",
    "LOVE EGG: vibrate 0=127 stop -> tx!: f3 00 7f | tx!: f3 00 00",
    "PROSTATE VIBE: vibrate 0=64 1=64 -> tx!: f3 01 40 | tx!: f3 02 00 | tx!: f3 00 40",
    "PROSTATE VIBE: vibrate 0=64 + 1=127 0=0 1=0 -> tx!: f3 01 40 | tx!: f3 02 7f | tx!: f3 01 00 | tx!: f3 02 7f | tx!: f3 00 00",
    "vibrate 0=64 + 1=127 stop -> tx!: f3 01 40 | tx!: f3 02 7f | tx!: f3 00 00",
  ],
});
