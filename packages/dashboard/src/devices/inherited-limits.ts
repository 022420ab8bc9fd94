import type { OutputType } from "@buttplug-ts/core";
import type { OutputLimits, UserDevice } from "@buttplug-ts/device-db/user-config";
import type { KnownDevice } from "../device-change.js";

/** Limits that hold for an output unless this hardware's own entry says something else, and which entry says them. */
export interface Inherited {
  readonly limits: OutputLimits;
  readonly from: readonly { readonly entry: UserDevice; readonly limits: OutputLimits }[];
}

/** `own` are the limits of the own entry: what it says is left out of `from`. */
export function inheritedLimits(
  { otherSettings }: Pick<KnownDevice, "otherSettings">,
  feature: number,
  output: OutputType,
  own: OutputLimits,
): Inherited {
  const limits: Record<string, unknown> = {};
  const from: { entry: UserDevice; limits: OutputLimits }[] = [];
  for (const entry of otherSettings) {
    const said = Object.entries(entry.features?.[feature]?.outputs?.[output] ?? {});
    const news = said.filter(([key]) => !(key in limits));
    Object.assign(limits, Object.fromEntries(news));
    const holding = news.filter(([key]) => !(key in own));
    if (holding.length > 0) from.push({ entry, limits: Object.fromEntries(holding) });
  }
  return { limits, from };
}
