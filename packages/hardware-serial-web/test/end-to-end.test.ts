import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it, onTestFinished } from "vitest";
import { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "../src/index.js";
import { FakeDevice } from "./fake-device.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

/** A page with a server in it. */
function setUp(options: WebSerialHardwareManagerOptions) {
  const [device, serial] = [new FakeDevice(), new FakeWebSerial()];
  const server = createServer("Page", {
    managers: [new WebSerialHardwareManager({ ...options, scope: serial.scope })],
  });
  onTestFinished(() => server.close());
  const port = () => new FakeWebSerialPort(device, [0x1a86, 0x7523]);
  return { device, serial, server, port };
}

it("drives the T-Code device at the port that the user chose, and under its index when it is plugged in again", async () => {
  const { device, serial, server, port } = setUp({ protocol: "tcode-v03" });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const [chosen, later] = [port(), port()];
  serial.answer = async () => {
    serial.grant(chosen);
    return chosen;
  };
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  const { value: stroker } = await added;
  expect(stroker?.name).toBe("TCode v0.3 (Single Linear Axis)");
  await stroker?.position(0.5, { durationMs: 250 });
  expect(device.text).toBe("L0500I250\n");
  const removed = client.events("deviceRemoved").next();
  serial.unplug(chosen);
  expect((await removed).value).toBe(stroker);
  const again = client.events("deviceAdded").next();
  serial.plugIn(later);
  const { value: back } = await again;
  expect(back?.index).toBe(stroker?.index);
  await back?.position(0.25, { durationMs: 100 });
  expect(device.text).toBe("L0250I100\n");
});

it("drives what the user configuration says of a port that the page may use", async () => {
  const { device, serial, server, port } = setUp({});
  serial.grant(port());
  await server.setUserConfig({ devices: [{ hardware: "serial/1a86:7523", protocol: "nobra" }] });
  const session = server.openSession("Page");
  await session.scan();
  expect(session.devices.map(({ deviceName }) => deviceName)).toEqual(["Nobra's Silicone Dreams Toy"]);
  await session.output(session.devices[0]?.deviceIndex ?? -1, 0, { type: "vibrate", value: 15 });
  expect(device.text).toBe("po");
});
