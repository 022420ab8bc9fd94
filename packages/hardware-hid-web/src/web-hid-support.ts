import type { Availability } from "@buttplug-ts/hardware";
import type { WebHid } from "./web-hid.js";

/** The parts of a page that decide. */
export interface WebHidScope {
  readonly isSecureContext?: boolean;
  readonly navigator?: { readonly hid?: WebHid };
  readonly document?: { readonly featurePolicy?: { allowsFeature(name: string): boolean } };
}

export const thisPage = globalThis as WebHidScope;

/** Whether this page can use WebHID, or why not and what would help. To be asked before any button is shown. */
export function webHidSupport(scope: WebHidScope = thisPage): Availability {
  const { isSecureContext, navigator, document } = scope;
  if (isSecureContext === undefined) {
    return unusable("WebHID exists in web pages only; in Node there is the package @buttplug-ts/hardware-hid.");
  }
  if (!isSecureContext) return unusable("WebHID needs a page that is served over https, or from localhost.");
  if (navigator?.hid === undefined) {
    return unusable("This browser has no WebHID; Chrome, Edge and Opera on a desktop computer have it.");
  }
  if (document?.featurePolicy?.allowsFeature("hid") === false) {
    return unusable('This page may not use WebHID where it is; the frame around it needs the attribute allow="hid".');
  }
  return { usable: true };
}

function unusable(why: string): Availability {
  return { usable: false, why };
}
