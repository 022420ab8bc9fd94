import type { Clock, Logger } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { BluetoothHardwareManager, type BluetoothOptions } from "@buttplug-ts/hardware-bluetooth";
import { XInputHardwareManager, type XInputHardwareManagerOptions } from "@buttplug-ts/hardware-gamepad/node";
import { HidHardwareManager, type HidHardwareManagerOptions } from "@buttplug-ts/hardware-hid";
import {
  LovenseConnectHardwareManager,
  type LovenseConnectHardwareManagerOptions,
  LovenseDongleHardwareManager,
  type LovenseDongleHardwareManagerOptions,
} from "@buttplug-ts/hardware-lovense";
import { NetworkHardwareManager, type NetworkHardwareManagerOptions } from "@buttplug-ts/hardware-network";
import { SerialHardwareManager, type SerialHardwareManagerOptions } from "@buttplug-ts/hardware-serial";
import { WebSocketHardwareManager, type WebSocketHardwareManagerOptions } from "@buttplug-ts/hardware-websocket";

/** Which buses of this machine are used, and how. `false` leaves one out. */
export interface NodeManagersOptions {
  /** Needs `@stoprocent/noble`, and on Linux `dbus-next`. Default: used. */
  readonly bluetooth?: BluetoothOptions | false;
  /** Needs `serialport`. Default: used; a port is opened only if the owner's settings say what is at its end. */
  readonly serial?: SerialHardwareManagerOptions | false;
  /** Needs `node-hid`. Default: used. */
  readonly hid?: HidHardwareManagerOptions | false;
  /** Needs `node-hid`. Default: used. */
  readonly lovenseDongle?: LovenseDongleHardwareManagerOptions | false;
  /** Rumbles through XInput. Needs Windows, and `koffi`. Default: used there. */
  readonly gamepad?: XInputHardwareManagerOptions | false;
  /** Default: left out. */
  readonly lovenseConnect?: LovenseConnectHardwareManagerOptions | false;
  /** The server that devices of one's own making connect to. Default: left out. */
  readonly webSocketDevices?: WebSocketHardwareManagerOptions | false;
  /** T-Code devices by their addresses. Default: left out. */
  readonly network?: NetworkHardwareManagerOptions | false;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** The buses of this machine, for a server. One whose library is not installed says so and does no harm. */
export function nodeManagers(options: NodeManagersOptions = {}): readonly HardwareManager[] {
  const { clock, logger, lovenseConnect = false, webSocketDevices = false, network = false } = options;
  const { bluetooth = {}, serial = {}, hid = {}, lovenseDongle = {} } = options;
  const { gamepad = process.platform === "win32" && {} } = options;
  const common = { ...(clock && { clock }), ...(logger && { logger }) };
  const radio = bluetooth && new BluetoothHardwareManager({ ...common, ...bluetooth });
  const managers = [
    radio,
    serial && new SerialHardwareManager({ ...common, ...serial }),
    hid && new HidHardwareManager({ ...common, ...hid }),
    lovenseDongle &&
      new LovenseDongleHardwareManager({ ...common, ...(radio && { bluetooth: radio }), ...lovenseDongle }),
    gamepad && new XInputHardwareManager({ ...(clock && { clock }), ...gamepad }),
    lovenseConnect && new LovenseConnectHardwareManager({ ...common, ...lovenseConnect }),
    webSocketDevices && new WebSocketHardwareManager({ ...common, ...webSocketDevices }),
    network && new NetworkHardwareManager({ ...common, ...network }),
  ];
  return managers.filter((manager) => manager !== false);
}
