import {
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type HardwareId,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import { HardwareConnection } from "./connection.js";
import { OperationQueue } from "./operation-queue.js";

/** Hardware that is one stream of bytes in each direction. */
export interface Pipe {
  /** The bytes that came in next. Rejects when no more will come, also because it was closed. */
  read(): Promise<Uint8Array>;
  /** Settles when the bus took the bytes. Called for one write at a time. */
  write(data: Uint8Array): Promise<void>;
  /** Also in the middle of operations, which reject then. */
  close(): Promise<void>;
}

export interface PipeOptions {
  readonly id: HardwareId;
  readonly plan: EndpointPlan & { readonly endpoints?: readonly Endpoint[] };
  readonly pipe: Pipe;
  readonly clock: Clock;
  /** A device that takes no bytes for this long counts as lost, in milliseconds. */
  readonly writeLimitMs: number;
}

/** A {@link HardwareConnection} that writes at `tx` and notifies what comes in at `rx`. */
export function connectPipe({ id, plan, pipe, clock, writeLimitMs }: PipeOptions): HardwareConnection {
  const { endpoints = ["tx", "rx"] } = plan;
  const writes = new OperationQueue();
  let deliver = (_data: Uint8Array) => {};
  let isOver = false;
  const tooLate = () => {
    connection.lost(`it took no bytes for ${writeLimitMs} ms`, "failure");
    return new ButtplugError("hardware/write-timeout", `the device did not take the bytes within ${writeLimitMs} ms`, {
      details: { endpoint: "tx", afterMs: writeLimitMs },
    });
  };
  const connection = new HardwareConnection({
    id,
    plan,
    endpoints,
    clock,
    link: {
      async write(endpoint, data) {
        if (endpoint !== "tx")
          throw wrongWay("hardware/write-failed", `nothing can be written to ${endpoint}`, endpoint);
        await writes.write(async () => {
          // Whoever waits for it has been told already that the device is lost.
          if (!isOver) await withTimeLimit(clock, writeLimitMs, undefined, tooLate, () => pipe.write(data));
        });
      },
      async listen(endpoint, listener) {
        if (endpoint !== "rx") throw wrongWay("hardware/read-failed", `nothing comes in at ${endpoint}`, endpoint);
        deliver = listener;
        return async () => {};
      },
      close() {
        isOver = true;
        return pipe.close();
      },
    },
  });
  // Reads all the time, since that is how a bus notices that a device left.
  const pump = async () => {
    for (;;) {
      const data = await pipe.read();
      deliver(data);
    }
  };
  pump().catch((error: unknown) => connection.lost(`reading from it failed: ${textOf(error)}`));
  return connection;
}

function wrongWay(
  code: "hardware/write-failed" | "hardware/read-failed",
  text: string,
  endpoint: Endpoint,
): ButtplugError {
  return new ButtplugError(code, text, { details: { endpoint } });
}
