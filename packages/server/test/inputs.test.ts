import { inputTypes } from "@buttplug-ts/core";
import { defineProtocol } from "@buttplug-ts/protocol-kit";
import { settle, testModel, testProtocol } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, sensorOptions, serverWith } from "./server-bench.js";

const input = (Id: number, FeatureIndex: number, Type: string, Command: string) => ({
  InputCmd: { Id, DeviceIndex: 0, FeatureIndex, Type, Command },
});
const reading = (Id: number, FeatureIndex: number, Type: string, Value: number) => ({
  InputReading: { Id, DeviceIndex: 0, FeatureIndex, Reading: { [Type]: { Value } } },
});
const sensorServer = async () => {
  const bench = await serverWith([sensorOptions]);
  return { ...bench, client: await bench.ready() };
};

describe("reading", () => {
  it("a battery reads the standard endpoint", async () => {
    const { client, device } = await sensorServer();
    device().reads.set("rxblebattery", [Uint8Array.of(85)]);
    await client.send(input(3, 1, "Battery", "Read"));
    expect(client.take()).toEqual([reading(3, 1, "Battery", 85)]);
  });

  it("the signal strength asks the bus", async () => {
    const { client } = await sensorServer();
    await client.send(input(3, 2, "RSSI", "Read"));
    expect(client.take()).toEqual([reading(3, 2, "Rssi", -40)]);
  });

  it("by question and answer takes the first notification that is an answer, and lets commands pass meanwhile", async () => {
    const { client, device } = await sensorServer();
    await client.send(input(3, 3, "Button", "Read"), { Ping: { Id: 4 } });
    expect(client.take()).toEqual([ok(4)]);
    device().notify("rx", Uint8Array.of(0x01, 9));
    device().notify("rx", Uint8Array.of(0xb0, 1));
    await settle();
    expect(client.take()).toEqual([reading(3, 3, "Button", 1)]);
    expect(device().takeWrites()).toEqual(["tx b0"]);
  });

  it("asks the device once for all who ask at the same time", async () => {
    const { client, device, ready } = await sensorServer();
    const other = await ready();
    await client.send(input(3, 3, "Button", "Read"));
    await other.send(input(9, 3, "Button", "Read"));
    device().notify("rx", Uint8Array.of(0xb0, 1));
    await settle();
    expect(device().takeWrites()).toEqual(["tx b0"]);
    expect(client.take()).toEqual([reading(3, 3, "Button", 1)]);
    expect(other.take()).toEqual([reading(9, 3, "Button", 1)]);
  });

  it("gives up after 5 s without an answer", async () => {
    const { clock, client } = await sensorServer();
    await client.send(input(3, 3, "Button", "Read"));
    await clock.advance(5_000);
    expect(client.take()).toEqual([
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/no-answer\].*5000 ms/) } },
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("gives up after 5 s also while it waits for its turn behind stops", async () => {
    const { clock, client, device, ready } = await sensorServer();
    const other = await ready();
    device().writeMs = 900;
    await other.send({ StopCmd: { Id: 10, DeviceIndex: 0 } });
    await client.send(input(3, 3, "Button", "Read"));
    for (let Id = 11; Id < 21; Id += 1) {
      await other.send({ StopCmd: { Id, DeviceIndex: 0 } });
      await clock.advance(500);
    }
    expect(device().takeWrites()).not.toContain("tx b0");
    expect(client.take()).toEqual([
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/no-answer\]/) } },
    ]);
  });

  it("fails when the device leaves meanwhile", async () => {
    const { clock, client, device } = await sensorServer();
    await client.send(input(3, 3, "Button", "Read"));
    device().vanish();
    await settle();
    expect(client.take()).toContainEqual({
      Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/disconnected\]/) },
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it("an empty answer is an error, not a zero", async () => {
    const { client, device } = await sensorServer();
    device().reads.set("rxblebattery", [new Uint8Array()]);
    await client.send(input(3, 1, "Battery", "Read"));
    expect(client.take()).toEqual([
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/read-failed\]/) } },
    ]);
  });
});

describe("a subscription", () => {
  it("gives readings until it ends, each to every subscriber, over one subscription of the device", async () => {
    const { client, device, ready } = await sensorServer();
    const other = await ready();
    await client.send(input(3, 4, "Pressure", "Subscribe"));
    await other.send(input(3, 4, "Pressure", "Subscribe"), input(4, 4, "Pressure", "Subscribe"));
    client.take();
    expect(other.take()).toEqual([ok(3), ok(4)]);
    device().notify("rxpressure", Uint8Array.of(4, 50));
    await settle();
    expect([client.take(), other.take()]).toEqual([[reading(0, 4, "Pressure", 50)], [reading(0, 4, "Pressure", 50)]]);
    await client.send(input(5, 4, "Pressure", "Unsubscribe"), input(6, 4, "Pressure", "Unsubscribe"));
    expect(client.take()).toEqual([ok(5), ok(6)]);
    device().notify("rxpressure", Uint8Array.of(4, 51));
    await settle();
    expect([client.take(), other.take()]).toEqual([[], [reading(0, 4, "Pressure", 51)]]);
    await other.close();
    expect(device().subscriptions).toEqual(["subscribe rxpressure", "unsubscribe rxpressure"]);
  });

  it("ignores notifications about other features", async () => {
    const { client, device } = await sensorServer();
    await client.send(input(3, 4, "Pressure", "Subscribe"));
    client.take();
    device().notify("rxpressure", Uint8Array.of(5, 50));
    await settle();
    expect(client.take()).toEqual([]);
  });
});

describe("a bus that never ends a subscription or its beginning", () => {
  it("is waited for 5 s, and no session stays because of it", async () => {
    const { client, device, clock, server } = await sensorServer();
    device().subscribeHangs = true;
    await client.send(input(3, 4, "Pressure", "Subscribe"));
    await clock.advance(5_000);
    expect(client.take()).toEqual([
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/no-answer\]/) } },
    ]);
    device().subscribeHangs = false;
    await client.send(input(4, 3, "Button", "Subscribe"));
    expect(client.take()).toEqual([ok(4)]);
    device().subscribeHangs = true;
    await client.close();
    await clock.advance(5_000);
    expect(server.sessionCount).toBe(0);
  });
});

describe("every type of input", () => {
  const first = (data: Uint8Array) => data[0];
  const protocol = defineProtocol({
    ...testProtocol,
    inputs: Object.fromEntries(
      inputTypes.map((type) => [
        type,
        {
          read: { from: "rx", parse: first },
          subscribe: { endpoint: "rx", parse: first, onlyChanges: type === "depth" },
        },
      ]),
    ),
  });
  const features = inputTypes.map((type, index) => ({
    index,
    label: type,
    outputs: {},
    inputs: { [type]: { ranges: [[0, 100]] as const, commands: ["read", "subscribe"] as const } },
  }));

  it.each(inputTypes.map((type, index) => [type, index] as const))(
    "%s is read, subscribed to and unsubscribed",
    async (type, index) => {
      const name = `${type[0]?.toUpperCase()}${type.slice(1)}`;
      const { ready, device } = await serverWith([{ name: "All" }], [testModel("All", features)], {
        protocols: [protocol],
      });
      const client = await ready();
      device().reads.set("rx", [Uint8Array.of(7)]);
      await client.send(input(3, index, name, "Read"), input(4, index, name, "Subscribe"));
      for (const value of [0, 8, 8, 9, 0]) device().notify("rx", Uint8Array.of(value));
      await client.send(input(5, index, name, "Unsubscribe"));
      device().notify("rx", Uint8Array.of(10));
      await settle();
      const came = type === "depth" ? [8, 9, 0] : [0, 8, 8, 9, 0];
      expect(client.take()).toEqual([
        ok(4),
        reading(3, index, name, 7),
        ...came.map((value) => reading(0, index, name, value)),
        ok(5),
      ]);
    },
  );
});
