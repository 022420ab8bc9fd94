import type { Availability } from "@buttplug-ts/hardware";

const permission: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin:
    "macOS does not let this program use Bluetooth: allow the terminal, or the program that started this one, in System Settings → Privacy & Security → Bluetooth, and start it again.",
  win32:
    "Windows does not let this program use Bluetooth: allow desktop apps in Settings → Privacy & security → Radios, and start it again.",
};

const sentences: Readonly<Record<string, string>> = {
  poweredOff: "Bluetooth is switched off: switch it on in the settings of the system.",
  unsupported: "There is no Bluetooth adapter with Low Energy that this program can use: plug one in.",
  resetting: "Bluetooth is starting again: wait a moment.",
};

const noRights =
  "This program may not use the Bluetooth adapter directly: install bluez and start its service, or give the rights with sudo setcap cap_net_raw+eip on the program node.";
const unknown: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin:
    "macOS has not said whether this program may use Bluetooth: allow it if it asks, or look in System Settings → Privacy & Security → Bluetooth.",
};
const silent = "Bluetooth does not answer: switch it off and on, or restart this program.";

/** What a state of noble's adapter means and what helps. */
export function availabilityIn(state: string, platform: NodeJS.Platform): Availability {
  if (state === "poweredOn") return { usable: true };
  if (state === "unauthorized") return { usable: false, why: permission[platform] ?? noRights };
  return { usable: false, why: sentences[state] ?? unknown[platform] ?? silent };
}
