import { ButtplugError, type Clock, withTimeLimit } from "@buttplug-ts/core";
import type { PageExit, Pipe } from "@buttplug-ts/hardware-kit";
import type { WebSerialPort } from "./web-serial.js";

/** How long bytes that are on their way when the port is closed, such as a stop, may still take. */
const graceMs = 500;

/** An open port of the browser. */
export class WebSerialPipe implements Pipe {
  readonly #port: WebSerialPort;
  readonly #clock: Clock;
  readonly #exit: PageExit;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #isClosing = false;

  constructor(port: WebSerialPort, clock: Clock, exit: PageExit) {
    this.#port = port;
    this.#clock = clock;
    this.#exit = exit;
    this.#writer = port.writable?.getWriter();
    this.#reader = port.readable?.getReader();
  }

  async read(): Promise<Uint8Array> {
    for (;;) {
      const [reader, stream] = [this.#reader, this.#port.readable];
      if (reader === undefined) throw gone();
      try {
        const { value } = await reader.read();
        if (value === undefined) throw gone();
        return value;
      } catch (error) {
        reader.releaseLock();
        // A port with a stream that somebody reads does not close.
        if (this.#isClosing) throw error;
        // Wrong parity, lost bytes and the like end the stream, but not the port: it has a new one then.
        const next = this.#port.readable;
        this.#reader = next === stream ? undefined : next?.getReader();
        if (this.#reader === undefined) throw error;
      }
    }
  }

  async write(data: Uint8Array): Promise<void> {
    if (this.#writer === undefined) throw gone();
    const writing = this.#writer.write(data);
    this.#exit.linger();
    await this.#exit.orElse(writing, () => Promise.resolve());
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const [reader, writer] = [this.#reader, this.#writer];
    this.#reader = undefined;
    await reader?.cancel().catch(() => {});
    reader?.releaseLock();
    if (writer) {
      const tooLate = () =>
        new ButtplugError("hardware/write-timeout", "the device did not take the last bytes", {
          details: { endpoint: "tx", afterMs: graceMs },
        });
      const flushed = withTimeLimit(this.#clock, graceMs, undefined, tooLate, () => writer.close());
      await flushed.catch(() => void writer.abort().catch(() => {}));
      writer.releaseLock();
    }
    await this.#port.close();
  }
}

function gone(): ButtplugError {
  return new ButtplugError("hardware/read-failed", "the port is closed", { details: { endpoint: "rx" } });
}
