import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { abortedError, onAbort } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";
import { troubleOf } from "./network-trouble.js";
import { closedHere, type Pipe, type PipeOptions } from "./pipe.js";

/** Datagrams to and from one address. That nothing listens there shows, if at all, after the first one was sent. */
export async function openUdp({ ip, port, onData, signal }: PipeOptions): Promise<Pipe> {
  if (signal.aborted) throw abortedError(signal);
  const socket = createSocket(isIPv6(ip) ? "udp6" : "udp4");
  let settle: (end: HardwareClosed) => void = () => {};
  const ended = new Promise<HardwareClosed>((resolve) => {
    settle = resolve;
  });
  let isClosed = false;
  const close = (end: HardwareClosed) => {
    settle(end);
    if (!isClosed) socket.close();
    isClosed = true;
  };
  const calledOff = onAbort(signal, () => close(closedHere));
  socket.on("message", (data) => onData(Uint8Array.from(data)));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("close", () => reject(abortedError(signal)));
      socket.on("error", (error) => {
        reject(error);
        close({ by: "failure", reason: troubleOf(error) });
      });
      socket.connect(port, ip);
    });
  } finally {
    calledOff();
  }
  return {
    ended,
    send(data) {
      return new Promise((resolve, reject) => {
        socket.send(data, (error) => (error ? reject(error) : resolve()));
      });
    },
    close: async (end = closedHere) => close(end),
  };
}
