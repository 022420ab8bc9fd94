import type { OutputPlace } from "../client-driver.js";
import { sensors } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { type Answer, type Body, ok, reading } from "../wire.js";

const battery: OutputPlace = { deviceIndex: 3, featureIndex: 0, type: "Battery" };
const rssi: OutputPlace = { deviceIndex: 3, featureIndex: 1, type: "Rssi" };
const button: OutputPlace = { deviceIndex: 3, featureIndex: 2, type: "Button" };
const pressure: OutputPlace = { deviceIndex: 3, featureIndex: 3, type: "Pressure" };

const wants =
  (Command: string, { featureIndex, type }: OutputPlace) =>
  (body: Body) =>
    body["Command"] === Command && body["Type"] === type && body["FeatureIndex"] === featureIndex
      ? undefined
      : JSON.stringify(body);

function readingOne(name: string, place: OutputPlace, value: number): Scenario {
  const { deviceIndex, featureIndex, type } = place;
  return {
    name,
    task: `connect; read ${type} of device ${deviceIndex}, feature ${featureIndex}; it is ${value}`,
    setup: {
      devices: [sensors],
      answers: { InputCmd: ({ Id }) => [reading([deviceIndex, featureIndex], type, value, Id)] },
    },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("InputCmd", `asks for ${type}`, wants("Read", place));
    },
    async drive(app) {
      await app.connect();
      const got = await app.does("gets the reading", app.client.read(place));
      await app.check("has the value as it was sent", () => got, value);
    },
  };
}

/** A read whose answer is no reading of the battery: the application must not wait for ever, nor get another value. */
function misreading(name: string, text: string, answer: Answer): Scenario {
  return {
    name,
    task: "connect; read Battery of device 3, feature 0; it fails",
    setup: { devices: [sensors], answers: { InputCmd: answer } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("InputCmd");
    },
    async drive(app) {
      await app.connect();
      await app.fails(text, app.client.read(battery));
      await app.check("is still connected", () => app.client.connected, true);
    },
  };
}

const subscribing: Pick<Scenario, "task" | "setup"> = {
  task: "connect; subscribe to Button of device 3, feature 2; take readings; unsubscribe",
  setup: { devices: [sensors] },
};

export const inputScenarios: readonly Scenario[] = [
  readingOne("read-battery", battery, 85),
  readingOne("read-rssi", rssi, -60),
  readingOne("read-pressure", pressure, 4_294_967_295),
  misreading("read-unknown-type", "a reading of an unknown type rejects", ({ Id }) => [
    reading([3, 0], "Humidity", 5, Id),
  ]),
  misreading("read-other-type", "a reading of another type rejects", ({ Id }) => [reading([3, 0], "Rssi", -60, Id)]),
  misreading("read-ok", "an Ok, which carries no reading, rejects", ({ Id }) => [ok(Id)]),
  misreading("read-broken", "a reading without a value rejects", ({ Id }) => [
    { InputReading: { Id, DeviceIndex: 3, FeatureIndex: 0, Reading: null } },
  ]),
  {
    ...subscribing,
    name: "subscribe",
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("InputCmd", "subscribes", wants("Subscribe", button));
      peer.send(reading([3, 2], "Button", 1));
      peer.send(reading([3, 2], "Button", 0), reading([3, 2], "Button", 1));
      await peer.expect("InputCmd", "unsubscribes", wants("Unsubscribe", button));
    },
    async drive(app) {
      await app.connect();
      await app.does("subscribes", app.client.subscribe(button));
      await app.sees("reading 3.2 Button 1");
      await app.sees("reading 3.2 Button 0");
      await app.sees("reading 3.2 Button 1");
      await app.does("unsubscribes", app.client.unsubscribe(button));
    },
  },
  {
    ...subscribing,
    name: "subscribe-unknown-reading",
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("InputCmd", "subscribes", wants("Subscribe", button));
      peer.send(reading([3, 2], "Humidity", 5), reading([9, 0], "Button", 0), reading([3, 2], "Button", 1));
      await peer.expect("InputCmd", "unsubscribes", wants("Unsubscribe", button));
    },
    async drive(app) {
      await app.connect();
      await app.does("subscribes", app.client.subscribe(button));
      await app.sees("reading 3.2 Button 1", "takes the reading beside one of an unknown type and one of no device");
      await app.does("unsubscribes", app.client.unsubscribe(button));
    },
  },
];
