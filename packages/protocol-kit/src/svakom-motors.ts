import { hex } from "./packet.js";

/**
 * Which of two motors run and how strong, the four bytes in the middle of many a packet of Svakom. The device has one level
 * for both, so both run at the higher one.
 * @param on the byte that says that something runs
 * @param single whether the device has one motor only, and so nothing to choose
 */
export function svakomMotors(
  [first = 0, second = 0]: readonly number[],
  { on = 0x01, single = false }: { readonly on?: number; readonly single?: boolean } = {},
): Uint8Array {
  const level = Math.max(first, second);
  if (single || first > 0 === second > 0) return hex`00 00 ${level === 0 ? 0x00 : on} ${level}`;
  return hex`${first > 0 ? 0x01 : 0x02} 00 ${on} ${level}`;
}
