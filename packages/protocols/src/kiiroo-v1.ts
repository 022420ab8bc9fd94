import { defineProtocol, type OutputCommand, type Packet, perFeature, text, write } from "@buttplug-ts/protocol-kit";

/** Documentation gives the text but not how it is written; with response is what the link can tell the loss of. */
function digit({ value }: OutputCommand): Packet {
  return write("tx", text`${value},\n`, { withResponse: true });
}

/** From documentation alone. The Onyx takes no durations: it goes to each position at once. */
export default defineProtocol({
  key: "kiiroo-v1",
  summary: "A digit, a comma and a line feed: the level of a Pearl, the position of an Onyx.",
  endpoints: ["tx", "rx", "command"],
  outputs: { vibrate: perFeature(digit), hwPositionWithDuration: perFeature(digit) },
  examples: [
    "PEARL: vibrate 0=2 0=4 0=0 -> tx!: 32 2c 0a | tx!: 34 2c 0a | tx!: 30 2c 0a",
    "PEARL: vibrate 0=4 stop -> tx!: 34 2c 0a | tx!: 30 2c 0a",
    "ONYX: hwPositionWithDuration 0=4@500 0=0@0 stop -> tx!: 34 2c 0a | tx!: 30 2c 0a",
  ],
});
