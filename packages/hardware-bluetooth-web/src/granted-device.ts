import { abortedError, type BluetoothAdvertisement, onAbort } from "@buttplug-ts/core";
import { connectFailed } from "@buttplug-ts/hardware-kit";
import type { WebBluetoothDevice, WebBluetoothGatt, WebBluetoothService } from "./web-bluetooth.js";

/** The link to a device, while somebody needs it. */
export interface GattUse {
  readonly gatt: WebBluetoothGatt;
  /** Lets the link go, unless somebody else needs it by now. Idempotent. */
  end(): void;
}

/**
 * A device that the page may use. A page has one link to it, and browsers cannot call off `gatt.connect()`: a link that
 * comes when nobody waits for it any more is let go of.
 */
export class GrantedDevice {
  readonly device: WebBluetoothDevice;
  /** What it was recognised by when it was chosen. */
  advertisement: BluetoothAdvertisement | undefined;
  #user: GattUse | undefined;

  constructor(device: WebBluetoothDevice) {
    this.device = device;
  }

  /**
   * Connects. The one who used the link before has no part in it from now on.
   * @throws ButtplugError `hardware/connect-failed` or `request/aborted`, or what the browser throws
   */
  async connect(signal: AbortSignal): Promise<GattUse> {
    const { id, gatt } = this.device;
    if (gatt === undefined) throw connectFailed(id, "the browser does not let this page connect to it");
    const use: GattUse = { gatt, end: () => this.#end(use) };
    this.#user = use;
    const unlisten = onAbort(signal, use.end);
    const connecting = gatt.connect();
    connecting.then(
      () => this.#user === undefined && gatt.disconnect(),
      () => {},
    );
    try {
      await untilAborted(connecting, signal);
      return use;
    } catch (error) {
      use.end();
      throw error;
    } finally {
      unlisten();
    }
  }

  /** Calls `listener` when the link ends, from either side. Returns the function that ends this. */
  onDisconnected(listener: () => void): () => void {
    this.device.addEventListener("gattserverdisconnected", listener);
    return () => this.device.removeEventListener("gattserverdisconnected", listener);
  }

  /** Runs `work` over a connected link; rejects if the link ends before, or `signal` aborts. */
  async whileConnected<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    let unlisten = () => {};
    const ended = new Promise<never>((_, reject) => {
      unlisten = this.onDisconnected(() =>
        reject(connectFailed(this.device.id, "it left while it was being opened", left)),
      );
    });
    try {
      return await untilAborted(Promise.race([work(), ended]), signal);
    } finally {
      unlisten();
    }
  }

  #end(use: GattUse): void {
    if (this.#user !== use) return;
    this.#user = undefined;
    use.gatt.disconnect();
  }
}

/** What browsers call it where they say it themselves. */
const left = { name: "NetworkError" };

/** Whether the radio is to blame, so that it may work the next time. */
export function isOfLink(error: unknown): boolean {
  return error instanceof Error && ((error.cause ?? error) as Partial<Error>).name === left.name;
}

/** The services of a connected device that the page may use; there may be none. */
export async function servicesOf(gatt: WebBluetoothGatt): Promise<readonly WebBluetoothService[]> {
  return orNone(gatt.getPrimaryServices());
}

/** Browsers reject with `NotFoundError` instead of giving an empty list. */
export async function orNone<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof Error && error.name === "NotFoundError") return [];
    throw error;
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortedError(signal));
    const unlisten = onAbort(signal, () => reject(abortedError(signal)));
    work.then(resolve, reject).finally(unlisten);
  });
}
