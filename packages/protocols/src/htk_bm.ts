import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

function codeOf(left: number, right: number): number {
  if (left > 0) return right > 0 ? 0x0b : 0x0c;
  return right > 0 ? 0x0d : 0x0f;
}

export default defineProtocol({
  key: "htk_bm",
  summary: "One byte that says which of two sides is on.",
  endpoints: ["tx", "rxblebattery"],
  outputs: { vibrate: combined(([left = 0, right = 0]) => write("tx", hex`${codeOf(left, right)}`)) },
  examples: [
    "vibrate 0=1 1=1 0=0 1=0 -> tx: 0c | tx: 0b | tx: 0d | tx: 0f",
    "vibrate 0=1 + 1=1 stop -> tx: 0b | tx: 0f",
    "vibrate 1=1 stop -> tx: 0d | tx: 0f",
  ],
});
