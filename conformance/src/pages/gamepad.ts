import {
  GamepadHardwareManager,
  type GamepadScope,
  gamepadSupport,
  type WebActuator,
} from "@buttplug-ts/hardware-gamepad";
import { type WebHid, WebHidHardwareManager, webHidSupport } from "@buttplug-ts/hardware-hid-web";
import { ButtplugClient, type ClientDevice } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";

const id = "Xbox 360 Controller (STANDARD GAMEPAD Vendor: 045e Product: 028e)";
const effects: string[] = [];

/** The browser has no gamepad to lend, so this stands in its place; all else is the browser's. */
const vibrationActuator: WebActuator = {
  effects: ["dual-rumble"],
  async playEffect(_type, { duration, strongMagnitude, weakMagnitude }) {
    if (document.visibilityState === "hidden") throw new DOMException("hidden", "InvalidStateError");
    effects.push(`${Math.round(strongMagnitude * 100)} ${Math.round(weakMagnitude * 100)}`);
    await new Promise((resolve) => setTimeout(resolve, duration));
    return "complete";
  },
  async reset() {
    if (document.visibilityState === "hidden") throw new DOMException("hidden", "InvalidStateError");
    effects.push("reset");
    return "complete";
  },
};

let device: ClientDevice | undefined;
let isAsking = false;

export const gamepadPage = {
  support: () => ({ gamepad: gamepadSupport(), hid: webHidSupport() }),

  /** What the browser itself lists. */
  listed: () => (navigator as Required<NonNullable<GamepadScope["navigator"]>>).getGamepads().filter(Boolean).length,

  /** Scans with WebHID; gives what was found, or the error. */
  async scanHid(): Promise<string> {
    const { hid } = navigator as unknown as { readonly hid: WebHid };
    const ask = hid.requestDevice.bind(hid);
    hid.requestDevice = (options) => {
      isAsking = true;
      return ask(options);
    };
    await using manager = new WebHidHardwareManager();
    const { signal } = new AbortController();
    const bluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };
    const found: string[] = [];
    try {
      for await (const each of manager.scan({ bluetooth, hid: [{ vendor: 1, product: 2 }] }, { signal })) {
        found.push(each.id);
      }
      return `found ${found.length}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },

  /** Whether the browser was told to ask the user for a device. */
  isAsking: () => isAsking,

  /** A server in the page; then the button of a gamepad is pressed. */
  async plugIn(): Promise<string> {
    const pad = { id, index: 0, vibrationActuator };
    const pads: (typeof pad)[] = [];
    Object.defineProperty(navigator, "getGamepads", { value: () => pads });
    const server = createServer("page", { managers: [new GamepadHardwareManager()] });
    const client = new ButtplugClient("page");
    await client.connect(embeddedConnector(server));
    const added = new Promise<ClientDevice>((resolve) => client.on("deviceAdded", resolve));
    pads.push(pad);
    window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: pad }));
    device = await added;
    return device.name;
  },

  vibrate: (level: number) => device?.vibrate(level),
  stop: () => device?.stop(),
  /** What the gamepad was told since the last call. */
  effects: () => effects.splice(0),
  /** Whether it was told `count` times, without the telling. */
  wasTold: (count: number) => effects.length >= count,
};

export type GamepadPage = typeof gamepadPage;

Object.assign(globalThis, { page: gamepadPage });
