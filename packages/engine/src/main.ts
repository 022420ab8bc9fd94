#!/usr/bin/env node
import { sleep, systemClock } from "@buttplug-ts/core";
import { neverBlock } from "./cli/never-block.js";
import { waitForInterrupt } from "./interrupt.js";
import { runProgram } from "./program.js";

const { stdin, stdout, stderr } = process;
/** What may wait for whoever reads what is printed, before lines of the log are left out. */
const mostUnreadBytes = 64 << 10;
/** How long the end of an engine waits for them. */
const patienceMs = 1_000;

// Whoever read what is printed may be gone; devices are served all the same.
for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {});
for (const stream of [stdout, stderr]) neverBlock(stream);

let isServing = false;
let isHungUp = false;
const exit = async () => {
  const printed = Promise.all([stdout, stderr].map((each) => new Promise((resolve) => each.write("", resolve))));
  await (isServing ? Promise.race([printed, sleep(systemClock, patienceMs)]) : printed);
  if (isHungUp && [stdin, stdout, stderr].some(({ isTTY }) => isTTY)) endByHangup();
  process.exit();
};

/** Node crashes when it ends in a terminal that is closed. The signal that said so ends it without that. */
function endByHangup(): void {
  process.removeAllListeners("SIGHUP");
  process.kill(process.pid, "SIGHUP");
}

await runProgram(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  error: (text) => void stderr.write(text),
  lags: () => stdout.writableLength > mostUnreadBytes,
  ...(stdin.isTTY && { input: stdin }),
  isTerminal: stdout.isTTY,
  env: process.env,
  interrupted: async () => {
    isServing = true;
    // Node ends as soon as it waits for nothing but signals, as with a plugin that is called by nobody yet.
    systemClock.after(Number.MAX_SAFE_INTEGER, () => {});
    const signal = await waitForInterrupt(process, systemClock);
    isHungUp = signal === "SIGHUP";
    return signal;
  },
  fail: (exitCode) => {
    process.exitCode ??= exitCode;
  },
  exit: () => void exit(),
});
await exit();
