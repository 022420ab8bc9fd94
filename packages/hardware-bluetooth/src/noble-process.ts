import { hostHardwareManager } from "@buttplug-ts/hardware-process";
import { nobleManager } from "./noble-manager.js";

hostHardwareManager(nobleManager);
