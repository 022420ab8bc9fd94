import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

/** No device has confirmed this: the words are from documentation. What the ring tells when it is pressed is in none. */
export default defineProtocol({
  key: "sayberx",
  summary: "A speed as text, in tens.",
  endpoints: ["tx", "rx"],
  // The ring's name goes on with a number of its own.
  identify: async ({ name }) => (name.startsWith("X-Ring ") ? "X-Ring" : name),
  outputs: { vibrate: perFeature(({ value }) => write("tx", text`AT+SPD${value}0`)) },
  examples: [
    'SayberX: vibrate 0=0 -> tx: "AT+SPD00"',
    'SayberX: vibrate 0=2 -> tx: "AT+SPD20"',
    'SayberX: vibrate 0=4 stop -> tx: "AT+SPD40" | tx: "AT+SPD00"',
  ],
});
