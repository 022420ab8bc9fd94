import { ButtplugError, systemClock, withTimeLimit } from "@buttplug-ts/core";
import type { Engine } from "../engine.js";

/** How long devices may take to come to rest before the engine leaves without them. */
const limitMs = 5_000;

/**
 * Brings every device to rest and closes the engine.
 * @throws ButtplugError `hardware/write-failed` or `hardware/write-timeout`, which name devices that may still run
 */
export async function closeEngine({ server, close }: Pick<Engine, "server" | "close">): Promise<void> {
  const names = new Map(server.deviceStatus.map(({ index, name }) => [index, name]));
  const failed = new Set<number>();
  const unobserve = server.observe((event) => {
    if (event.kind === "stopped" && event.result !== "written") failed.add(event.device);
  });
  const late = () =>
    new ButtplugError("hardware/write-timeout", `it took more than ${limitMs / 1_000} s to stop; ${byHand}`);
  try {
    await withTimeLimit(systemClock, limitMs, undefined, late, () => close());
  } finally {
    unobserve();
  }
  if (failed.size === 0) return;
  const which = [...failed].map((index) => `${names.get(index) ?? "a device"} (${index})`).join(", ");
  throw new ButtplugError("hardware/write-failed", `${which} did not take the stop; ${byHand}`);
}

const byHand = "see that nothing runs on, and switch it off by hand";
