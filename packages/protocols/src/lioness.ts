import { type DialogueIo, defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** Fails where the system has not paired the device: its link is encrypted. */
async function initialize(io: DialogueIo): Promise<void> {
  try {
    await io.subscribe("rx");
    await io.write(write("tx", hex`01 aa aa bb cc 10`, { withResponse: true }));
  } catch (error) {
    io.askPerson("If the device is not paired yet, pair it in the system's settings, with the PIN 6496 or 006496.");
    throw error;
  }
}

export default defineProtocol({
  key: "lioness",
  summary: "A level, once the system has paired the device.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`02 aa bb cc cc ${value}`)) },
  examples: [
    "vibrate 0=0 -> tx: 02 aa bb cc cc 00",
    "vibrate 0=50 -> tx: 02 aa bb cc cc 32",
    "vibrate 0=100 stop -> tx: 02 aa bb cc cc 64 | tx: 02 aa bb cc cc 00",
  ],
});
