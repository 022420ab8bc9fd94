import { defineSimulator, hex } from "@buttplug-ts/protocol-kit";

const presses = [hex`00 01 04 00 00 05 d3`, hex`00 01 04 01 2c 05 d3`, hex`00 01 04 07 d0 0f ff`];

/** Somebody presses, more and more, when a program begins to listen. */
export default defineSimulator({
  key: "kgoal-boost",
  advertisedName: () => "Boost",
  open: () => ({
    battery: 100,
    receive: () => [],
    subscribed: (endpoint) => (endpoint === "rxpressure" ? presses.map((data) => ({ endpoint, data })) : []),
    levels: () => [],
  }),
});
