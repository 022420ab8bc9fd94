import type { Clock } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { WebBluetoothHardwareManager, type WebBluetoothOptions } from "@buttplug-ts/hardware-bluetooth-web";
import { GamepadHardwareManager, type GamepadHardwareManagerOptions } from "@buttplug-ts/hardware-gamepad";
import { WebHidHardwareManager, type WebHidHardwareManagerOptions } from "@buttplug-ts/hardware-hid-web";
import { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "@buttplug-ts/hardware-serial-web";

/**
 * Which buses of the browser are used. A scan opens the browser's list of devices, and a click opens one list only: use one
 * of Bluetooth, HID and serial ports in a server, or one server each.
 */
export interface WebManagersOptions {
  /** Default: used. */
  readonly bluetooth?: WebBluetoothOptions | false;
  /** Default: used; opens no list. */
  readonly gamepads?: GamepadHardwareManagerOptions | false;
  /** Default: left out. */
  readonly hid?: WebHidHardwareManagerOptions | false;
  /** Default: left out. */
  readonly serial?: WebSerialHardwareManagerOptions | false;
  readonly clock?: Clock;
}

/** The buses of this browser, for a server in the page. One that the browser lacks says so and does no harm. */
export function webManagers(options: WebManagersOptions = {}): readonly HardwareManager[] {
  const { bluetooth = {}, gamepads = {}, hid = false, serial = false, clock } = options;
  const common = { ...(clock && { clock }) };
  const managers = [
    bluetooth && new WebBluetoothHardwareManager({ ...common, ...bluetooth }),
    gamepads && new GamepadHardwareManager({ ...common, ...gamepads }),
    hid && new WebHidHardwareManager({ ...common, ...hid }),
    serial && new WebSerialHardwareManager({ ...common, ...serial }),
  ];
  return managers.filter((manager) => manager !== false);
}
