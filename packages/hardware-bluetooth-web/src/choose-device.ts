import { type ScanFilters, textOf } from "@buttplug-ts/core";
import { requestOptions } from "./request-options.js";
import type { WebBluetooth, WebBluetoothDevice } from "./web-bluetooth.js";

/** What came of the browser's list of devices: one was chosen, none was wanted, or it could not be shown. */
export type Choice = { readonly device: WebBluetoothDevice } | { readonly device: undefined; readonly why?: string };

/** Has the browser show its list of devices. Call it from a click: browsers show it to somebody who just did something. */
export async function chooseDevice(bluetooth: WebBluetooth, filters: ScanFilters): Promise<Choice> {
  const hadGesture = navigatorActivation()?.isActive;
  try {
    return { device: await bluetooth.requestDevice(requestOptions(filters)) };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const text = textOf(error);
    if (name === "SecurityError" && (hadGesture === false || /gesture/i.test(text)))
      return { device: undefined, why: noGesture };
    // The same name is given to a list that was closed, and to one that may not be shown.
    if (/^(NotFound|Abort)Error$/.test(name) && !/adapter|disabled|denied|permission/i.test(text))
      return { device: undefined };
    return {
      device: undefined,
      why: `The browser does not show its list of Bluetooth devices: ${text.replace(/\.?$/, ".")}`,
    };
  }
}

const noGesture =
  "The browser shows its list of Bluetooth devices only when somebody just pressed something: call startScanning() in the handler of a click.";

function navigatorActivation(): { readonly isActive: boolean } | undefined {
  return globalThis.navigator?.userActivation;
}
