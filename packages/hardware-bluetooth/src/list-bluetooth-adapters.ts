import { type BluezAdapter, listBluezAdapters } from "./bluez-adapters.js";

/** A radio adapter; `id` and `address` are what the option `adapter` takes. */
export type BluetoothAdapter = BluezAdapter;

/** The adapters of this machine, those that cannot be used too. Linux with BlueZ only; empty elsewhere. Never rejects. */
export async function listBluetoothAdapters(): Promise<readonly BluetoothAdapter[]> {
  const { adapters } = await listBluezAdapters();
  return adapters;
}
