import {
  combined,
  defineProtocol,
  galakuPacket,
  hex,
  type Packet,
  perFeature,
  query,
  readGalakuPacket,
  write,
} from "@buttplug-ts/protocol-kit";

const pump = "AC695X_1(BLE)";
const askForBattery = write("tx", galakuPacket(hex`5a 00 00 01 13 00 00 00 00 00`), { withResponse: true });

function send(payload: Uint8Array): Packet {
  return write("tx", galakuPacket(payload));
}

const oneMotor = perFeature(({ value }) => send(hex`5a 00 00 01 31 ${value} 00 00 00 00`));
const twoMotors = combined(([first = 0, second = 0]) => send(hex`5a 00 00 01 40 03 ${first} ${second} 00 00`));
/** The one model that wants plain packets. */
const plainMotor = perFeature(({ value }) =>
  write("tx", hex`aa 01 0a 03 ${value} ${value === 0 ? 0 : 1} 00 00 00 00 00 00 00 00 00 00`),
);

/** Percent: the fourth byte of the payload where the answer is a whole packet, else its first byte as it is. */
function parseBattery(data: Uint8Array): number | undefined {
  const payload = readGalakuPacket(data);
  return payload ? payload[3] : data[0];
}

export default defineProtocol({
  key: "galaku",
  summary: "Unreadable packets of twelve bytes with the levels of one motor or two.",
  endpoints: ["tx", "rxblebattery"],
  outputs({ identifier, features }) {
    const motors = features.filter(({ outputs }) => Object.keys(outputs).length > 0).length;
    const one = identifier === pump ? plainMotor : oneMotor;
    const rule = motors > 1 ? twoMotors : one;
    return { vibrate: rule, oscillate: rule, constrict: rule, rotate: rule };
  },
  inputs: { battery: { read: query(askForBattery, "rxblebattery", parseBattery) } },
  examples: [
    "vibrate 0=0 0=50 0=100 -> tx: 23 81 bb ab d2 ec 3b 23 bb a3 3b 90 | tx: 23 81 bb ab d2 ec 29 c3 bb a3 3b d2 | tx: 23 81 bb ab d2 ec 57 23 bb a3 3b 44",
    "GX85: vibrate 0=50 stop -> tx: 23 81 bb ab d2 ec 29 c3 bb a3 3b d2 | tx: 23 81 bb ab d2 ec 3b 23 bb a3 3b 90",
    "G302: vibrate 0=50 1=100 0=0 1=0 -> tx: 23 81 bb ab d2 7b 44 61 3b a3 3b e4 | tx: 23 81 bb ab d2 7b 44 61 97 a3 3b 88 | tx: 23 81 bb ab d2 7b 44 33 97 a3 3b 16 | tx: 23 81 bb ab d2 7b 44 33 bb a3 3b f2",
    "G317: oscillate 0=50 vibrate 1=100 stop -> tx: 23 81 bb ab d2 7b 44 61 3b a3 3b e4 | tx: 23 81 bb ab d2 7b 44 61 97 a3 3b 88 | tx: 23 81 bb ab d2 7b 44 33 bb a3 3b f2",
    "TFG1: vibrate 0=50 constrict 1=100 -> tx: 23 81 bb ab d2 7b 44 61 3b a3 3b e4 | tx: 23 81 bb ab d2 7b 44 61 97 a3 3b 88",
    "G339: vibrate 0=50 rotate 1=100 stop -> tx: 23 81 bb ab d2 7b 44 61 3b a3 3b e4 | tx: 23 81 bb ab d2 7b 44 61 97 a3 3b 88 | tx: 23 81 bb ab d2 7b 44 33 bb a3 3b f2",
    "AC695X_1(BLE): vibrate 0=50 0=100 0=0 -> tx: aa 01 0a 03 32 01 00 00 00 00 00 00 00 00 00 00 | tx: aa 01 0a 03 64 01 00 00 00 00 00 00 00 00 00 00 | tx: aa 01 0a 03 00 00 00 00 00 00 00 00 00 00 00 00",
  ],
});
