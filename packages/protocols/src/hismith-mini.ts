import { type ModelDefinition, toHex } from "@buttplug-ts/core";
import {
  defineProtocol,
  hex,
  type OutputTable,
  type Packet,
  perFeature,
  withSum8,
  write,
} from "@buttplug-ts/protocol-kit";

const first = 0x03;
const second = 0x05;

function send(kind: number, value: number): Packet {
  return write("tx", hex`cc ${withSum8(hex`${kind} ${value}`)}`);
}

/** The newer devices have two places for motors; which motor is at which follows from what else there is. */
function outputsOf({ features }: ModelDefinition): OutputTable {
  const hasTwoVibrators = features.filter(({ outputs }) => outputs.vibrate).length > 1;
  const pumpIsSecond = features.findIndex(({ outputs }) => outputs.constrict) === 1;
  return {
    oscillate: perFeature(({ value }) => send(first, value)),
    vibrate: perFeature(({ feature, value }) => send(hasTwoVibrators && feature !== 1 ? first : second, value)),
    constrict: perFeature(({ value }) => send(pumpIsSecond ? second : first, value)),
    rotate: perFeature(({ value }) => [send(first, Math.abs(value)), send(0x01, value < 0 ? 0xc1 : 0xc0)]),
    // A spray ends by itself, so there is nothing to end.
    spray: perFeature(({ value }) => (value === 0 ? [] : send(0x0b, 0x01))),
  };
}

/** Tier 3 because the model's number is read. */
export default defineProtocol({
  key: "hismith-mini",
  summary: "Two motors, a direction or a spray, one packet with a sum each; the model's number is read.",
  endpoints: ["tx", "rxblemodel"],
  identify: async (io) => toHex(await io.read("rxblemodel")).replaceAll(" ", ""),
  outputs: outputsOf,
  keepalive: ({ features }) => (features.some(({ outputs }) => outputs.spray) ? { never: true } : { repeatLast: {} }),
  examples: [
    "1101: oscillate 0=0 0=50 0=100 -> tx: cc 03 00 03 | tx: cc 03 32 35 | tx: cc 03 64 67",
    "3101: vibrate 0=60 + 1=60 -> tx: cc 03 3c 3f | tx: cc 05 3c 41",
    "3102: vibrate 1=100 -> tx: cc 05 64 69",
    "2101: constrict 0=75 -> tx: cc 03 4b 4e",
    "2204: constrict 1=75 -> tx: cc 05 4b 50",
    "2205: rotate 0=100 0=-40 stop -> tx: cc 03 64 67 | tx: cc 01 c0 c1 | tx: cc 03 28 2b | tx: cc 01 c1 c2 | tx: cc 03 00 03 | tx: cc 01 c0 c1",
    "4002: spray 0=1 0=0 0=1 stop -> tx: cc 0b 01 0c | tx: cc 0b 01 0c",
  ],
});
