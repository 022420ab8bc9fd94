import { ButtplugClient } from "buttplug-ts";
import { createNodeServer, doctor, doctorText, nodeManagers } from "buttplug-ts/node";
import { embeddedConnector } from "buttplug-ts/server";
import { createWebServer, webManagers } from "buttplug-ts/web";
import { expect, it, onTestFinished } from "vitest";

const off = { bluetooth: false, serial: false, hid: false, lovenseDongle: false } as const;

it("the buses of a machine are those that were not left out", async () => {
  const names = async (options?: Parameters<typeof nodeManagers>[0]) => {
    const managers = nodeManagers(options);
    await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
    return managers.map(({ name }) => name);
  };
  expect(await names()).toEqual(["bluetooth", "serial", "hid", "lovense-dongle"]);
  expect(await names({ ...off, webSocketDevices: { port: 0 }, lovenseConnect: {}, network: { devices: [] } })).toEqual([
    "lovense-connect",
    "websocket",
    "network",
  ]);
});

it("gamepads are among the buses on Windows, and elsewhere if they are asked for", async () => {
  const platform = Object.getOwnPropertyDescriptor(process, "platform") as PropertyDescriptor;
  onTestFinished(() => void Object.defineProperty(process, "platform", platform));
  const named = (options: Parameters<typeof nodeManagers>[0]) => nodeManagers(options).map(({ name }) => name);
  for (const [value, names] of [
    ["win32", ["gamepad"]],
    ["linux", []],
    ["darwin", []],
  ] as const) {
    Object.defineProperty(process, "platform", { ...platform, value });
    expect(named(off)).toEqual(names);
    expect([named({ ...off, gamepad: {} }), named({ ...off, gamepad: false })]).toEqual([["gamepad"], []]);
  }
});

it("a gamepad rumbles", async () => {
  const speeds: number[][] = [];
  const binding = {
    getState: async (slot: number) => (slot === 0 ? 0 : 1167),
    setState: async (_slot: number, left: number, right: number) => {
      speeds.push([left, right]);
      return 0;
    },
    batteryLevel: async () => 3,
  };
  await using server = createNodeServer("preset", { buses: { ...off, gamepad: { binding } } });
  await using client = new ButtplugClient("test");
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  const device = client.devices[0] ?? (await added).value;
  await device?.vibrate(1);
  expect(speeds.at(-1)).toEqual([65_535, 65_535]);
  await device?.stop();
  expect(speeds.at(-1)).toEqual([0, 0]);
});

it("a server in Node starts, scans and closes whatever this machine has", async () => {
  await using server = createNodeServer("preset", { buses: { serial: false } });
  await server.openSession("test").scan({ signal: AbortSignal.timeout(50) });
});

it("doctor says of each bus what is wrong, in a sentence", async () => {
  const managers = nodeManagers();
  const report = await doctor(managers);
  await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
  expect(report.buses.map(({ bus }) => bus)).toEqual(["bluetooth", "serial", "hid", "lovense-dongle"]);
  for (const { sentence } of report.buses) expect(sentence).toMatch(/^[A-Z].{10,}\.$/s);
  expect(doctorText(report).split("\n")).toHaveLength(4);
});

it("a server of a page is made also where there is no browser, and says that nothing can be used", async () => {
  const managers = webManagers({ hid: {}, serial: {} });
  const { buses } = await doctor(managers);
  await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
  expect(buses.map(({ bus, usable }) => [bus, usable])).toEqual([
    ["bluetooth", false],
    ["gamepad", false],
    ["hid", false],
    ["serial", false],
  ]);
  expect(createWebServer).toBeTypeOf("function");
});
