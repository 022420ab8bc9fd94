import type { Logger } from "@buttplug-ts/core";
import type { ButtplugServer } from "@buttplug-ts/server";

/** The area of the log that shows every packet, at `debug`: `--log info,packets=debug`. */
export const packetsArea = "packets";

/** Logs the bytes that devices are sent. Returns the function that ends it. */
export function logPackets(server: Pick<ButtplugServer, "observe" | "deviceStatus">, logger: Logger): () => void {
  const nameOf = (device: number) => server.deviceStatus.find(({ index }) => index === device)?.name ?? "?";
  return server.observe((event) => {
    if (event.kind !== "write") return;
    const { device, endpoint, data, error } = event;
    const failed = error === undefined ? "" : ` failed: ${error}`;
    logger.log("debug", packetsArea, `${device} ${nameOf(device)} <- ${endpoint} ${textOfBytes(data)}${failed}`);
  });
}

/** Letters as they are, other bytes as hexadecimal digits. */
function textOfBytes(data: Uint8Array): string {
  const bytes = Buffer.from(data);
  const text = bytes.toString("latin1");
  return /^[\x20-\x7e]+\n?$/.test(text) ? JSON.stringify(text) : bytes.toString("hex");
}
