/** What is used of `@stoprocent/noble`. */
export interface NobleApi {
  readonly state: string;
  on(event: "stateChange", listener: (state: string) => void): unknown;
  on(event: "discover", listener: (peripheral: NoblePeripheral) => void): unknown;
  on(event: "scanStop", listener: () => void): unknown;
  removeAllListeners(event: string): unknown;
  startScanningAsync(services: readonly string[], allowDuplicates: boolean): Promise<void>;
  stopScanningAsync(): Promise<void>;
  stop(): void;
}

export interface NoblePeripheral {
  readonly id: string;
  readonly address: string;
  readonly connectable: boolean;
  readonly advertisement: {
    readonly localName?: string | null;
    /** Company, low byte first, and its bytes. */
    readonly manufacturerData?: Uint8Array | null;
    readonly serviceUuids?: readonly string[] | null;
  };
  connectAsync(): Promise<void>;
  cancelConnect(): void;
  disconnectAsync(): Promise<void>;
  discoverServicesAsync(services: readonly string[]): Promise<readonly NobleService[]>;
  updateRssiAsync(): Promise<number>;
  /** `connect`: without an error if it is connected. */
  once(event: "connect" | "disconnect", listener: (reason?: unknown) => void): unknown;
  removeListener(event: "connect" | "disconnect", listener: (reason?: unknown) => void): unknown;
}

export interface NobleService {
  readonly uuid: string;
  discoverCharacteristicsAsync(characteristics: readonly string[]): Promise<readonly NobleCharacteristic[]>;
}

export interface NobleCharacteristic {
  readonly uuid: string;
  readonly properties: readonly string[];
  readAsync(): Promise<Uint8Array>;
  writeAsync(data: Uint8Array, withoutResponse: boolean): Promise<void>;
  subscribeAsync(): Promise<void>;
  unsubscribeAsync(): Promise<void>;
  on(event: "data", listener: (data: Uint8Array, isNotification: boolean) => void): unknown;
  removeListener(event: "data", listener: (data: Uint8Array, isNotification: boolean) => void): unknown;
}
