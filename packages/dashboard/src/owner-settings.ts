import type { UserDevice } from "@buttplug-ts/device-db/user-config";
import type { DeviceChange } from "@buttplug-ts/management";
import type { Dashboard } from "./dashboard.js";
import { changeBack, entryFor, type KnownDevice, matchOf, nameOf } from "./device-change.js";

/** What the owner decides. Every change holds at once, is told, and can be taken back. */
export class OwnerSettings {
  readonly #dashboard: Pick<Dashboard, "call" | "state" | "undo" | "notices">;

  constructor(dashboard: Pick<Dashboard, "call" | "state" | "undo" | "notices">) {
    this.#dashboard = dashboard;
  }

  /** Changes what was decided about a device, or about all of a kind. */
  async changeDevice(change: DeviceChange, label: string): Promise<void> {
    const { call } = this.#dashboard;
    const back = changeBack(change, this.#entryOf(change));
    await call("changeDevice", change);
    this.#changed([JSON.stringify(matchOf(change)), label].join("\n"), label, () => call("changeDevice", back));
  }

  async setLevelCap(levelCap: number | null): Promise<void> {
    const { call, state } = this.#dashboard;
    const before = state.parts.settings.peek()?.levelCap ?? null;
    await call("setLevelCap", { levelCap });
    this.#changed("levelCap", "the cap on all levels", () => call("setLevelCap", { levelCap: before }));
  }

  async setOnlyAllowed(onlyAllowed: boolean): Promise<void> {
    const { call } = this.#dashboard;
    await call("setOnlyAllowed", { onlyAllowed });
    const back = () => call("setOnlyAllowed", { onlyAllowed: !onlyAllowed });
    this.#changed("onlyAllowed", "which devices are connected", back);
  }

  /** Takes out an entry that is for all devices of a kind. */
  async removeEntry(entry: UserDevice, label: string): Promise<void> {
    await this.#dashboard.call("setEntry", { match: matchOf(entry), settings: null });
    this.#changed(label, label, () => this.#putBack([entry]));
  }

  /** Takes out all that was decided about a device, and what is remembered of it, which alone does not come back. */
  async forget(device: KnownDevice): Promise<void> {
    const { call, state, notices } = this.#dashboard;
    const { hardware } = device;
    const entries = (state.parts.settings.peek()?.devices ?? []).filter((each) => each.hardware === hardware);
    await call("forgetDevice", { hardware });
    const label = `what you decided about ${nameOf(device)}`;
    if (entries.length > 0) this.#changed(label, label, () => this.#putBack(entries));
    else notices.say(`Forgotten: ${nameOf(device)}.`);
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

  #changed(key: string, label: string, back: () => Promise<unknown>): void {
    this.#dashboard.undo.push({ key, label, back });
    this.#dashboard.notices.say(`Changed: ${label}.`);
  }
}
