import { setTimeout as sleep } from "node:timers/promises";
import { getHeapCodeStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What ended needs turns of the event loop until nothing holds it any more: sockets, promises, finalizers. */
const turns = 5;
const turnMs = 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/**
 * Bytes of JavaScript heap that are left after full garbage collections, without compiled code: the engine makes more of it
 * for as long as a load lasts.
 */
export async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < turns; turn += 1) {
    await sleep(turnMs);
    collect();
  }
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return process.memoryUsage().heapUsed - code - bytecode;
}
