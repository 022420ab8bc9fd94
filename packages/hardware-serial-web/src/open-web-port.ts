import { type Clock, type EndpointPlan, type HardwareId, type SerialLine, sleep, textOf } from "@buttplug-ts/core";
import {
  connectFailed,
  connectPipe,
  type HardwareConnection,
  type PageExit,
  usualLine,
} from "@buttplug-ts/hardware-kit";
import type { WebSerialLine, WebSerialPort } from "./web-serial.js";
import { WebSerialPipe } from "./web-serial-pipe.js";

export interface OpenWebPortOptions {
  readonly id: HardwareId;
  readonly port: WebSerialPort;
  readonly plan: EndpointPlan & { readonly kind: "serial" };
  readonly signals: { readonly dtr: boolean; readonly rts: boolean } | undefined;
  readonly restartMs: number;
  readonly writeLimitMs: number;
  readonly clock: Clock;
  readonly exit: PageExit;
  readonly signal: AbortSignal;
}

/** Room for what comes in while the page is busy. The same room is filled by what goes out, so that it must not be large. */
const bufferBytes = 1_024;

/** @throws ButtplugError `hardware/connect-failed` */
export async function openWebPort(options: OpenWebPortOptions): Promise<HardwareConnection> {
  const { id, port, plan, signals, restartMs, writeLimitMs, clock, exit, signal } = options;
  const line = lineOf(id, plan.line ?? usualLine);
  await port.open(line).catch((error: unknown) => {
    throw connectFailed(id, whyNotOpened(error), error);
  });
  if (signals) {
    const { dtr: dataTerminalReady, rts: requestToSend } = signals;
    // Ports of Bluetooth devices have no such signals.
    await port.setSignals({ dataTerminalReady, requestToSend }).catch(() => {});
  }
  const connection = connectPipe({ id, plan, pipe: new WebSerialPipe(port, clock, exit), clock, writeLimitMs });
  if (restartMs > 0) await sleep(clock, restartMs, signal).catch(() => {});
  return connection;
}

function lineOf(id: HardwareId, { dataBits, ...line }: SerialLine): WebSerialLine {
  if (dataBits < 7) throw connectFailed(id, `browsers send 7 or 8 data bits, not ${dataBits}`);
  return { ...line, dataBits: dataBits === 7 ? 7 : 8, flowControl: "none", bufferSize: bufferBytes };
}

function whyNotOpened(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return "this page has it open already";
  if (name !== "NetworkError") return textOf(error);
  return "the browser could not open it; close other programs and pages that use the port, and see that you may use it";
}
