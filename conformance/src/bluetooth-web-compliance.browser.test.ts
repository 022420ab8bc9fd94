import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { BluetoothEmulation, bluetoothFlags } from "./bluetooth-emulation.js";
import { bundleForPage } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";
import type { EmulatedPeripheral } from "./emulated-peripheral.js";
import { PageHardwareManager } from "./page-hardware-manager.js";
import { type PageServer, servePages } from "./page-server.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;

const service = "0000fff0-0000-1000-8000-00805f9b34fb";
const tx = "0000fff2-0000-1000-8000-00805f9b34fb";
const rx = "0000fff1-0000-1000-8000-00805f9b34fb";
const battery = "00002a19-0000-1000-8000-00805f9b34fb";
const batteryService = "0000180f-0000-1000-8000-00805f9b34fb";
const plan: EndpointPlan = {
  kind: "bluetooth",
  protocol: "emulated",
  services: { [service]: { tx, rx }, [batteryService]: { rxblebattery: battery } },
};
const filters = {
  bluetooth: {
    names: ["One", "Two"],
    namePrefixes: [],
    services: [],
    manufacturerData: [],
    optionalServices: [service, batteryService],
  },
};

let browser: Browser | undefined;
let pages: PageServer | undefined;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/bluetooth.ts", import.meta.url));
  pages = await servePages({ bluetooth: code }, ["bluetooth"]);
  browser = await launchChromium(chromium, "example.test", [bluetoothFlags.usual]);
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** The person at the browser chooses what the test looks for. */
function far(emulation: BluetoothEmulation, peripheral: EmulatedPeripheral): FarDevice {
  return {
    isMeant({ name }) {
      emulation.choice = peripheral;
      return name === peripheral.name;
    },
    plan,
    tx: "tx",
    async received(count) {
      const bytes: number[] = [];
      while (bytes.length < count) for (const { data } of await peripheral.writes(1)) bytes.push(...data);
      for (const { data } of await peripheral.writes()) bytes.push(...data);
      return Uint8Array.from(bytes);
    },
    sends: { endpoint: "rx", send: (data) => peripheral.notify(rx, data) },
    reads: { endpoint: "rxblebattery", value: Uint8Array.of(87) },
    vanish: () => peripheral.vanish(),
    appear: () => peripheral.appear(),
    stall: async () => peripheral.stall(),
  };
}

describe.skipIf(chromium === undefined)("Web Bluetooth in Chromium", { timeout: limitMs }, () => {
  hardwareManagerCompliance("emulated peripherals", async () => {
    if (browser === undefined) throw new TypeError("no browser");
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${pages?.port}/bluetooth`);
    await tab.waitForFunction(() => "page" in globalThis);
    const emulation = await BluetoothEmulation.start(tab);
    const services = {
      [service]: { [tx]: { write: true, writeWithoutResponse: true }, [rx]: { notify: true } },
      [batteryService]: { [battery]: { read: true } },
    };
    const [one, two] = [
      await emulation.add({ address: "0A:00:00:00:00:01", name: "One", services }),
      await emulation.add({ address: "0A:00:00:00:00:02", name: "Two", services }),
    ];
    one.values.set(battery, Uint8Array.of(87));
    emulation.choice = one;
    const manager = await PageHardwareManager.of(tab);
    return {
      manager,
      device: far(emulation, one),
      other: far(emulation, two),
      filters,
      bus: {
        off: () => emulation.setAdapter("absent"),
        on: async () => {
          await emulation.setAdapter("powered-on");
          await one.appear();
        },
      },
      async cleanup() {
        await emulation.end();
        await tab.close();
      },
    };
  });
});
