import type { Availability } from "@buttplug-ts/hardware";
import { type GamepadScope, thisPage } from "./web-gamepad.js";

/** Whether this page can let gamepads rumble, or why not and what would help. */
export function gamepadSupport(scope: GamepadScope = thisPage): Availability {
  const { isSecureContext, navigator, Gamepad } = scope;
  if (isSecureContext === undefined) {
    return unusable(
      "The Gamepad API exists in web pages only; in Node on Windows there is @buttplug-ts/hardware-gamepad/node.",
    );
  }
  if (!isSecureContext) return unusable("Gamepads need a page that is served over https, or from localhost.");
  if (navigator?.getGamepads === undefined) {
    return unusable("This browser has no Gamepad API; Chrome, Edge, Opera and Safari have it.");
  }
  if (Gamepad && !("vibrationActuator" in Gamepad.prototype)) {
    return unusable("Gamepads do not rumble in this browser; in Chrome, Edge, Opera and Safari they do.");
  }
  try {
    navigator.getGamepads();
  } catch {
    return unusable('This page may not see gamepads where it is; the frame around it needs allow="gamepad".');
  }
  return { usable: true, note: "A gamepad shows itself to a page when one of its buttons is pressed." };
}

function unusable(why: string): Availability {
  return { usable: false, why };
}
