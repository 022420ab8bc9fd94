import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isButtplugError, textOf } from "@buttplug-ts/core";
import type { BluezAdapter } from "./bluez-adapters.js";
import { busDaemon, busErrorName } from "./system-bus.js";

/** A switch of a Bluetooth radio, as the kernel knows it (rfkill). */
export interface RadioSwitch {
  /** The adapter, or of whom the switch is. */
  readonly name: string;
  /** `hard`: by a key, or by the firmware; `soft`: by a program. */
  readonly blocks: "hard" | "soft" | "nothing";
}

export interface AdapterSituation {
  /** The one to use, if there is one. */
  readonly adapter: BluezAdapter | undefined;
  readonly adapters: readonly BluezAdapter[];
  readonly wanted: string | undefined;
  readonly switches: readonly RadioSwitch[];
}

/** What is wrong with an adapter and what helps, in a sentence; nothing if it can be used. */
export function adviceForAdapter({ adapter, adapters, wanted, switches }: AdapterSituation): string | undefined {
  if (!adapter && adapters.length > 0) {
    return `There is no Bluetooth adapter ${wanted}: choose one of ${adapters.map(({ id }) => id).join(", ")}.`;
  }
  if (adapter?.isPowered) {
    if (adapter.isLowEnergyCapable !== false) return undefined;
    return `The adapter ${adapter.id} has no Bluetooth Low Energy: plug in one of Bluetooth 4.0 or newer.`;
  }
  const ours = switches.filter(({ name }) => !adapter || name === adapter.id || !/^hci\d/.test(name));
  if (ours.some(({ blocks }) => blocks === "hard")) {
    return "Bluetooth is switched off by a switch or key of the computer, or in its firmware: switch it on there.";
  }
  if (ours.some(({ blocks }) => blocks === "soft")) {
    return "Bluetooth is blocked, as in flight mode: unblock it with sudo rfkill unblock bluetooth.";
  }
  if (adapter) {
    return `The Bluetooth adapter ${adapter.id} is switched off: switch it on with bluetoothctl power on.`;
  }
  return "There is no Bluetooth adapter: plug one in, or hand the host's on to the virtual machine.";
}

/** What a failed call to bluetoothd means and what helps, in a sentence. */
export function adviceForError(error: unknown): string {
  if (isButtplugError(error)) return error.message;
  const text = textOf(error);
  switch (busErrorName(error)) {
    case `${busDaemon}.Error.ServiceUnknown`:
    case `${busDaemon}.Error.NameHasNoOwner`:
      return "The Bluetooth service (bluetoothd) is not running: start it with sudo systemctl start bluetooth, or install the package bluez.";
    case `${busDaemon}.Error.AccessDenied`:
      return /apparmor|selinux/i.test(text)
        ? `A security policy forbids the use of Bluetooth (${text}): in a container, start it with --security-opt apparmor=unconfined.`
        : "The message bus denies the use of Bluetooth: join its group with sudo usermod -aG bluetooth $USER, then log in again.";
    default:
      return `The Bluetooth service (bluetoothd) answers with an error (${text}): restart it with sudo systemctl restart bluetooth.`;
  }
}

/** Whether bluetoothd tried a device over Bluetooth Classic: because it says so itself, wrongly, or can do both. */
export function isAboutClassic(error: unknown): boolean {
  const is = (name: string) => busErrorName(error) === `org.bluez.Error.${name}`;
  return is("NotAvailable") || is("AlreadyConnected") || /br-connection-(?!canceled)/.test(textOf(error));
}

/** What a failed connection means and what helps, where that can be said. */
export function adviceForConnect(error: unknown): string | undefined {
  const text = textOf(error);
  if (isAboutClassic(error)) {
    return `BlueZ takes it for a device of Bluetooth Classic (${text}): set ControllerMode = le in /etc/bluetooth/main.conf, and restart the service bluetooth`;
  }
  if (/concurrent-connection-limit|too many links/i.test(text)) {
    return `the Bluetooth adapter holds no more connections at once (${text}): disconnect another device, or use an adapter that holds more`;
  }
  return undefined;
}

/** The switches of Bluetooth radios. Empty where the kernel tells of none. */
export async function readRfkill(sysfs: string): Promise<RadioSwitch[]> {
  const folder = join(sysfs, "class", "rfkill");
  const names = await readdir(folder).catch(() => []);
  const switches = await Promise.all(names.map((name) => readSwitch(join(folder, name))));
  return switches.filter((each) => each !== undefined);
}

async function readSwitch(folder: string): Promise<RadioSwitch | undefined> {
  const read = async (file: string) => (await readFile(join(folder, file), "utf8").catch(() => "")).trim();
  const [type, name, soft, hard] = await Promise.all(["type", "name", "soft", "hard"].map(read));
  if (type !== "bluetooth") return undefined;
  return { name: name ?? "", blocks: hard === "1" ? "hard" : soft === "1" ? "soft" : "nothing" };
}
