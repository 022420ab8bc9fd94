import { createNodeServer, doctor, doctorText, nodeManagers } from "buttplug-ts/node";
import { createWebServer, webManagers } from "buttplug-ts/web";
import { expect, it } from "vitest";

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
