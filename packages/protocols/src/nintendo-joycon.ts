import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** The strength of the actuators grows with the logarithm of the amplitude, which is 1 at level 1000. */
function strengthOf(level: number): number {
  const amplitude = level / 1_000;
  if (amplitude > 0.23) return Math.round(Math.log2(amplitude * 8.7) * 32);
  return amplitude > 0.12 ? Math.round(Math.log2(amplitude * 17) * 16) : 0;
}

/** One actuator at 200 Hz. Level 1 is too little to be felt. */
function rumble(level: number): Uint8Array {
  if (level <= 1) return hex`00 00 41 40`;
  const strength = strengthOf(level);
  const half = strength >> 1;
  return hex`a8 ${2 * strength} ${0x8a + half} ${0x40 + half}`;
}

/** What an example of the report's 64 bytes need not say. */
const zeros = (count: number) => " 00".repeat(count);

export default defineProtocol({
  key: "nintendo-joycon",
  summary: "Reports with the rumble of both sides, all the time.",
  endpoints: ["tx"],
  // Turns vibration on.
  initialize: [write("tx", hex`01 00 ${new Uint8Array(8)} 48 01 ${new Uint8Array(52)}`)],
  outputs: {
    vibrate: combined(
      ([level = 0]) => write("tx", hex`10 01 ${rumble(level)} ${rumble(level)} ${new Uint8Array(54)}`),
      { repeat: { everyMs: 15, atRest: true } },
    ),
  },
  examples: [
    `connect tick -> tx: 01 00${zeros(8)} 48 01${zeros(52)} | tx: 10 01 00 00 41 40 00 00 41 40${zeros(54)}`,
    `vibrate 0=1 -> tx: 10 01 00 00 41 40 00 00 41 40${zeros(54)}`,
    `vibrate 0=2 0=120 -> tx: 10 01 a8 00 8a 40 a8 00 8a 40${zeros(54)} | tx: 10 01 a8 00 8a 40 a8 00 8a 40${zeros(54)}`,
    `vibrate 0=121 0=250 -> tx: 10 01 a8 22 92 48 a8 22 92 48${zeros(54)} | tx: 10 01 a8 48 9c 52 a8 48 9c 52${zeros(54)}`,
    `vibrate 0=500 -> tx: 10 01 a8 88 ac 62 a8 88 ac 62${zeros(54)}`,
    `vibrate 0=1000 tick -> tx: 10 01 a8 c8 bc 72 a8 c8 bc 72${zeros(54)} | tx: 10 01 a8 c8 bc 72 a8 c8 bc 72${zeros(54)}`,
    `vibrate 0=1000 stop tick -> tx: 10 01 a8 c8 bc 72 a8 c8 bc 72${zeros(54)} | tx: 10 01 00 00 41 40 00 00 41 40${zeros(54)} | tx: 10 01 00 00 41 40 00 00 41 40${zeros(54)}`,
  ],
});
