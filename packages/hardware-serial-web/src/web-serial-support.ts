import type { Availability } from "@buttplug-ts/hardware";
import type { WebSerial } from "./web-serial.js";

/** The parts of a page that decide. */
export interface WebSerialScope {
  readonly isSecureContext?: boolean;
  readonly navigator?: { readonly serial?: WebSerial };
  readonly document?: { readonly featurePolicy?: { allowsFeature(name: string): boolean } };
}

export const thisPage = globalThis as WebSerialScope;

/** Whether this page can use serial ports, or why not and what would help. To be asked before any button is shown. */
export function webSerialSupport(scope: WebSerialScope = thisPage): Availability {
  const { isSecureContext, navigator, document } = scope;
  if (isSecureContext === undefined) {
    return unusable("Web Serial exists in web pages only; in Node there is the package @buttplug-ts/hardware-serial.");
  }
  if (!isSecureContext) return unusable("Web Serial needs a page that is served over https, or from localhost.");
  if (navigator?.serial === undefined) {
    return unusable("This browser has no Web Serial; Chrome, Edge and Opera on a desktop computer have it.");
  }
  if (document?.featurePolicy?.allowsFeature("serial") === false) {
    return unusable(
      'This page may not use serial ports where it is; the frame around it needs the attribute allow="serial".',
    );
  }
  return { usable: true };
}

function unusable(why: string): Availability {
  return { usable: false, why };
}
