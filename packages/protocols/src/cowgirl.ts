import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

const motors = combined(([vibration = 0, rotation = 0]) =>
  write("tx", hex`00 01 ${vibration} ${rotation}`, { withResponse: true }),
);

export default defineProtocol({
  key: "cowgirl",
  summary: "Vibration and rotation in one packet.",
  endpoints: ["tx"],
  outputs: { vibrate: motors, rotate: motors },
  examples: [
    "THE COWGIRL: vibrate 0=128 rotate 1=64 vibrate 0=255 -> tx!: 00 01 80 00 | tx!: 00 01 80 40 | tx!: 00 01 ff 40",
    "THE UNICORN: vibrate 0=255 rotate + 1=255 vibrate 0=0 rotate 1=0 -> tx!: 00 01 ff ff | tx!: 00 01 00 ff | tx!: 00 01 00 00",
    "rotate 1=255 stop -> tx!: 00 01 00 ff | tx!: 00 01 00 00",
  ],
});
