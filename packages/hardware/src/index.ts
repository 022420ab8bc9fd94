export type { Availability, Hardware, HardwareClosed, HardwareManager, Unsubscribe } from "./hardware-manager.js";
