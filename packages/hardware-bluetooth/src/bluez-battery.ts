import { ButtplugError, onAbort, withTimeLimit } from "@buttplug-ts/core";
import { fullUuid } from "@buttplug-ts/hardware-kit";
import type { BluezSession } from "./bluez-session.js";
import type { GattCharacteristic } from "./central.js";

export const batteryService: string = fullUuid("180f");
export const batteryLevel: string = fullUuid("2a19");

export interface BluezBatteryOptions {
  readonly session: BluezSession;
  /** Of the device. */
  readonly path: string;
  /** Aborts when the device is gone. */
  readonly ended: AbortSignal;
}

const batteryInterface = "org.bluez.Battery1";
/** bluetoothd reads the battery on its own when the services are known. */
const readLimitMs = 2_000;

/**
 * The battery level of a device whose battery service bluetoothd keeps to itself, as BlueZ 5.48 to 5.55 do and later ones may
 * (https://github.com/hbldh/bleak/issues/104).
 */
export function bluezBattery({ session: { objects, clock }, path, ended }: BluezBatteryOptions): GattCharacteristic {
  const level = () => objects.get(batteryInterface, path)?.["Percentage"];
  return {
    writes: { withResponse: false, withoutResponse: false },

    write: () => Promise.reject(new ButtplugError("internal/bug", "a battery level cannot be written")),

    read(signal) {
      const text = "BlueZ keeps the battery service to itself, and does not tell the level";
      const tooLate = () => new ButtplugError("hardware/read-failed", text, { details: { endpoint: "rxblebattery" } });
      return withTimeLimit(clock, readLimitMs, signal, tooLate, (limited) => {
        return new Promise((resolve) => {
          const look = () => {
            const percent = level();
            if (typeof percent === "number") resolve(Uint8Array.of(percent));
            if (typeof percent === "number" || limited.aborted) unwatch();
          };
          const unwatch = objects.watch(batteryInterface, path, look);
          onAbort(limited, look);
          look();
        });
      });
    },

    async listen(deliver) {
      const unwatch = objects.watch(batteryInterface, path, ({ changed: { Percentage } }) => {
        if (typeof Percentage === "number") deliver(Uint8Array.of(Percentage));
      });
      const unlisten = onAbort(ended, unwatch);
      return async () => {
        unlisten();
        unwatch();
      };
    },
  };
}
