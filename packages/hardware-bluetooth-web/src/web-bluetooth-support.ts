import type { Availability } from "@buttplug-ts/hardware";
import type { WebBluetooth } from "./web-bluetooth.js";

const elsewhere =
  "open this page in Chrome, Edge or another browser made from Chromium, or use a server on this computer";

/**
 * Whether this page can use Bluetooth, or why not and what would help, in a sentence for people. Asks nobody for
 * anything, so that it can be called before there is a button to press.
 */
export async function webBluetoothSupport(
  bluetooth: WebBluetooth | undefined = pageBluetooth(),
): Promise<Availability> {
  if (bluetooth === undefined) return { usable: false, why: whyAbsent() };
  if (policyOf(globalThis.document)?.allowsFeature("bluetooth") === false) return { usable: false, why: forbidden };
  return (await bluetooth.getAvailability()) ? { usable: true } : { usable: false, why: noAdapter };
}

/** The browser's Web Bluetooth, if it has one. */
export function pageBluetooth(): WebBluetooth | undefined {
  return (globalThis.navigator as { readonly bluetooth?: WebBluetooth } | undefined)?.bluetooth;
}

const forbidden =
  'This page may not use Bluetooth: a frame needs allow="bluetooth", and the Permissions-Policy header must not exclude it.';
const noAdapter =
  "The browser finds no Bluetooth: switch Bluetooth on or plug in an adapter, and let the browser use it in the system's settings.";

function whyAbsent(): string {
  if (typeof document === "undefined") {
    return "Web Bluetooth is there in web pages only, not in workers; in Node use @buttplug-ts/hardware-bluetooth.";
  }
  if (!globalThis.isSecureContext) {
    return "Browsers let only secure pages use Bluetooth: serve this page over https, or from localhost.";
  }
  const { userAgent } = navigator;
  if (/iPhone|iPad/.test(userAgent)) {
    return "Browsers on iPhone and iPad have no Bluetooth, except some apps made for it such as Bluefy: open this page there.";
  }
  if (/Chrom(e|ium)\//.test(userAgent)) {
    return "Web Bluetooth is switched off in this browser: switch it on at chrome://flags/#enable-web-bluetooth and restart it.";
  }
  const browser = /Firefox\//.test(userAgent) ? "Firefox" : /Safari\//.test(userAgent) ? "Safari" : "This browser";
  return `${browser} has no Web Bluetooth: ${elsewhere}.`;
}

interface PermissionsPolicy {
  allowsFeature(feature: string): boolean;
}

function policyOf(page: Document | undefined): PermissionsPolicy | undefined {
  const { permissionsPolicy, featurePolicy } = (page ?? {}) as { [name: string]: PermissionsPolicy | undefined };
  return permissionsPolicy ?? featurePolicy;
}
