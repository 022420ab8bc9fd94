/**
 * Human interface devices in web pages.
 *
 * @packageDocumentation
 */
export type {
  WebHid,
  WebHidCollection,
  WebHidDevice,
  WebHidReport,
  WebHidReportEvent,
} from "./web-hid.js";
export { WebHidHardwareManager, type WebHidHardwareManagerOptions } from "./web-hid-hardware-manager.js";
export { type WebHidScope, webHidSupport } from "./web-hid-support.js";
