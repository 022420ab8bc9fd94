import { ButtplugError } from "buttplug-ts";
import type { Browser, Page } from "playwright-core";
import { BluetoothEmulation } from "./bluetooth-emulation.js";
import type { EmulatedPeripheral } from "./emulated-peripheral.js";

/** Opens a page that has set `page`, with an emulated adapter. */
export async function openBluetoothTab(browser: Browser | undefined, url: string): Promise<BluetoothTab> {
  if (browser === undefined) throw new ButtplugError("internal/bug", "there is no browser");
  const tab = await browser.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", ({ message }) => complaints.push(message));
  await tab.goto(url);
  const emulation = await BluetoothEmulation.start(tab);
  return {
    tab,
    emulation,
    complaints,
    async close() {
      await emulation.end();
      await tab.close();
    },
  };
}

export interface BluetoothTab {
  readonly tab: Page;
  readonly emulation: BluetoothEmulation;
  /** Errors that nobody caught. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const lovense = (part: number) => `5030000${part}-0024-4bd4-bbd5-a6920e4c5653`;

/** A Lovense Edge, as far as it says what it is and how full its battery is. */
export async function addEdge(emulation: BluetoothEmulation, name = "LVS-Edge36"): Promise<EmulatedPeripheral> {
  const [service, tx, rx] = [lovense(1), lovense(2), lovense(3)];
  const edge = await emulation.add({
    address: "0A:00:00:00:00:10",
    name,
    advertised: [service],
    services: { [service]: { [tx]: { write: true, writeWithoutResponse: true }, [rx]: { notify: true } } },
  });
  edge.onWrite = ({ data }) => {
    const text = textOf(data);
    if (text === "DeviceType;") void edge.notify(rx, Buffer.from("P:11:AABBCCDDEEFF;"));
    if (text === "Battery;") void edge.notify(rx, Buffer.from("85;"));
  };
  return edge;
}

/** What was written since the last look, as text. */
export async function textsOf(peripheral: EmulatedPeripheral, count: number): Promise<readonly string[]> {
  return (await peripheral.writes(count)).map(({ data }) => textOf(data));
}

function textOf(data: Uint8Array): string {
  return Buffer.from(data).toString("latin1");
}
