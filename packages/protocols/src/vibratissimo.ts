import { fromUtf8 } from "@buttplug-ts/core";
import { combined, type DialogueIo, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Levels are taken in this mode. */
const levelMode = write("txmode", hex`03 ff`);

/** All models advertise one name; the device tells its model. */
async function identify(io: DialogueIo): Promise<string> {
  return fromUtf8(await io.read("rxblemodel")) ?? io.name;
}

/** Tier 3 because the model is read. */
export default defineProtocol({
  key: "vibratissimo",
  summary: "Two packets: the mode in which a device takes levels, and the levels of all motors.",
  endpoints: ["txmode", "txvibrate", "rx", "rxblemodel", "rxblebattery"],
  identify,
  outputs({ features }) {
    const motors = features.filter(({ outputs }) => outputs.vibrate).map(({ index }) => index);
    // One motor takes a second byte that does nothing.
    const filler = motors.length === 1 ? hex`00` : hex``;
    return {
      vibrate: combined((levels) => {
        const slots = Uint8Array.from(motors, (motor) => levels[motor] ?? 0);
        return [levelMode, write("txvibrate", hex`${slots} ${filler}`)];
      }),
    };
  },
  examples: [
    "vibrate 0=0 0=128 -> txmode: 03 ff | txvibrate: 00 00 | txmode: 03 ff | txvibrate: 80 00",
    "vibrate 0=255 stop -> txmode: 03 ff | txvibrate: ff 00 | txmode: 03 ff | txvibrate: 00 00",
    "Licker: vibrate 0=64 1=255 -> txmode: 03 ff | txvibrate: 40 00 | txmode: 03 ff | txvibrate: 40 ff",
    "Rabbit: vibrate 2=2 1=16 + 0=255 -> txmode: 03 ff | txvibrate: 00 00 02 | txmode: 03 ff | txvibrate: ff 10 02",
    "Rabbit: vibrate 0=255 + 1=16 + 2=2 2=0 stop -> txmode: 03 ff | txvibrate: ff 10 02 | txmode: 03 ff | txvibrate: ff 10 00 | txmode: 03 ff | txvibrate: 00 00 00",
  ],
});
