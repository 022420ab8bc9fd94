/**
 * Bluetooth Low Energy in web pages, through the browser's Web Bluetooth.
 *
 * @packageDocumentation
 */
export { requestOptions } from "./request-options.js";
export type {
  WebBluetooth,
  WebBluetoothCharacteristic,
  WebBluetoothDevice,
  WebBluetoothFilter,
  WebBluetoothGatt,
  WebBluetoothRequest,
  WebBluetoothService,
} from "./web-bluetooth.js";
export { WebBluetoothHardwareManager, type WebBluetoothOptions } from "./web-bluetooth-hardware-manager.js";
export { webBluetoothSupport } from "./web-bluetooth-support.js";
