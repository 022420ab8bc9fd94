import { ButtplugClient, type ClientDevice } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** What happened in a page that is client, server and device in one. */
export interface EmbeddedReport {
  readonly devices: readonly string[];
  readonly battery: number;
  readonly packets: readonly string[];
  readonly levels: readonly number[];
  readonly afterStop: readonly number[];
  readonly connectedAtEnd: boolean;
}

export const embeddedPage = {
  async run(): Promise<EmbeddedReport> {
    const max = simulate("Lovense Max", { battery: 73 });
    const packets: string[] = [];
    max.onWrite(({ data }) => packets.push(new TextDecoder().decode(data)));
    const levels = () => max.levels.map(({ value }) => value);

    const server = createServer("page", { managers: [new SimulatedHardwareManager({ devices: [max] })] });
    const client = new ButtplugClient("page");
    await client.connect(embeddedConnector(server));
    const added = new Promise<ClientDevice>((resolve) => client.on("deviceAdded", resolve));
    await client.startScanning();
    const toy = await added;
    const devices = client.devices.map(({ name }) => name);
    await toy.vibrate(0.5);
    await toy.constrict(1);
    const moving = levels();
    const battery = await toy.battery();
    await toy.stop();
    const report = { devices, battery, packets: [...packets], levels: moving, afterStop: levels() };
    await client.disconnect();
    await server.close();
    return { ...report, connectedAtEnd: max.connected };
  },
};

export type EmbeddedPage = typeof embeddedPage;

Object.assign(globalThis, { page: embeddedPage });
