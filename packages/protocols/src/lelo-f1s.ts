import { combined, type DialogueIo, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Nothing is heard, but without the subscription the press of the button switches the device off. */
async function initialize(io: DialogueIo): Promise<void> {
  await io.subscribe("rx");
  io.askPerson("Press the power button once; the device takes no commands before that.");
}

export default defineProtocol({
  key: "lelo-f1s",
  summary: "The levels of two motors, once a person has pressed the power button.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: { vibrate: combined(([first = 0, second = 0]) => write("tx", hex`01 ${first} ${second}`)) },
  examples: [
    "vibrate 0=50 1=100 0=0 1=0 -> tx: 01 32 00 | tx: 01 32 64 | tx: 01 00 64 | tx: 01 00 00",
    "vibrate 0=100 -> tx: 01 64 00",
    "vibrate 0=50 + 1=100 stop -> tx: 01 32 64 | tx: 01 00 00",
  ],
});
