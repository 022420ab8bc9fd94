import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Running motors have levels from 1, so that 0 beside a running motor is 1, too; only all of them together have an off. */
const motors = combined(([first = 0, second = 0]) => {
  const mode = first === 0 && second === 0 ? 2 : 1;
  return write("tx", hex`${mode} ${Math.max(1, first)} ${Math.max(1, second)}`, { withResponse: true });
});

export default defineProtocol({
  key: "zalo",
  summary: "Whether the device runs, and the levels of two motors.",
  endpoints: ["tx"],
  outputs: { vibrate: motors },
  examples: [
    "ZALO-Queen: vibrate 0=4 1=8 -> tx!: 01 04 01 | tx!: 01 04 08",
    "ZALO-King: vibrate 0=4 + 1=8 0=0 1=0 -> tx!: 01 04 08 | tx!: 01 01 08 | tx!: 02 01 01",
    "ZALO-King: vibrate 0=4 + 1=8 stop -> tx!: 01 04 08 | tx!: 02 01 01",
    "ZALO-Jeanne: vibrate 0=8 0=0 -> tx!: 01 08 01 | tx!: 02 01 01",
  ],
});
