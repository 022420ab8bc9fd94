/**
 * What the packages of buses share: connections that check, count and limit; scans without repeats; operations in a row.
 *
 * @packageDocumentation
 */
export { Arrivals } from "./arrivals.js";
export { BrowserChooser, type BrowserChooserOptions } from "./browser-chooser.js";
export { type ConnectionOptions, HardwareConnection, type Link } from "./connection.js";
export { type BusReport, type DoctorOptions, type DoctorReport, doctor, doctorText } from "./doctor.js";
export { type BluetoothFit, type Characteristic, fitBluetoothPlan, fitPlan, fullUuid } from "./fit-plan.js";
export type { HidBinding, HidHandle, HidListing } from "./hid-binding.js";
export { type HidInterface, isVendorPage, onePerDevice, usbName } from "./hid-interfaces.js";
export { importNative } from "./import-native.js";
export { ListedBus, type ListedBusOptions } from "./listed-bus.js";
export { connectFailed, OpenConnections, type OpenLimit, unavailable } from "./open-connections.js";
export { OperationQueue } from "./operation-queue.js";
export { PageExit } from "./page-exit.js";
export { connectPipe, type Pipe, type PipeOptions } from "./pipe.js";
export { type PresenceOptions, watchPresence } from "./presence.js";
export { usualLine } from "./serial-line.js";
export { Sightings } from "./sightings.js";
export { StableIds } from "./stable-ids.js";
