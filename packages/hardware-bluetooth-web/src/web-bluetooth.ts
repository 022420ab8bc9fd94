/**
 * What is used of Web Bluetooth (https://webbluetoothcg.github.io/web-bluetooth/), as an interface, so that nobody needs
 * types of it who uses this package. The browser's `navigator.bluetooth` fits.
 */
export interface WebBluetooth {
  getAvailability(): Promise<boolean>;
  requestDevice(options: WebBluetoothRequest): Promise<WebBluetoothDevice>;
  /** Absent in Chrome without the flag for lasting permissions. */
  getDevices?(): Promise<readonly WebBluetoothDevice[]>;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

/** What `requestDevice` takes: devices that fit one of the filters, and the services that the page will want to use. */
export type WebBluetoothRequest =
  | { filters: WebBluetoothFilter[]; optionalServices: string[]; acceptAllDevices?: never }
  | { acceptAllDevices: true; optionalServices: string[]; filters?: never };

export interface WebBluetoothFilter {
  name?: string;
  namePrefix?: string;
  services?: string[];
  manufacturerData?: { companyIdentifier: number; dataPrefix?: Uint8Array<ArrayBuffer> }[];
}

/** A device that the person at the browser granted to the page. */
export interface WebBluetoothDevice {
  readonly id: string;
  readonly name?: string | undefined;
  readonly gatt?: WebBluetoothGatt | undefined;
  watchAdvertisements?(options?: { signal?: AbortSignal }): Promise<void>;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

export interface WebBluetoothGatt {
  readonly connected: boolean;
  connect(): Promise<unknown>;
  disconnect(): void;
  getPrimaryServices(): Promise<readonly WebBluetoothService[]>;
}

export interface WebBluetoothService {
  readonly uuid: string;
  getCharacteristics(): Promise<readonly WebBluetoothCharacteristic[]>;
}

export interface WebBluetoothCharacteristic {
  readonly uuid: string;
  readonly value?: DataView | null | undefined;
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  writeValueWithResponse(value: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValueWithoutResponse(value: Uint8Array<ArrayBuffer>): Promise<void>;
  readValue(): Promise<DataView>;
  startNotifications(): Promise<unknown>;
  stopNotifications(): Promise<unknown>;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}
