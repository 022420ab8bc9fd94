import { fileSink } from "@buttplug-ts/config-node";
import { type Logger, systemClock, textOf } from "@buttplug-ts/core";
import type { ButtplugServer } from "@buttplug-ts/server";

/**
 * Makes the file at once: a recording that cannot be kept is better known before it is needed. The returned function begins
 * to record, and returns the one that ends it.
 */
export async function openRecording(
  path: string,
  logger: Logger,
): Promise<(server: ButtplugServer) => () => Promise<void>> {
  const { record } = await import("@buttplug-ts/recording");
  const file = fileSink(path);
  await file.write("");
  return (server) => {
    const write = async (text: string) => {
      try {
        await file.write(text);
      } catch (error) {
        logger.log("error", "engine", `nothing more is recorded: ${textOf(error)}`);
        throw error;
      }
      if (recorder.state === "full") logger.log("warn", "engine", `${path} is full: nothing more is recorded`);
    };
    const recorder = record(server, { write, close: () => file.close() }, { clock: systemClock });
    // What went wrong was said when it did.
    return () => recorder.close().catch(() => {});
  };
}
