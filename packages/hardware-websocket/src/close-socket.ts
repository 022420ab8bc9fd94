import type { Clock } from "@buttplug-ts/core";
import { WebSocket } from "ws";

/** How a connection is ended, beside what RFC 6455 §7.4 has. The reason that goes with it is for the device's author. */
export const closeCodes = {
  letGo: 1000,
  goingAway: 1001,
  full: 1013,
  badHandshake: 4400,
  refusedOrigin: 4403,
  unwanted: 4404,
  lateHandshake: 4408,
  addressInUse: 4409,
} as const;

/** How long a device has to answer a close frame. */
const closeLimitMs = 1_000;
/** What a close frame has room for. */
const reasonLimitBytes = 123;

/** Says goodbye, and settles when the connection is over, which takes a second at most. */
export function closeSocket(ws: WebSocket, clock: Clock, code: number, reason: string): Promise<void> {
  return new Promise((resolve) => {
    if (ws.readyState === WebSocket.CLOSED) return resolve();
    const cancel = clock.after(closeLimitMs, () => ws.terminate());
    ws.once("close", () => {
      cancel();
      resolve();
    });
    ws.close(code, clip(reason));
  });
}

/** Cut at a letter so that a close frame can carry it. */
function clip(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(reasonLimitBytes));
  return reason.slice(0, read);
}
