import { type Cancel, type Clock, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";
import { type AnnounceOptions, announce } from "./announce.js";
import { isForOthers } from "./reachable-addresses.js";

/** How often it looks whether this machine has other addresses, as in another network or after a sleep. */
const everyMs = 5_000;

export interface KeepAnnouncedOptions extends AnnounceOptions {
  readonly clock: Clock;
}

/** {@link announce}, and again whenever other machines have to connect to another address. */
export async function keepAnnounced(
  engine: { readonly info: EngineInfo },
  options: KeepAnnouncedOptions,
): Promise<() => Promise<void>> {
  const { clock, logger } = options;
  const addresses = () => engine.info.addresses.filter(isForOthers).join(" ");
  let announced = addresses();
  let end = await announce(engine.info, options);
  let renewing = Promise.resolve();
  const renew = async () => {
    await end();
    end = await announce(engine.info, options);
  };
  const look = () => {
    cancel = clock.after(everyMs, look);
    const now = addresses();
    if (now === "" || now === announced) return;
    announced = now;
    renewing = renewing
      .then(renew)
      .catch((error) => logger.log("warn", "engine", `announcing failed: ${textOf(error)}`));
  };
  let cancel: Cancel = clock.after(everyMs, look);
  return async () => {
    cancel();
    await renewing;
    await end();
  };
}
