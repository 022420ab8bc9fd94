import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasSocat, SerialCable } from "../../hardware-serial/test/serial-cable.js";
import { WebSerialHardwareManager } from "../src/index.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

describe.skipIf(!hasSocat)("a page, where there is socat", () => {
  it("drives the T-Code device at the port that the user chose, also after it was unplugged", async () => {
    const cable = await SerialCable.open();
    const serial = new FakeWebSerial();
    const port = new FakeWebSerialPort(cable, [0x1a86, 0x7523]);
    serial.answer = async () => {
      serial.grant(port);
      return port;
    };
    const managers = [new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03" })];
    const server = createServer("Page", { managers });
    const client = new ButtplugClient("App");
    onTestFinished(async () => {
      await client.disconnect();
      await server.close();
      await cable[Symbol.asyncDispose]();
    });
    await client.connect(embeddedConnector(server));
    const added = client.events("deviceAdded").next();
    await client.startScanning();
    const { value: device } = await added;
    expect(device?.name).toBe("TCode v0.3 (Single Linear Axis)");
    await device?.position(0.5, { durationMs: 250 });
    expect(await cable.receivedText("\n")).toBe("L0500I250\n");
    const removed = client.events("deviceRemoved").next();
    await cable.unplug();
    serial.unplug(port);
    expect((await removed).value?.index).toBe(device?.index);
    await cable.plugIn();
    const again = client.events("deviceAdded").next();
    serial.plugIn(new FakeWebSerialPort(cable, [0x1a86, 0x7523]));
    const { value: back } = await again;
    expect(back?.index).toBe(device?.index);
    await back?.position(0.25, { durationMs: 100 });
    expect(await cable.receivedText("\n")).toBe("L0250I100\n");
  });

  it("is told what is at a port that it found by the owner's configuration", async () => {
    const cable = await SerialCable.open();
    const serial = new FakeWebSerial();
    serial.grant(new FakeWebSerialPort(cable, [0x1a86, 0x7523]));
    const server = createServer("Page", { managers: [new WebSerialHardwareManager({ scope: serial.scope })] });
    onTestFinished(async () => {
      await server.close();
      await cable[Symbol.asyncDispose]();
    });
    await server.setUserConfig({ devices: [{ hardware: "serial/1a86:7523", protocol: "nobra" }] });
    const session = server.openSession("Page");
    await session.scan();
    expect(session.devices.map(({ deviceName }) => deviceName)).toEqual(["Nobra's Silicone Dreams Toy"]);
    await session.output(session.devices[0]?.deviceIndex ?? -1, 0, { type: "vibrate", value: 15 });
    expect(await cable.receivedText("o")).toBe("po");
  });
});
