import { connect } from "node:net";
import { abortedError, ButtplugError, onAbort, withTimeLimit } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";
import { troubleOf } from "./network-trouble.js";
import { closedHere, type Pipe, type PipeOptions } from "./pipe.js";

const probeAfterMs = 5_000;
/** More than this waits to be sent: the device takes nothing any more. */
const waitingLimitBytes = 64 * 1024;
const closeLimitMs = 500;

/** A TCP connection, which says by itself when the device closes it. */
export async function openTcp({ ip, port, onData, signal, clock }: PipeOptions): Promise<Pipe> {
  if (signal.aborted) throw abortedError(signal);
  const socket = connect({ host: ip, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: probeAfterMs });
  let settle: (end: HardwareClosed) => void = () => {};
  const ended = new Promise<HardwareClosed>((resolve) => {
    settle = resolve;
  });
  const calledOff = onAbort(signal, () => socket.destroy());
  socket.on("data", (data: Uint8Array) => onData(Uint8Array.from(data)));
  socket.on("end", () => settle({ by: "remote", reason: "the device closed the connection" }));
  socket.on("error", (error) => settle({ by: "failure", reason: troubleOf(error) }));
  socket.on("close", () => settle({ by: "failure", reason: "the connection broke" }));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
      socket.once("close", () => reject(abortedError(signal)));
    });
  } finally {
    calledOff();
  }
  return {
    ended,
    send(data) {
      return new Promise((resolve, reject) => {
        if (socket.writableLength > waitingLimitBytes) return reject(stuck());
        socket.write(data, (error) => (error ? reject(error) : resolve()));
      });
    },
    close(end = closedHere) {
      settle(end);
      const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
      if (socket.closed) return Promise.resolve();
      socket.end();
      return withTimeLimit(clock, closeLimitMs, undefined, stuck, () => closed).catch(() => {
        socket.destroy();
      });
    },
  };
}

function stuck(): ButtplugError {
  return new ButtplugError("hardware/write-failed", "the device does not take what is sent to it", {
    details: { endpoint: "tx" },
  });
}
