/** Loads the device database in a process that has not seen it, indexes it, and says how many milliseconds that took. */
import "@buttplug-ts/core";

const startMs = performance.now();
const { deviceDatabase } = await import("@buttplug-ts/device-db");
deviceDatabase.match({ kind: "bluetooth", id: "1", name: "LVS-A001", services: [], manufacturerData: [] });
deviceDatabase.model("lovense", "A");
deviceDatabase.protocol("lovense");
const tookMs = performance.now() - startMs;
process.send?.(tookMs, () => process.disconnect());
