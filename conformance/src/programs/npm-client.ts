import * as v4 from "buttplug";
import * as v1 from "buttplug-0";
import * as v3 from "buttplug-3";
import { WebSocket } from "ws";

/** Drives the first device of the server at an address with a published client, until it is killed. */
const [version = "", address = ""] = process.argv.slice(2);
Object.assign(globalThis, { WebSocket });

const drive: Readonly<Record<string, () => Promise<void>>> = {
  "0.13.2": async () => {
    const client = new v1.ButtplugClient("npm client");
    await client.Connect(new v1.ButtplugBrowserWebsocketClientConnector(address));
    await client.Devices[0]?.SendVibrateCmd(1);
  },
  "3.2.2": async () => {
    const client = new v3.ButtplugClient("npm client");
    await client.connect(new v3.ButtplugNodeWebsocketClientConnector(address));
    await client.devices[0]?.vibrate(1);
  },
  "5.0.2": async () => {
    const client = new v4.ButtplugClient("npm client");
    await client.connect(new v4.ButtplugNodeWebsocketClientConnector(address));
    await client.devices.get(0)?.runOutput(v4.DeviceOutput.Vibrate.percent(1));
  },
};

await drive[version]?.();
