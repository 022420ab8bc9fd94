import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import type { InputReadingEvent } from "../src/index.js";
import { type Answer, device, deviceList, sensor, setUpConnected, vibrator } from "./scripted-server.js";

const reading =
  (type: string, Value: unknown): Answer =>
  ({ Id, DeviceIndex, FeatureIndex }) => [
    { InputReading: { Id, DeviceIndex, FeatureIndex, Reading: { [type]: { Value } } } },
  ];

describe("reading an input", () => {
  it("gives the value as the server sends it", async () => {
    const { server, client } = await setUpConnected([
      device(0, [vibrator(), sensor("Battery", "Read"), sensor("Rssi", "Read"), sensor("Pressure", "Read")]),
    ]);
    const target = client.device(0);
    server.answers["InputCmd"] = reading("Battery", 85);
    expect(await target?.battery()).toBe(85);
    server.answers["InputCmd"] = reading("RSSI", -60);
    expect(await target?.rssi()).toBe(-60);
    server.answers["InputCmd"] = reading("Pressure", 70_000);
    expect(await target?.feature(3)?.read("pressure")).toBe(70_000);
    expect(server.bodies("InputCmd")).toEqual([
      { Id: 3, DeviceIndex: 0, FeatureIndex: 1, Type: "Battery", Command: "Read" },
      { Id: 4, DeviceIndex: 0, FeatureIndex: 2, Type: "Rssi", Command: "Read" },
      { Id: 5, DeviceIndex: 0, FeatureIndex: 3, Type: "Pressure", Command: "Read" },
    ]);
  });

  it.each([
    ["Rssi", "rssi"],
    ["Humidity", "unknown"],
  ])("rejects a reading of another type: %s", async (type, name) => {
    const { server, client } = await setUpConnected([device(0, [sensor("Battery", "Read")])]);
    server.answers["InputCmd"] = reading(type, 5);
    await expect(client.device(0)?.battery()).rejects.toMatchObject({ code: "message/unexpected", details: { name } });
  });

  it("rejects an Ok, which carries no reading", async () => {
    const { client } = await setUpConnected([device(0, [sensor("Battery", "Read")])]);
    await expect(client.device(0)?.battery()).rejects.toMatchObject({ code: "message/unexpected" });
  });

  it("needs exactly one feature that has the input", async () => {
    const { server, client } = await setUpConnected([
      device(0, [sensor("Button", "Read"), sensor("Button", "Read"), sensor("Battery", "Read")]),
    ]);
    const target = client.device(0);
    await expect(target?.read("depth")).rejects.toMatchObject({ code: "device/no-input", details: { input: "depth" } });
    await expect(target?.read("button")).rejects.toMatchObject({
      code: "device/ambiguous-input",
      details: { input: "button" },
    });
    await settle();
    expect(server.frames).toEqual([]);
    server.answers["InputCmd"] = reading("Button", 1);
    expect(await target?.feature(1)?.read("button")).toBe(1);
    await expect(target?.feature(2)?.read("button")).rejects.toMatchObject({ code: "device/no-input" });
  });

  it("asks only for what the input offers", async () => {
    const { server, client } = await setUpConnected([
      device(0, [sensor("Battery", "Subscribe"), sensor("Pressure", "Read")]),
    ]);
    const target = client.device(0);
    const refused = (input: string, command: string) => ({
      code: "device/no-input-command",
      details: { input, command },
      message: `the ${input} input has no ${command}`,
    });
    await expect(target?.battery()).rejects.toMatchObject(refused("battery", "read"));
    await expect(target?.subscribe("pressure")).rejects.toMatchObject(refused("pressure", "subscribe"));
    await expect(target?.unsubscribe("pressure")).rejects.toMatchObject(refused("pressure", "unsubscribe"));
    await settle();
    expect(server.frames).toEqual([]);
  });
});

describe("subscribing to an input", () => {
  it("asks for readings and ends them", async () => {
    const { server, client } = await setUpConnected([device(2, [sensor("Pressure", "Subscribe")])]);
    await client.device(2)?.subscribe("pressure");
    await client.device(2)?.feature(0)?.unsubscribe("pressure");
    const asked = { DeviceIndex: 2, FeatureIndex: 0, Type: "Pressure" };
    expect(server.bodies("InputCmd")).toEqual([
      { Id: 3, ...asked, Command: "Subscribe" },
      { Id: 4, ...asked, Command: "Unsubscribe" },
    ]);
  });

  it("gives readings to the device and to the client", async () => {
    const { server, client } = await setUpConnected([device(0), device(1)]);
    const seen: [string, InputReadingEvent][] = [];
    client.on("inputReading", (event) => seen.push(["client", event]));
    client.device(0)?.on("inputReading", (event) => seen.push(["device 0", event]));
    client.device(1)?.on("inputReading", (event) => seen.push(["device 1", event]));
    server.push({ InputReading: { Id: 0, DeviceIndex: 1, FeatureIndex: 4, Reading: { Button: { Value: 1 } } } });
    const event = { deviceIndex: 1, featureIndex: 4, reading: { type: "button", value: 1 } };
    expect(seen).toEqual([
      ["device 1", event],
      ["client", event],
    ]);
  });

  it("leaves out readings of unknown types and of devices that are gone", async () => {
    const { server, client, log } = await setUpConnected([device(0)]);
    const seen: InputReadingEvent[] = [];
    client.on("inputReading", (event) => seen.push(event));
    server.push({ InputReading: { Id: 0, DeviceIndex: 0, FeatureIndex: 0, Reading: { Humidity: { Value: 1 } } } });
    server.push(deviceList(0));
    server.push({ InputReading: { Id: 0, DeviceIndex: 0, FeatureIndex: 0, Reading: { Button: { Value: 1 } } } });
    expect(seen).toEqual([]);
    expect(log).toEqual(["deviceRemoved 0"]);
  });
});
