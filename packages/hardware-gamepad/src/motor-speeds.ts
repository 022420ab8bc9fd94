import { ButtplugError, type Endpoint } from "@buttplug-ts/core";

/** The speeds of both motors, 0 to 65,535. */
export interface MotorSpeeds {
  /** The heavy motor with the low frequency. */
  readonly left: number;
  /** The light motor with the high frequency. */
  readonly right: number;
}

/**
 * Reads what a protocol writes to a gamepad: both speeds in two bytes each, the low one first.
 * @throws ButtplugError `hardware/write-failed` if it is anything else
 */
export function motorSpeeds(endpoint: Endpoint, data: Uint8Array): MotorSpeeds {
  if (data.length !== 4) throw writeFailed(endpoint, `speeds are 4 bytes, not ${data.length}`);
  const view = new DataView(data.buffer, data.byteOffset);
  return { left: view.getUint16(0, true), right: view.getUint16(2, true) };
}

export function writeFailed(endpoint: Endpoint, why: string): ButtplugError {
  return new ButtplugError("hardware/write-failed", `writing to ${endpoint} failed: ${why}`, { details: { endpoint } });
}
