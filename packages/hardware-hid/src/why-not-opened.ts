import type { HidDevice } from "./hid-devices.js";

/** What the systems answer to a user who may not. The number is that of IOKit's kIOReturnNotPermitted. */
const forbidden = /permission denied|access is denied|not permitted|0xE00002E2/i;

/** Why a device could not be opened and, where the system did not permit it, what would help. */
export function whyNotOpened({ advertisement, path }: HidDevice, systemText: string, platform: string): string {
  if (!forbidden.test(systemText)) return systemText;
  if (platform === "darwin") {
    return "macOS does not permit it; allow Input Monitoring for this program in the privacy settings";
  }
  if (platform !== "linux") return systemText;
  const numbers = [advertisement.vendor, advertisement.product].map((number) =>
    number.toString(16).toUpperCase().padStart(4, "0"),
  );
  const rule = `KERNEL=="hidraw*", KERNELS=="*:${numbers.join(":")}.*", TAG+="uaccess"`;
  const file = "/etc/udev/rules.d/70-buttplug.rules";
  return `this user may not open ${path}; write the line ${rule} to ${file}, run "udevadm control --reload" and plug the device in again`;
}
