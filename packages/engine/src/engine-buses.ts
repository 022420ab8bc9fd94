import type { Clock, Logger } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { nodeManagers } from "buttplug-ts/node";
import type { BusSettings } from "./settings.js";

/** The buses that the settings ask for. */
export function engineBuses(settings: BusSettings, clock: Clock, logger: Logger): readonly HardwareManager[] {
  const { bluetoothAdapter: adapter, bluetoothBackend: backend, lovenseConnect: hosts, lovenseCloud: cloud } = settings;
  return nodeManagers({
    clock,
    logger,
    bluetooth: settings.bluetooth && { ...(adapter && { adapter }), ...(backend && { backend }) },
    serial: settings.serial && { ports: settings.serialPorts, restartMs: settings.serialRestartMs },
    hid: settings.hid && {},
    lovenseDongle: settings.lovenseDongle && {},
    ...(!settings.gamepad && { gamepad: false }),
    lovenseConnect: (hosts.length > 0 || cloud) && { hosts, cloud },
    webSocketDevices: settings.deviceWebSocket && {
      port: settings.deviceWebSocketPort,
      hosts: settings.deviceWebSocketHosts,
    },
    network: settings.network.length > 0 && { devices: settings.network },
  });
}
