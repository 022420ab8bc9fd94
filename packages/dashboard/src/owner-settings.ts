import type { UserDevice } from "@buttplug-ts/device-db/user-config";
import type { DeviceChange } from "@buttplug-ts/management";
import type { Dashboard } from "./dashboard.js";
import { changeBack, entryFor, type KnownDevice, matchOf, nameOf } from "./device-change.js";

/** What the owner decides. Every change holds at once, is told, and can be taken back. */
export class OwnerSettings {
  readonly #dashboard: Pick<Dashboard, "call" | "state" | "undo" | "notices" | "clock">;

  constructor(dashboard: Pick<Dashboard, "call" | "state" | "undo" | "notices" | "clock">) {
    this.#dashboard = dashboard;
  }

  /** Changes what was decided about a device, or about all of a kind. */
  async changeDevice(change: DeviceChange, label: string): Promise<void> {
    const { call } = this.#dashboard;
    const back = changeBack(change, this.#entryOf(change));
    const key = [JSON.stringify(matchOf(change)), label].join("\n");
    await this.#change(call("changeDevice", change), key, label, () => call("changeDevice", back));
  }

  async setLevelCap(levelCap: number | null): Promise<void> {
    const { call, state } = this.#dashboard;
    const before = state.parts.settings.peek()?.levelCap ?? null;
    const back = () => call("setLevelCap", { levelCap: before });
    await this.#change(call("setLevelCap", { levelCap }), "levelCap", "the cap on all levels", back);
  }

  async setOnlyAllowed(onlyAllowed: boolean): Promise<void> {
    const { call } = this.#dashboard;
    const back = () => call("setOnlyAllowed", { onlyAllowed: !onlyAllowed });
    await this.#change(call("setOnlyAllowed", { onlyAllowed }), "onlyAllowed", "which devices are connected", back);
  }

  /** Takes out an entry that is for all devices of a kind. */
  async removeEntry(entry: UserDevice, label: string): Promise<void> {
    const removing = this.#dashboard.call("setEntry", { match: matchOf(entry), settings: null });
    await this.#change(removing, label, label, () => this.#putBack([entry]));
  }

  /** Takes out all that was decided about a device, and what is remembered of it, which alone does not come back. */
  async forget(device: KnownDevice): Promise<void> {
    const { call, state, notices } = this.#dashboard;
    const { hardware } = device;
    const entries = (state.parts.settings.peek()?.devices ?? []).filter((each) => each.hardware === hardware);
    const forgetting = call("forgetDevice", { hardware });
    const label = `what you decided about ${nameOf(device)}`;
    if (entries.length > 0) return this.#change(forgetting, label, label, () => this.#putBack(entries));
    await forgetting;
    notices.say(`Forgotten: ${nameOf(device)}.`);
  }

  /** Takes the newest change back. */
  async takeBack(): Promise<void> {
    const undone = await this.#dashboard.undo.undo();
    if (undone) this.#dashboard.notices.say(`As before: ${undone.label}.`);
  }

  #entryOf(change: DeviceChange): UserDevice | undefined {
    const { devices, absent, settings } = this.#dashboard.state.parts;
    if (change.hardware === undefined || change.protocol !== undefined) return entryFor(settings.peek(), change);
    const known = [...(devices.peek() ?? []), ...(absent.peek() ?? [])];
    return known.find(({ hardware }) => hardware === change.hardware)?.settings;
  }

  async #putBack(entries: readonly UserDevice[]): Promise<void> {
    for (const entry of entries) {
      const { hardware, protocol, identifier, ...settings } = entry;
      await this.#dashboard.call("setEntry", { match: matchOf(entry), settings });
    }
  }

  /** `asking` settles when the engine has done it. */
  async #change(asking: Promise<unknown>, key: string, label: string, back: () => Promise<unknown>): Promise<void> {
    const { clock, undo, notices } = this.#dashboard;
    const askedMs = clock.now();
    await asking;
    undo.push({ key, label, back }, askedMs);
    notices.say(`Changed: ${label}.`);
  }
}
