import { ButtplugClient } from "@buttplug-ts/client";
import { ipcListener, tcpListener } from "@buttplug-ts/connector-stream";
import { fromUtf8 } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import type { Listener } from "@buttplug-ts/messages";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer } from "@buttplug-ts/server";
import { describe, expect, it } from "vitest";
import { connectorFor, freshPath, openRaw, type Transport, transports } from "./set-up.js";

describe.each(transports)("server and client over %s", (transport) => {
  it("drive a device, read it, and leave it at rest when the client vanishes", async () => {
    const { server, address, written } = await serve(transport);
    const client = new ButtplugClient("end to end");
    await client.connect(connectorFor(address));
    const added = client.events("deviceAdded").next();
    await client.startScanning();
    const { value: device } = await added;
    await device.vibrate(0.5);
    expect(written).toContain("Vibrate:10;");
    expect(await device.battery()).toBe(85);
    const stopped = written.length;
    await client.disconnect();
    await server.close();
    expect(written.slice(stopped)).toContain("Vibrate:0;");
  });

  it("tells the client why it may not come in", async () => {
    const reason = "ask the owner first";
    const { server, address } = await serve(transport, {
      authorize: async () => ({ refused: { code: "handshake/refused", reason } }),
    });
    await expect(new ButtplugClient("stranger").connect(connectorFor(address))).rejects.toMatchObject({
      code: "handshake/refused",
      message: expect.stringContaining(reason),
    });
    await server.close();
  });

  it("stop what a client drove that is gone without a word", async () => {
    const { server, address, written, next } = await serve(transport);
    const { socket, heard } = await openRaw(address);
    const say = (message: object) => socket.write(`${JSON.stringify([message])}\n`);
    say({ RequestServerInfo: { Id: 1, ClientName: "raw", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } });
    say({ StartScanning: { Id: 2 } });
    await untilHeard(socket, heard, "Lovense Nora");
    const vibrating = next("Vibrate:10;");
    say({ OutputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: { Value: 10 } } } });
    await vibrating;
    const stopped = next("Vibrate:0;");
    socket.destroy();
    await stopped;
    expect(written.at(-1)).toBe("Vibrate:0;");
    await server.close();
  });
});

async function serve(transport: Transport, options: Parameters<typeof ipcListener>[0] = {}): Promise<Served> {
  const device = simulate("Lovense Nora");
  const written: string[] = [];
  const waiting = new Map<string, () => void>();
  device.onWrite(({ data }) => {
    const text = fromUtf8(data) ?? "";
    written.push(text);
    waiting.get(text)?.();
  });
  const server = new ButtplugServer("end to end", {
    managers: [new SimulatedHardwareManager({ devices: [device] })],
    protocols,
    deviceDb: deviceDatabase,
  });
  const listener: Listener =
    transport === "tcp"
      ? tcpListener({ port: 0, hosts: ["127.0.0.1"], ...options })
      : ipcListener({ path: freshPath(), ...options });
  await server.listen(listener);
  const next = (text: string) => new Promise<void>((resolve) => waiting.set(text, resolve));
  return { server, address: listener.addresses[0] ?? "", written, next };
}

interface Served {
  readonly server: ButtplugServer;
  readonly address: string;
  /** What the device got, in order. */
  readonly written: readonly string[];
  /** Settles when the device gets this. */
  next(text: string): Promise<void>;
}

async function untilHeard(socket: NodeJS.EventEmitter, heard: () => string, text: string): Promise<void> {
  while (!heard().includes(text)) await new Promise((resolve) => socket.once("data", resolve));
}
