import { actuators, motor, seenVibrator, sensors, stroker, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { device, deviceList, input, output, scanningFinished, type WireDevice } from "../wire.js";

const watches = "connect, and watch the devices";

/** A list that a client should read in this way, and still be able to drive device 0. */
function listing(name: string, text: string, devices: readonly WireDevice[], expected: unknown): Scenario {
  return {
    name,
    task: `${watches}; drive device 0, feature 0 with 5 of 20`,
    setup: { devices },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd", "drives a device of the list");
    },
    async drive(app) {
      await app.connect();
      await app.check(text, () => app.client.devices(), expected);
      await app.does("drives a device of the list", app.client.output({ ...motor, steps: 5 }));
    },
  };
}

const many = Array.from({ length: 300 }, (_, index) => ({
  ...vibrator,
  DeviceIndex: index,
  DeviceName: `Device ${index}`,
}));
const unknownEntries = device(0, "Suite Vibrator", [
  output("Vibrate", [0, 20]),
  output("Levitate", [0, 9]),
  input("Humidity", [0, 100], "Read"),
]);
const plain = { FeatureIndex: 0, Output: { Vibrate: { Value: [0, 20] } } };
const nulls: WireDevice = {
  ...device(0, "Suite Vibrator", [{ ...plain, FeatureDescription: "", Input: null }]),
  ...{ DeviceDisplayName: null },
};
const seenFirst = seenVibrator.features[0];

export const enumerationScenarios: readonly Scenario[] = [
  listing(
    "device-list",
    "shows every device with all its outputs and inputs",
    [vibrator, stroker, actuators, sensors],
    [
      seenVibrator,
      {
        index: 1,
        name: "Suite Stroker",
        messageGapMs: 0,
        features: [
          { index: 0, outputs: { Position: { range: [0, 100] } }, inputs: {} },
          {
            index: 1,
            outputs: { HwPositionWithDuration: { range: [0, 100], durationRange: [0, 10_000] } },
            inputs: {},
          },
          { index: 2, outputs: { Oscillate: { range: [0, 50] } }, inputs: {} },
        ],
      },
      {
        index: 2,
        name: "Suite Actuators",
        messageGapMs: 0,
        features: [
          { index: 0, outputs: { Rotate: { range: [-20, 20] } }, inputs: {} },
          { index: 1, outputs: { Constrict: { range: [0, 3] } }, inputs: {} },
          { index: 2, outputs: { Spray: { range: [0, 1] } }, inputs: {} },
          { index: 3, outputs: { Temperature: { range: [-100, 100] } }, inputs: {} },
          { index: 4, outputs: { Led: { range: [0, 255] } }, inputs: {} },
        ],
      },
      {
        index: 3,
        name: "Suite Sensors",
        messageGapMs: 0,
        features: [
          { index: 0, outputs: {}, inputs: { Battery: { range: [0, 100], commands: ["Read"] } } },
          { index: 1, outputs: {}, inputs: { Rssi: { range: [-128, 0], commands: ["Read"] } } },
          { index: 2, outputs: {}, inputs: { Button: { range: [0, 1], commands: ["Subscribe"] } } },
          {
            index: 3,
            outputs: {},
            inputs: { Pressure: { range: [0, 4_294_967_295], commands: ["Read", "Subscribe"] } },
          },
        ],
      },
    ],
  ),
  listing(
    "names-and-gap",
    "shows the name that the user gave, and the gap",
    [
      device(0, "Suite Vibrator", [output("Vibrate", [0, 20])], {
        DeviceDisplayName: "Mine",
        DeviceMessageTimingGap: 75,
      }),
    ],
    [{ ...seenVibrator, displayName: "Mine", messageGapMs: 75 }],
  ),
  listing(
    "sparse-indexes",
    "keeps the indexes of the server",
    [vibrator, { ...vibrator, DeviceIndex: 4_294_967_295 }],
    [seenVibrator, { ...seenVibrator, index: 4_294_967_295 }],
  ),
  listing("null-fields", "takes null for an absent optional field", [nulls], [seenVibrator]),
  listing(
    "large-list",
    "reads a list of 300 devices in one frame",
    many,
    many.map(({ DeviceIndex: index, DeviceName: name }) => ({ ...seenVibrator, index, name })),
  ),
  {
    name: "feature-text",
    task: watches,
    setup: { devices: [device(0, "Suite Vibrator", [{ ...plain, FeatureDescription: "Inner motor" }])] },
    async serve(server) {
      await (await server.connection()).handshake();
    },
    async drive(app) {
      await app.connect();
      const text = () => app.client.description(0, 0);
      await app.check("shows the text of a feature, FeatureDescription on the wire", text, "Inner motor");
    },
  },
  {
    name: "unknown-types",
    task: `${watches}; drive device 0, feature 0 with 5 of 20`,
    setup: { devices: [{ ...unknownEntries, DeviceColour: "red" }] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd", "drives what it knows of the device");
    },
    async drive(app) {
      await app.connect();
      await app.check("shows the output that it knows", () => app.client.devices()[0]?.features[0], seenFirst);
      await app.does("drives what it knows of the device", app.client.output({ ...motor, steps: 5 }));
    },
  },
  {
    name: "devices-come-and-go",
    task: `${watches} while scanning: one comes, one leaves, one comes back, one changes`,
    setup: { devices: [vibrator] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("StartScanning");
      const slower = device(1, "Suite Stroker", [output("Oscillate", [0, 5])]);
      peer.send(deviceList(0, [vibrator, stroker]));
      peer.send(deviceList(0, [stroker]));
      peer.send(deviceList(0, [slower]));
      peer.send(deviceList(0, [vibrator, slower]));
    },
    async drive(app) {
      await app.connect();
      await app.sees("deviceAdded 0", "tells of the device that was there");
      await app.does("scans", app.client.startScanning());
      await app.sees("deviceAdded 1", "tells of the device that came");
      await app.sees("deviceRemoved 0", "tells of the device that left");
      await app.sees("deviceAdded 0", "tells of the device that came back");
      const changed = { index: 0, outputs: { Oscillate: { range: [0, 5] } }, inputs: {} };
      const now = () => app.client.devices().map(({ index, features }) => ({ index, features }));
      await app.check("has what the last list says, changes included", now, [
        { index: 0, features: seenVibrator.features },
        { index: 1, features: [changed] },
      ]);
      await app.lacks(/^device(Added|Removed)/, "tells of nothing else");
    },
  },
  {
    name: "list-and-removal-at-once",
    task: `${watches}: the one that was there leaves at once`,
    setup: { answers: { RequestDeviceList: ({ Id }) => [deviceList(Id, [vibrator]), deviceList(0, [])] } },
    async serve(server) {
      await (await server.connection()).handshake();
    },
    async drive(app) {
      await app.connect();
      await app.sees("deviceRemoved 0", "tells that the device has left, in the order of the messages");
      await app.check("has no devices", () => app.client.devices(), []);
    },
  },
  {
    name: "gone-device",
    task: "connect; scan; drive device 0 after it was removed",
    setup: { devices: [vibrator] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("StartScanning");
      const text = '{"ButtplugDeviceError":{"DeviceNotAvailable":0}}';
      peer.answers["OutputCmd"] = ({ Id }) => [{ Error: { Id, ErrorCode: 4, ErrorMessage: text } }];
      peer.send(deviceList(0, []));
    },
    async drive(app) {
      await app.connect();
      await app.does("scans", app.client.startScanning());
      await app.sees("deviceRemoved 0");
      const driven = app.client.output({ ...motor, steps: 5 });
      await app.fails("a command to a device that is gone rejects", driven);
      await app.check("is still connected", () => app.client.connected, true);
    },
  },
  {
    name: "scanning",
    task: "connect, start scanning, wait for a device and for the end of the scan, scan again and stop that",
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("StartScanning");
      peer.send(deviceList(0, [vibrator]));
      peer.send(scanningFinished);
      await peer.expect("StartScanning", "scans again");
      await peer.expect("StopScanning");
      peer.send(scanningFinished);
    },
    async drive(app) {
      await app.connect();
      await app.does("starts to scan", app.client.startScanning());
      await app.sees("deviceAdded 0");
      await app.sees("scanningFinished");
      await app.does("scans again", app.client.startScanning());
      await app.does("stops the scan", app.client.stopScanning());
      await app.sees("scanningFinished");
    },
  },
];
