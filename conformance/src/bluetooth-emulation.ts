import { ButtplugError } from "buttplug-ts";
import type { CDPSession, Page } from "playwright-core";
import { EmulatedPeripheral, keepSubscriptions, type PeripheralOptions } from "./emulated-peripheral.js";

/** Web Bluetooth is off in Chromium for Linux; a page's lasting permissions (`getDevices`, watching) are off everywhere. */
export const bluetoothFlags: { readonly usual: string; readonly lasting: string } = {
  usual: "--enable-features=WebBluetooth",
  lasting: "--enable-features=WebBluetooth,WebBluetoothNewPermissionsBackend",
};

/** Chromium's own Bluetooth emulation, for one page: an adapter, peripherals, and the person who chooses out of the list. */
export class BluetoothEmulation {
  /** Whom the person chooses as soon as the list shows them. Undefined: looks on. */
  choice: EmulatedPeripheral | "cancel" | undefined;
  readonly #browser: CDPSession;
  readonly #page: Page;
  readonly #peripherals = new Map<string, EmulatedPeripheral>();
  /** Lists are shown again with each device; a second answer ends the browser. */
  readonly #answered = new Set<string>();
  readonly #asked: (() => void)[] = [];

  private constructor(browser: CDPSession, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** To be called once the page has loaded: loading ends the emulation. */
  static async start(page: Page): Promise<BluetoothEmulation> {
    const browser = page.context().browser();
    if (browser === null) throw new ButtplugError("internal/bug", "the page has no browser");
    const emulation = new BluetoothEmulation(await browser.newBrowserCDPSession(), page);
    await emulation.#start();
    return emulation;
  }

  async add(options: PeripheralOptions): Promise<EmulatedPeripheral> {
    const peripheral = new EmulatedPeripheral(this.#browser, this.#page, options);
    this.#peripherals.set(peripheral.address, peripheral);
    await peripheral.appear();
    return peripheral;
  }

  /** Takes the adapter away with all that was near, and brings it back. */
  async setAdapter(state: "absent" | "powered-off" | "powered-on"): Promise<void> {
    await this.#browser.send("BluetoothEmulation.setSimulatedCentralState", { state });
  }

  /** Settles when a list is shown. */
  listShown(): Promise<void> {
    return new Promise((resolve) => this.#asked.push(resolve));
  }

  async end(): Promise<void> {
    await this.#browser.send("BluetoothEmulation.disable").catch(() => {});
    await this.#browser.detach().catch(() => {});
  }

  async #start(): Promise<void> {
    const browser = this.#browser;
    await browser.send("BluetoothEmulation.disable");
    await browser.send("BluetoothEmulation.enable", { state: "powered-on", leSupported: true });
    browser.on("BluetoothEmulation.gattOperationReceived", ({ address, type }) => {
      void this.#peripherals.get(address)?.onGatt(type);
    });
    browser.on("BluetoothEmulation.characteristicOperationReceived", (operation) => {
      const [address = ""] = operation.characteristicId.split("_");
      void this.#peripherals.get(address)?.onOperation(operation);
    });
    await this.#page.evaluate(keepSubscriptions);
    const access = await this.#page.context().newCDPSession(this.#page);
    await access.send("DeviceAccess.enable");
    access.on("DeviceAccess.deviceRequestPrompted", async ({ id, devices }) => {
      for (const resolve of this.#asked.splice(0)) resolve();
      const { choice } = this;
      if (choice === undefined || this.#answered.has(id)) return;
      if (choice !== "cancel" && !devices.some((device) => device.id === choice.address)) return;
      this.#answered.add(id);
      const answer =
        choice === "cancel"
          ? access.send("DeviceAccess.cancelPrompt", { id })
          : access.send("DeviceAccess.selectPrompt", { id, deviceId: choice.address });
      await answer.catch(() => {});
    });
  }
}
