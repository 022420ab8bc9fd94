import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

/** Digits of a value, with zeros in front up to `length` of them. */
function digits(value: number, length: number): string {
  return value.toString().padStart(length, "0");
}

/** Firmware reads the digits of a value as a decimal fraction; see docs/protocol-notes.md for what that means. */
export default defineProtocol({
  key: "tcode-v03",
  summary: "T-Code 0.3: lines of text, an axis and a value each.",
  endpoints: ["tx"],
  outputs: {
    // There is one pair of axes, whatever the feature is.
    position: perFeature(({ value }) => write("tx", text`L0${digits(value, 3)}\nR0${digits(value, 3)}\n`)),
    hwPositionWithDuration: perFeature(({ feature, value, durationMs }) =>
      write("tx", text`L${feature}${digits(value, 2)}I${durationMs}\n`),
    ),
    vibrate: perFeature(({ feature, value }) => write("tx", text`V${feature}${digits(value, 2)}\n`)),
  },
  examples: [
    "position 0=0 -> tx: 4c 30 30 30 30 0a 52 30 30 30 30 0a",
    "position 0=500 -> tx: 4c 30 35 30 30 0a 52 30 35 30 30 0a",
    "position 0=1000 -> tx: 4c 30 31 30 30 30 0a 52 30 31 30 30 30 0a",
    "hwPositionWithDuration 0=0 -> tx: 4c 30 30 30 49 30 0a",
    "hwPositionWithDuration 0=5@100 -> tx: 4c 30 30 35 49 31 30 30 0a",
    "hwPositionWithDuration 0=1000@1500 stop -> tx: 4c 30 31 30 30 30 49 31 35 30 30 0a",
  ],
});
