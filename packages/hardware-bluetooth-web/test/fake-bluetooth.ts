import type {
  WebBluetooth,
  WebBluetoothCharacteristic,
  WebBluetoothDevice,
  WebBluetoothGatt,
  WebBluetoothRequest,
  WebBluetoothService,
} from "../src/index.js";

/** What browsers throw. */
export function browserError(name: string, message: string): DOMException {
  return new DOMException(message, name);
}

export const cancelled: DOMException = browserError("NotFoundError", "User cancelled the requestDevice() chooser.");

/** The part of a browser that Web Bluetooth is. */
export class FakeBluetooth extends EventTarget implements WebBluetooth {
  isAvailable = true;
  granted: FakeDevice[] = [];
  readonly requests: WebBluetoothRequest[] = [];
  /** The person at the browser. */
  choose: () => Promise<FakeDevice> = () => Promise.reject(cancelled);

  getAvailability(): Promise<boolean> {
    return Promise.resolve(this.isAvailable);
  }

  requestDevice(options: WebBluetoothRequest): Promise<WebBluetoothDevice> {
    this.requests.push(options);
    return this.choose();
  }

  getDevices?(): Promise<readonly WebBluetoothDevice[]> {
    return Promise.resolve(this.granted);
  }

  /** Switches the adapter on or off, and says so. */
  switch(isAvailable: boolean): void {
    this.isAvailable = isAvailable;
    this.dispatchEvent(new Event("availabilitychanged"));
  }
}

export class FakeDevice extends EventTarget implements WebBluetoothDevice {
  readonly id: string;
  readonly name: string | undefined;
  readonly gatt: FakeGatt;
  /** Set: the browser can listen to the device. */
  watchAdvertisements?: (options?: { signal?: AbortSignal }) => Promise<void>;

  constructor(name: string | undefined, id = `id of ${name}`, services: readonly FakeService[] = []) {
    super();
    this.id = id;
    this.name = name;
    this.gatt = new FakeGatt(this, services);
  }

  /** The link ends. */
  vanish(): void {
    this.gatt.connected = false;
    this.dispatchEvent(new Event("gattserverdisconnected"));
  }

  advertise(fields: object = {}): void {
    this.dispatchEvent(Object.assign(new Event("advertisementreceived"), fields));
  }
}

export class FakeGatt implements WebBluetoothGatt {
  connected = false;
  disconnects = 0;
  /** How connecting goes. */
  connecting: () => Promise<void> = () => Promise.resolve();
  /** How discovery goes. */
  discovering: () => Promise<void> = () => Promise.resolve();
  readonly #device: FakeDevice;
  readonly #services: readonly FakeService[];

  constructor(device: FakeDevice, services: readonly FakeService[]) {
    this.#device = device;
    this.#services = services;
  }

  async connect(): Promise<void> {
    await this.connecting();
    this.connected = true;
  }

  disconnect(): void {
    this.disconnects += 1;
    if (this.connected) this.#device.vanish();
  }

  async getPrimaryServices(): Promise<readonly WebBluetoothService[]> {
    await this.discovering();
    if (this.#services.length === 0) throw browserError("NotFoundError", "No Services found in device.");
    return this.#services;
  }
}

export class FakeService implements WebBluetoothService {
  readonly uuid: string;
  readonly characteristics: readonly FakeCharacteristic[];

  constructor(uuid: string, characteristics: readonly FakeCharacteristic[] = []) {
    this.uuid = uuid;
    this.characteristics = characteristics;
  }

  getCharacteristics(): Promise<readonly WebBluetoothCharacteristic[]> {
    if (this.characteristics.length > 0) return Promise.resolve(this.characteristics);
    return Promise.reject(browserError("NotFoundError", "No Characteristics found in service."));
  }
}

/** Refuses a second operation while one is under way, as browsers do. */
export class FakeCharacteristic extends EventTarget implements WebBluetoothCharacteristic {
  readonly uuid: string;
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  readonly written: string[] = [];
  value: DataView | undefined;
  isNotifying = false;
  answer: Uint8Array = Uint8Array.of(0);
  /** How an operation goes. */
  working: () => Promise<void> = () => Promise.resolve();
  #isBusy = false;

  constructor(uuid: string, { write = false, writeWithoutResponse = false } = {}) {
    super();
    this.uuid = uuid;
    this.properties = { write, writeWithoutResponse };
  }

  writeValueWithResponse(data: Uint8Array): Promise<void> {
    return this.#work(() => void this.written.push(`${[...data]} confirmed`));
  }

  writeValueWithoutResponse(data: Uint8Array): Promise<void> {
    return this.#work(() => void this.written.push(`${[...data]}`));
  }

  readValue(): Promise<DataView> {
    return this.#work(() => this.change(this.answer));
  }

  startNotifications(): Promise<void> {
    return this.#work(() => {
      this.isNotifying = true;
    });
  }

  stopNotifications(): Promise<void> {
    return this.#work(() => {
      this.isNotifying = false;
    });
  }

  /** A value comes in: a piece of a larger buffer. */
  change(data: Uint8Array): DataView {
    const buffer = Uint8Array.of(0xee, ...data, 0xee).buffer;
    this.value = new DataView(buffer, 1, data.length);
    this.dispatchEvent(new Event("characteristicvaluechanged"));
    return this.value;
  }

  async #work<T>(done: () => T): Promise<T> {
    if (this.#isBusy) throw browserError("NetworkError", "GATT operation already in progress.");
    this.#isBusy = true;
    try {
      await this.working();
      return done();
    } finally {
      this.#isBusy = false;
    }
  }
}
