import type { BluetoothAdvertisement, Clock } from "@buttplug-ts/core";
import { fullUuid } from "@buttplug-ts/hardware-kit";
import type { WebBluetoothDevice } from "./web-bluetooth.js";

export interface AdvertisementWatchOptions {
  readonly clock: Clock;
  readonly isOpen: (device: WebBluetoothDevice) => boolean;
  readonly onSeen: (advertisement: BluetoothAdvertisement) => void;
}

/** What `advertisementreceived` tells, as far as it is used. */
interface AdvertisingEvent extends Event {
  readonly name?: string | null;
  readonly uuids?: readonly string[];
  readonly manufacturerData?: ReadonlyMap<number, DataView>;
}

const received = "advertisementreceived";
/** A device that was seen is left alone for this long: listening disturbs the connection that comes of it. */
const pauseMs = 10_000;

/** Notices granted devices that come near, where the browser can (Chrome: behind a flag; not with BlueZ). */
export class AdvertisementWatch {
  readonly #o: AdvertisementWatchOptions;
  readonly #listening = new Map<string, () => void>();
  readonly #heard = new Set<string>();

  constructor(options: AdvertisementWatchOptions) {
    this.#o = options;
  }

  /** Whether advertisements of the device would be noticed. */
  hears({ id }: WebBluetoothDevice): boolean {
    return this.#heard.has(id);
  }

  add(device: WebBluetoothDevice): void {
    if (this.#listening.has(device.id) || device.watchAdvertisements === undefined) return;
    void this.#listen(device);
  }

  /** Listens to none of them any more. */
  clear(): void {
    for (const stop of this.#listening.values()) stop();
    this.#listening.clear();
    this.#heard.clear();
  }

  async #listen(device: WebBluetoothDevice): Promise<void> {
    const { clock, isOpen, onSeen } = this.#o;
    const listening = new AbortController();
    const stop = () => {
      device.removeEventListener(received, onReceived);
      listening.abort();
    };
    const pause = () => {
      stop();
      this.#listening.set(
        device.id,
        clock.after(pauseMs, () => void this.#listen(device)),
      );
    };
    const onReceived = (event: Event) => {
      pause();
      if (!isOpen(device)) onSeen(advertisementOf(device, event));
    };
    if (isOpen(device)) return pause();
    this.#listening.set(device.id, stop);
    device.addEventListener(received, onReceived);
    try {
      await device.watchAdvertisements?.({ signal: listening.signal });
      if (!listening.signal.aborted) this.#heard.add(device.id);
    } catch {
      device.removeEventListener(received, onReceived);
      if (listening.signal.aborted) return;
      this.#heard.delete(device.id);
      this.#listening.delete(device.id);
    }
  }
}

function advertisementOf(device: WebBluetoothDevice, event: AdvertisingEvent): BluetoothAdvertisement {
  const name = event.name ?? device.name;
  return {
    kind: "bluetooth",
    id: device.id,
    ...(name && { name }),
    services: (event.uuids ?? []).map(fullUuid),
    manufacturerData: [...(event.manufacturerData ?? [])].map(([company, { buffer, byteOffset, byteLength }]) => ({
      company,
      data: new Uint8Array(buffer, byteOffset, byteLength).slice(),
    })),
  };
}
