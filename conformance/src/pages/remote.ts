import { ButtplugClient, isButtplugError, webSocketConnector } from "buttplug-ts";

/** What the page does on behalf of a test: an application that talks to a server. */
const client = new ButtplugClient("page");

export const remotePage = {
  /** Scans and gives the names of the devices. */
  async scan(address: string): Promise<string[]> {
    await client.connect(webSocketConnector(address));
    const finished = new Promise((resolve) => client.on("scanningFinished", resolve));
    await client.startScanning();
    await finished;
    return client.devices.map(({ name }) => name);
  },
  async vibrate(level: number): Promise<void> {
    await Promise.all(client.devices.map((device) => device.vibrate(level)));
  },
  async battery(): Promise<number | undefined> {
    return client.devices.find((device) => device.hasInput("battery"))?.battery();
  },
  async stop(): Promise<void> {
    await client.stopAll();
  },
  /** The code and the text of the error that `connect()` rejects with. */
  async refusal(address: string): Promise<{ code: string; text: string; connected: boolean }> {
    try {
      await client.connect(webSocketConnector(address));
      return { code: "", text: "", connected: client.connected };
    } catch (error) {
      const text = error instanceof Error ? error.message : "";
      return { code: isButtplugError(error) ? error.code : "", text, connected: client.connected };
    }
  },
  /** What a bare WebSocket gets that only listens. */
  bare(address: string): Promise<{ frames: unknown[]; code: number; reason: string }> {
    return new Promise((resolve) => {
      const frames: unknown[] = [];
      const socket = new WebSocket(address);
      socket.onmessage = ({ data }) => frames.push(JSON.parse(data));
      socket.onclose = ({ code, reason }) => resolve({ frames, code, reason });
    });
  },
};

export type RemotePage = typeof remotePage;

Object.assign(globalThis, { page: remotePage });
