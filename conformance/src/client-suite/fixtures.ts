import type { SeenDevice } from "./client-driver.js";
import { device, input, output, type WireDevice } from "./wire.js";

/** What most scenarios need: one device with one output of 0 to 20. */
export const vibrator: WireDevice = device(0, "Suite Vibrator", [output("Vibrate", [0, 20])]);

/** Where {@link vibrator}'s one output is. */
export const motor = { deviceIndex: 0, featureIndex: 0, type: "Vibrate" } as const;

export const seenVibrator: SeenDevice = {
  index: 0,
  name: "Suite Vibrator",
  messageGapMs: 0,
  features: [{ index: 0, outputs: { Vibrate: { range: [0, 20] } }, inputs: {} }],
};

export const stroker: WireDevice = device(1, "Suite Stroker", [
  output("Position", [0, 100]),
  output("HwPositionWithDuration", [0, 100], { Duration: [0, 10_000] }),
  output("Oscillate", [0, 50]),
]);

export const actuators: WireDevice = device(2, "Suite Actuators", [
  output("Rotate", [-20, 20]),
  output("Constrict", [0, 3]),
  output("Spray", [0, 1]),
  output("Temperature", [-100, 100]),
  output("Led", [0, 255]),
]);

export const sensors: WireDevice = device(3, "Suite Sensors", [
  input("Battery", [0, 100], "Read"),
  input("Rssi", [-128, 0], "Read"),
  input("Button", [0, 1], "Subscribe"),
  input("Pressure", [0, 4_294_967_295], "Read", "Subscribe"),
]);
