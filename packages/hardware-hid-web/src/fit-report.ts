import { ButtplugError } from "@buttplug-ts/core";
import type { WebHidDevice } from "./web-hid.js";

/**
 * A report without its id, no longer than the device says. Protocols pad reports to what USB carries, which Chromium
 * refuses where the same device says less over Bluetooth.
 * @throws ButtplugError `hardware/write-failed` if what is too much is not zeros
 */
export function fitReport(device: WebHidDevice, report: Uint8Array): Uint8Array<ArrayBuffer> {
  const [id = 0] = report;
  const lengthBytes = reportLengthOf(device, id) ?? report.length;
  if (report.subarray(1 + lengthBytes).some((byte) => byte !== 0)) {
    const text = `report ${id} of the device takes ${lengthBytes} bytes, not ${report.length - 1}`;
    throw new ButtplugError("hardware/write-failed", text, { details: { endpoint: "tx" } });
  }
  return Uint8Array.from(report.subarray(1, 1 + lengthBytes));
}

/** Undefined if the device does not list the report. */
function reportLengthOf({ collections }: WebHidDevice, id: number): number | undefined {
  const reports = collections.flatMap(({ outputReports = [] }) => outputReports);
  const items = reports.filter(({ reportId = 0 }) => reportId === id).flatMap(({ items: parts = [] }) => parts);
  if (items.length === 0) return undefined;
  const bits = items.reduce((sum, { reportSize = 0, reportCount = 0 }) => sum + reportSize * reportCount, 0);
  return Math.ceil(bits / 8);
}
