import type { HardwareClosed } from "@buttplug-ts/hardware";
import { fullUuid } from "@buttplug-ts/hardware-kit";
import type { GattCharacteristic, GattServices, Peripheral } from "./central.js";
import type { NobleCharacteristic, NoblePeripheral as NobleDevice } from "./noble-api.js";

/** A device that noble has connected. */
export class NoblePeripheral implements Peripheral {
  readonly gone: Promise<HardwareClosed>;
  readonly #device: NobleDevice;
  readonly #onDisconnect: () => void;
  #isGone = false;
  #settleGone: (end: HardwareClosed) => void = () => {};

  constructor(device: NobleDevice) {
    this.#device = device;
    this.gone = new Promise((resolve) => {
      this.#settleGone = resolve;
    });
    this.#onDisconnect = () => this.lose("remote", "the device disconnected");
    device.once("disconnect", this.#onDisconnect);
  }

  /** noble says nothing of devices that go with the adapter, on some platforms. */
  lose(by: HardwareClosed["by"], reason: string): void {
    this.#isGone = true;
    this.#device.removeListener("disconnect", this.#onDisconnect);
    this.#settleGone({ by, reason });
  }

  async discover(signal: AbortSignal): Promise<GattServices> {
    const services = new Map<string, Map<string, GattCharacteristic>>();
    for (const service of await this.#device.discoverServicesAsync([])) {
      const uuid = fullUuid(service.uuid);
      if (services.has(uuid)) continue;
      signal.throwIfAborted();
      const characteristics = new Map<string, GattCharacteristic>();
      for (const each of await service.discoverCharacteristicsAsync([])) {
        const key = fullUuid(each.uuid);
        if (!characteristics.has(key)) characteristics.set(key, characteristicOf(each));
      }
      services.set(uuid, characteristics);
    }
    return services;
  }

  async disconnect(): Promise<void> {
    if (this.#isGone) return;
    this.lose("local", "the connection was closed on this side");
    await this.#device.disconnectAsync();
  }

  rssi(): Promise<number> {
    return this.#device.updateRssiAsync();
  }
}

function characteristicOf(characteristic: NobleCharacteristic): GattCharacteristic {
  const { properties } = characteristic;
  return {
    writes: {
      withResponse: properties.includes("write"),
      withoutResponse: properties.includes("writeWithoutResponse"),
    },
    write: (data, withResponse) => characteristic.writeAsync(Buffer.from(data), !withResponse),
    read: async () => Uint8Array.from(await characteristic.readAsync()),
    async listen(deliver) {
      const onData = (data: Uint8Array, isNotification: boolean) => {
        if (isNotification) deliver(Uint8Array.from(data));
      };
      characteristic.on("data", onData);
      try {
        await characteristic.subscribeAsync();
      } catch (error) {
        characteristic.removeListener("data", onData);
        throw error;
      }
      return async () => {
        characteristic.removeListener("data", onData);
        await characteristic.unsubscribeAsync();
      };
    },
  };
}
