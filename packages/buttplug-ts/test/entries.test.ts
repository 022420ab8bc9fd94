import * as applications from "buttplug-ts";
import * as listening from "buttplug-ts/listener";
import * as inNode from "buttplug-ts/node";
import * as page from "buttplug-ts/page";
import * as serving from "buttplug-ts/server";
import * as simulating from "buttplug-ts/simulated";
import * as streaming from "buttplug-ts/stream";
import * as web from "buttplug-ts/web";
import { expect, it } from "vitest";

const names = (entry: object) => Object.keys(entry).sort();

it("the main entry has the client, the WebSocket connector and the errors, and nothing of a server", () => {
  expect(names(applications)).toEqual([
    "ButtplugClient",
    "ButtplugError",
    "defaultAddress",
    "isButtplugError",
    "keepConnected",
    "webSocketConnector",
  ]);
});

it("the server entry has the server, its default composition and the embedded connector", () => {
  expect(names(serving)).toEqual(["ButtplugServer", "createServer", "embeddedConnector"]);
});

it("the listener entry has the WebSocket listener and whom it can let in", () => {
  expect(names(listening)).toEqual([
    "allowLoopbackOrigins",
    "allowOrigins",
    "peerOf",
    "webSocketDialer",
    "webSocketListener",
  ]);
});

it("the simulated entry has simulated devices and their bus", () => {
  expect(names(simulating)).toEqual(["SimulatedDevice", "SimulatedHardwareManager", "simulate", "simulatedModels"]);
});

it("the stream entry has the TCP and IPC connectors and listeners", () => {
  expect(names(streaming)).toEqual(["defaultIpcPath", "ipcConnector", "ipcListener", "tcpConnector", "tcpListener"]);
});

it("the node entry has the buses of a machine, and settings and recordings in files", () => {
  expect(names(inNode)).toEqual([
    "BluetoothHardwareManager",
    "HidHardwareManager",
    "LovenseConnectHardwareManager",
    "LovenseDongleHardwareManager",
    "NetworkHardwareManager",
    "SerialHardwareManager",
    "WebSocketHardwareManager",
    "XInputHardwareManager",
    "createNodeServer",
    "doctor",
    "doctorText",
    "fileConfigStore",
    "fileSink",
    "nodeManagers",
  ]);
});

it("the web entry has the buses of a browser", () => {
  expect(names(web)).toEqual([
    "GamepadHardwareManager",
    "WebBluetoothHardwareManager",
    "WebHidHardwareManager",
    "WebSerialHardwareManager",
    "clockWorkerScript",
    "createWebServer",
    "doctor",
    "doctorText",
    "gamepadSupport",
    "stopOnPageHide",
    "webBluetoothSupport",
    "webHidSupport",
    "webManagers",
    "webSerialSupport",
    "workerClock",
  ]);
});

it("the page entry has the clock and the stop that only a page needs", () => {
  expect(names(page)).toEqual(["clockWorkerScript", "stopOnPageHide", "workerClock"]);
});

it("errors of every entry are the same class", () => {
  const unknown = () => simulating.simulate("Lovense Toaster");
  expect(unknown).toThrow(applications.ButtplugError);
});
