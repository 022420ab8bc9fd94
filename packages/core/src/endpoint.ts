/** Names of the places on a device that bytes go to and come from, as the device configuration of the field uses them. */
export type Endpoint =
  | "command"
  | "firmware"
  | "rx"
  | "rxaccel"
  | "rxblebattery"
  | "rxblemodel"
  | "rxpressure"
  | "rxtouch"
  | "tx"
  | "txmode"
  | "txshock"
  | "txvibrate"
  | "txvendorcontrol"
  | "whitelist"
  | `generic${number}`;
