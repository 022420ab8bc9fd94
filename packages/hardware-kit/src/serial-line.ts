import type { SerialLine } from "@buttplug-ts/core";

/** How a serial line is set up where a plan does not say it: 115200 baud, 8 data bits, no parity, 1 stop bit. */
export const usualLine: SerialLine = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 };
