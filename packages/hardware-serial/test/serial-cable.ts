import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fromUtf8, sleep, systemClock } from "@buttplug-ts/core";

/** Whether there can be cables here. Where tests must run, a missing program is a failure. */
export const hasSocat = process.env["CI"] !== undefined || spawnSync("socat", ["-V"]).status === 0;

/** A pseudo-terminal under a name that stays, and the device at its far end: what it received, and what it sends. */
export class SerialCable {
  readonly port: string;
  readonly #folder: string;
  readonly #received: number[] = [];
  #socat: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  #wake: () => void = () => {};

  private constructor(folder: string) {
    this.#folder = folder;
    this.port = join(folder, "ttyUSB0");
  }

  static async open(): Promise<SerialCable> {
    const cable = new SerialCable(await mkdtemp(join(tmpdir(), "serial-")));
    await cable.plugIn();
    return cable;
  }

  async plugIn(): Promise<void> {
    const pty = `pty,raw,echo=0,link=${this.port}`;
    const socat = spawn("socat", ["-d", "-d", pty, "STDIO"], { stdio: ["pipe", "pipe", "pipe"] });
    this.#socat = socat;
    socat.stdin.on("error", () => {}); // Sent to a device that is not there any more.
    socat.stdout.on("data", (data: Buffer) => {
      this.#received.push(...data);
      this.#wake();
    });
    await new Promise<void>((resolve, reject) => {
      socat.once("error", reject);
      let said = "";
      socat.stderr.on("data", (text: Buffer) => {
        said += text;
        if (said.includes("starting data transfer")) resolve();
      });
    });
  }

  /** The device leaves without a word. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = undefined;
    if (!socat) return;
    const gone = once(socat, "exit");
    socat.kill("SIGCONT");
    socat.kill("SIGTERM");
    await gone;
  }

  /** The device takes no more bytes, and the system none for it. */
  async jam(): Promise<void> {
    this.#socat?.kill("SIGSTOP");
    while (!/\) T /.test(await readFile(`/proc/${this.#socat?.pid}/stat`, "utf8"))) await nextTurn();
    const file = await open(this.port, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    // The system finds more room after a while, but not for ever.
    for (let refusals = 0; refusals < 20; ) {
      const isTaken = await file.write(Buffer.alloc(64)).then(
        () => true,
        () => false,
      );
      refusals = isTaken ? 0 : refusals + 1;
      if (!isTaken) await sleep(systemClock, 5);
    }
    await file.close();
  }

  async send(data: Uint8Array): Promise<void> {
    await new Promise((resolve) => this.#socat?.stdin.write(data, resolve));
  }

  /** All that arrived since the last call, once it is `count` bytes or more. */
  async received(count: number): Promise<Uint8Array> {
    while (this.#received.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return Uint8Array.from(this.#received.splice(0));
  }

  /** As {@link received}, for devices that speak in text: up to what ends in `end`. */
  async receivedText(end: string): Promise<string> {
    for (let text = ""; ; text += fromUtf8(await this.received(1)) ?? "?") if (text.endsWith(end)) return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.unplug();
    await rm(this.#folder, { recursive: true });
  }
}
