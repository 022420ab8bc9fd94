import { deviceDatabase } from "@buttplug-ts/device-db";
import { requestOptions, WebBluetoothHardwareManager } from "@buttplug-ts/hardware-bluetooth-web";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";

/** Everything up to the click that scans, and what that click asks the browser for. Gives the number of filters. */
export async function start(): Promise<number> {
  const manager = new WebBluetoothHardwareManager();
  const client = new ButtplugClient("Page");
  await client.connect(embeddedConnector(createServer("Page", { managers: [manager] })));
  await manager.ready;
  return requestOptions(deviceDatabase.scanFilters).filters?.length ?? 0;
}
