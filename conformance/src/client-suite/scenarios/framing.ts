import { motor, sensors, stroker, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { type Body, deviceList, ok, reading, silence } from "../wire.js";

const task = "connect; drive device 0, feature 0 with 5 of 20";

/** Something odd comes before the answer to a command; the client should survive it and take the answer. */
function surviving(name: string, what: string, ...frames: readonly string[]): Scenario {
  return {
    name: `survives-${name}`,
    task,
    setup: { devices: [vibrator], answers: { OutputCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const { Id } = await peer.expect("OutputCmd");
      for (const frame of frames) peer.sendText(frame);
      peer.send(ok(Id));
      await peer.expect("StopCmd", "goes on");
    },
    async drive(app) {
      await app.connect();
      await app.does(`takes the answer after ${what}`, app.client.output({ ...motor, steps: 5 }));
      await app.check("is still connected", () => app.client.connected, true);
      await app.does("goes on", app.client.stopAll());
    },
  };
}

/** Odd messages in one frame with the answer to a command. */
function surrounded(name: string, what: string, ...others: readonly unknown[]): Scenario {
  return {
    name: `survives-${name}`,
    task,
    setup: { devices: [vibrator], answers: { OutputCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const { Id } = await peer.expect("OutputCmd");
      peer.sendText(JSON.stringify([...others, ok(Id)]));
    },
    async drive(app) {
      await app.connect();
      await app.does(`takes the answer in one frame with ${what}`, app.client.output({ ...motor, steps: 5 }));
    },
  };
}

const warp = { WarpDriveEngaged: { Id: 0, Factor: 9 } };

export const framingScenarios: readonly Scenario[] = [
  surviving("no-json", "a frame that is no JSON", "good morning"),
  surviving("half-a-frame", "a frame that is cut off", '[{"Ok":{"Id":'),
  surviving("no-list", "a frame that is no list", "{}", "7", "null", '"Ok"'),
  surviving("empty-frame", "an empty frame", "[]"),
  surviving("no-messages", "a list of what are no messages", '[1,null,"Ok",[],{}]'),
  surviving("no-id", "a message without an Id", '[{"Ok":{}}]', '[{"Ok":null}]'),
  surviving("foreign-id", "answers to nobody", '[{"Ok":{"Id":4000000000}}]', '[{"Ok":{"Id":0}}]', '[{"Ok":{"Id":-1}}]'),
  surviving("unknown-message", "a message of a newer version", JSON.stringify([warp])),
  surviving("broken-event", "a list of devices that cannot be read", '[{"DeviceList":{"Id":0,"Devices":null}}]'),
  surviving(
    "broken-device",
    "a list with a device that cannot be read",
    '[{"DeviceList":{"Id":0,"Devices":{"0":{"DeviceIndex":"zero"}}}}]',
  ),
  surrounded("unknown-neighbour", "a message of a newer version", warp),
  surrounded("broken-neighbour", "a message that cannot be read", { InputReading: { Id: 0 } }),
  surrounded("odd-neighbour", "what is no message", null),
  {
    name: "several-a-frame",
    task: "connect; drive device 0 and stop all devices, without waiting in between; watch the devices",
    setup: { devices: [vibrator], answers: { OutputCmd: silence, StopCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const [output, stop] = [await peer.expect("OutputCmd"), await peer.expect("StopCmd")];
      delete peer.answers["StopCmd"];
      peer.send(ok(output.Id), deviceList(0, [vibrator, stroker]), ok(stop.Id));
    },
    async drive(app) {
      await app.connect();
      const both = [app.client.output({ ...motor, steps: 5 }), app.client.stopAll()];
      await app.does("takes both answers out of one frame", Promise.all(both));
      await app.sees("deviceAdded 1", "takes the event between them");
    },
  },
  {
    name: "replies-out-of-order",
    task: "connect; read Battery, Rssi and Pressure of device 3 without waiting in between; they are 85, -60 and 7",
    setup: { devices: [sensors], answers: { InputCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const asked: Body[] = [];
      for (let count = 0; count < 3; count += 1) asked.push(await peer.expect("InputCmd", "does not wait for answers"));
      const values: Readonly<Record<string, number>> = { Battery: 85, Rssi: -60, Pressure: 7 };
      for (const { Id, Type, FeatureIndex } of asked.reverse()) {
        peer.send(reading([3, Number(FeatureIndex)], String(Type), values[String(Type)] ?? 0, Id));
      }
    },
    async drive(app) {
      await app.connect();
      const read = (featureIndex: number, type: string) => app.client.read({ deviceIndex: 3, featureIndex, type });
      const all = Promise.all([read(0, "Battery"), read(1, "Rssi"), read(3, "Pressure")]);
      const got = await app.does("gets all answers", all);
      await app.check("matches answers by their Id", () => got, [85, -60, 7]);
    },
  },
  {
    name: "numbers-with-a-point",
    task: "connect; read Battery of device 3, feature 0; it is 85",
    setup: { devices: [sensors], answers: { InputCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const { Id } = await peer.expect("InputCmd");
      const place = '"DeviceIndex":3.0,"FeatureIndex":0.0';
      peer.sendText(`[{"InputReading":{"Id":${Id}.0,${place},"Reading":{"Battery":{"Value":8.5e1}}}}]`);
    },
    async drive(app) {
      await app.connect();
      const read = app.client.read({ deviceIndex: 3, featureIndex: 0, type: "Battery" });
      const got = await app.does("gets the reading", read);
      await app.check("takes 8.5e1 for 85", () => got, 85);
    },
  },
];
