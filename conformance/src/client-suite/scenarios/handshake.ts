import { seenVibrator, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { type Answer, deviceList, errorMessage, serverInfo, silence } from "../wire.js";

const connects = "connect";
const staysOut = "connect; it fails";

/** A server that lets nobody in, whose refusal reaches the application with these words. */
function refusal(name: string, answer: Answer, text: string, pattern: RegExp): Scenario {
  return {
    name,
    task: staysOut,
    setup: { answers: { RequestServerInfo: answer } },
    async serve(server) {
      const peer = await server.connection();
      await peer.expect("RequestServerInfo");
      await peer.left("closes the connection that it cannot use");
      await peer.lacks("RequestDeviceList", "asks for nothing after the refusal");
    },
    drive: (app) => app.failsToConnect(text, pattern),
  };
}

const mismatch = JSON.stringify({ ButtplugHandshakeError: { MessageSpecVersionMismatch: [3, 4] } });
const bothVersions = /\bv(ersion )?4\b.*\bv(ersion )?3\b|\bv(ersion )?3\b.*\bv(ersion )?4\b/is;
const old = { ProtocolVersionMajor: undefined, ProtocolVersionMinor: undefined, MessageVersion: 3 };

export const handshakeScenarios: readonly Scenario[] = [
  {
    name: "handshake",
    task: connects,
    setup: { devices: [vibrator], answers: { RequestServerInfo: silence } },
    async serve(server) {
      const peer = await server.connection();
      const { Id } = await peer.expect("RequestServerInfo", "introduces itself first");
      await peer.lacks("RequestDeviceList", "waits for ServerInfo before it asks for anything");
      peer.send(serverInfo(Id));
      await peer.expect("RequestDeviceList", "asks for the devices");
      await peer.left("closes the connection when it disconnects");
    },
    async drive(app) {
      await app.connect();
      await app.check("is connected", () => app.client.connected, true);
      await app.check("has the devices when connecting is over", () => app.client.devices(), [seenVibrator]);
    },
  },
  {
    name: "handshake-with-events",
    task: connects,
    setup: {
      answers: {
        RequestServerInfo: ({ Id }) => [serverInfo(Id), deviceList(0, [vibrator])],
        RequestDeviceList: ({ Id }) => [deviceList(Id, [vibrator]), deviceList(0, [vibrator])],
      },
    },
    async serve(server) {
      await (await server.connection()).handshake();
    },
    async drive(app) {
      await app.connect();
      await app.sees("deviceAdded 0");
      await app.check("has each device once", () => app.client.devices(), [seenVibrator]);
      await app.lacks(/^deviceAdded/, "tells of each device once");
    },
  },
  refusal(
    "refusal",
    ({ Id }) => [errorMessage(Id, 1, "not today, thank you")],
    "gives the words of the server to the application",
    /not today, thank you/,
  ),
  refusal(
    "refusal-in-json",
    ({ Id }) => [errorMessage(Id, 1, '{"ButtplugHandshakeError":"ReconnectDenied"}')],
    "gives the reason of the server to the application",
    /ReconnectDenied/,
  ),
  refusal(
    "refusal-without-id",
    () => [errorMessage(0, 1, "not today, thank you")],
    "takes an Error with Id 0 for the answer",
    /not today, thank you/,
  ),
  refusal(
    "older-server",
    ({ Id }) => [serverInfo(Id, old)],
    "names its own and the server's version in the error",
    bothVersions,
  ),
  refusal(
    "older-server-refuses",
    ({ Id }) => [errorMessage(Id, 1, mismatch)],
    "names its own and the server's version in the error",
    bothVersions,
  ),
  {
    name: "closed-in-handshake",
    task: staysOut,
    setup: { answers: { RequestServerInfo: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.expect("RequestServerInfo");
      peer.close(4403, "not from there");
      await peer.left();
    },
    drive: (app) => app.failsToConnect("gives the reason for the close to the application", /not from there/),
  },
];
