import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "adrienlastic",
  summary: "A level as text, with two digits.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) =>
      write("tx", text`MotorValue:${value.toString().padStart(2, "0")};`, { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=0 0=1 -> tx!: 4d 6f 74 6f 72 56 61 6c 75 65 3a 30 30 3b | tx!: 4d 6f 74 6f 72 56 61 6c 75 65 3a 30 31 3b",
    'LVS-S001: vibrate 0=8 -> tx!: "MotorValue:08;"',
    'LVS-S002: vibrate 0=16 stop -> tx!: "MotorValue:16;" | tx!: "MotorValue:00;"',
  ],
});
