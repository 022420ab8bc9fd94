import type { ModelDefinition } from "@buttplug-ts/core";
import { importFeatures } from "./import-limits.js";
import type { UpstreamIds } from "./import-model.js";
import { readUpstreamDevice, type UpstreamDevice } from "./import-values.js";
import type { UserDevice } from "./user-config.js";
import { refuse, type Spot, show } from "./user-config-spot.js";

/** An entry whose model is known, but perhaps not its hardware. */
export interface Draft {
  readonly spot: Spot;
  readonly device: UpstreamDevice;
  readonly model: ModelDefinition;
  readonly settings: Pick<UserDevice, "name" | "gapMs" | "features">;
  readonly hardware?: string;
}

/** An entry of ours and what it was made of. */
interface ImportedEntry {
  readonly draft: Draft;
  readonly entry: UserDevice;
}

const longestName = 100;

/** Reads an entry of `user_configs.devices`; undefined, after a note, if its model is not known. */
export function readDraft(spot: Spot, ids: UpstreamIds): Draft | undefined {
  const device = readUpstreamDevice(spot);
  if (device === undefined) return undefined;
  const { protocol, identifier, features: limits, name = "", gapMs } = device;
  const model = ids.modelOf(device);
  if (model === undefined) {
    const what = identifier ? `${show(identifier)} of ${show(protocol)}` : `devices of ${show(protocol)}`;
    return refuse(spot, `this release does not know ${what}`);
  }
  const features = importFeatures(limits, model, ids) ?? {};
  const isLong = [...name].length > longestName;
  if (isLong) refuse(spot, `the name has more than ${longestName} letters`, "config", "user_config", "display_name");
  const settings = {
    ...(name !== "" && !isLong && { name }),
    ...(gapMs !== undefined && { gapMs }),
    ...(Object.keys(features).length > 0 && { features }),
  };
  return { spot, device, model, settings };
}

/**
 * The entries of drafts. One that has no hardware is for its model, if the file has no other device of that model. Names
 * to `ask` what cannot be decided here.
 */
export function entriesOfDrafts(
  drafts: readonly Draft[],
  refuseDraft: (draft: Draft, message: string, ask: UserDevice) => void,
): readonly ImportedEntry[] {
  const indexes = new Set<number>();
  return drafts.flatMap((draft): ImportedEntry[] => {
    const { model, settings, hardware, device, spot } = draft;
    const { index, address } = device;
    const access = accessOf(hardware === undefined ? [draft] : drafts.filter((one) => one.hardware === hardware));
    const kind = { protocol: model.protocol, identifier: model.identifier };
    const said = { ...settings, ...(access && { access }) };
    if (hardware === undefined) {
      const alike = drafts.filter((one) => one.model.protocol === model.protocol && one.model.id === model.id);
      const unknown = `${show(address)} has no address that means something here`;
      if (alike.length > 1) {
        const why = `${unknown}, and the file has ${alike.length} devices of the model ${model.name}`;
        refuseDraft(draft, `${why}: which hardware is meant?`, {
          ...kind,
          ...(index !== undefined && { index }),
          ...said,
        });
        return [];
      }
      if (index !== undefined) {
        const why = `${unknown}: the entry is for every ${model.name} now, and an index is for one piece of hardware`;
        refuse(spot, why, "config", "user_config", "index");
      }
      return Object.keys(said).length > 0 ? [{ draft, entry: { ...kind, ...said } }] : [];
    }
    const isAlike = (one: Draft) => one.hardware === hardware && one.model.id === model.id;
    if (drafts.find(isAlike) !== draft) {
      refuseDraft(draft, `an earlier entry is about the same ${model.name}`, {
        hardware,
        ...kind,
        ...said,
      });
      return [];
    }
    const isTaken = index !== undefined && indexes.has(index);
    if (isTaken) refuse(spot, `another device has the index ${index} too`, "config", "user_config", "index");
    else if (index !== undefined) indexes.add(index);
    // What identification gives may differ from what the existing system got, so it is said only where it must be.
    const isOnly = drafts.every((one) => one === draft || one.hardware !== hardware);
    const match = isOnly ? { hardware } : { hardware, ...kind };
    return [{ draft, entry: { ...match, ...(index !== undefined && !isTaken && { index }), ...said } }];
  });
}

/** There, what an entry says about access holds for the address, whatever the device turns out to be; who denies wins. */
function accessOf(drafts: readonly Draft[]): UserDevice["access"] {
  if (drafts.some(({ device }) => device.deny)) return "deny";
  return drafts.some(({ device }) => device.allow) ? "allow" : undefined;
}
