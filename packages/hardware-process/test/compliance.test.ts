import { hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { processHardwareManager } from "../src/index.js";
import { childModule, FarSide } from "./far-side.js";

hardwareManagerCompliance("simulated devices in a process of their own", async () => {
  const side = await FarSide.open();
  const manager = processHardwareManager({ name: "simulated", module: childModule, options: side.options });
  const pid = (await side.heard("pid")) as number;
  return {
    manager,
    device: side.device(0, "htk_bm"),
    other: side.device(1, "lovense"),
    bus: {
      off: async () => {
        process.kill(pid, "SIGKILL");
      },
      on: async () => {}, // it is started again by itself
    },
    cleanup: () => side[Symbol.asyncDispose](),
  };
});
