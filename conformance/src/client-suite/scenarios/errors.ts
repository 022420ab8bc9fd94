import { motor, seenVibrator, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { deviceList, errorMessage, ok } from "../wire.js";

const classes = ["unknown", "handshake", "ping", "message", "device"];
const task = "connect; drive device 0, feature 0, which fails; drive it again, which succeeds";

/** A command that the server answers with an error; the connection should go on. */
function failing(name: string, errorClass: number, text: string, words: RegExp = lastWord(text)): Scenario {
  return {
    name,
    task,
    setup: { devices: [vibrator], answers: { OutputCmd: ({ Id }) => [errorMessage(Id, errorClass, text)] } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
      delete peer.answers["OutputCmd"];
      await peer.expect("OutputCmd", "sends a command after the error");
    },
    async drive(app) {
      await app.connect();
      await app.fails("the command rejects, with the words of the server", drive(app), words);
      await app.check("is still connected", () => app.client.connected, true);
      await app.check("still has its devices", () => app.client.devices(), [seenVibrator]);
      await app.does("the next command succeeds", drive(app));
    },
  };
}

/** A client may say it in any form, as long as the server's words are there. */
function lastWord(text: string): RegExp {
  return new RegExp((text.match(/\w+/g) ?? []).at(-1) ?? "");
}

function drive({ client }: Parameters<Scenario["drive"]>[0]): Promise<void> {
  return client.output({ ...motor, steps: 5 });
}

const structured = [
  '{"ButtplugUnknownError":"DeviceManagerNotRunning"}',
  '{"ButtplugHandshakeError":"HandshakeAlreadyHappened"}',
  '{"ButtplugPingError":"PingTimerNotRunning"}',
  '{"ButtplugMessageError":{"MessageConversionError":"cannot"}}',
  '{"ButtplugDeviceError":{"DeviceStepRangeError":[0,21]}}',
];

export const errorScenarios: readonly Scenario[] = [
  ...classes.map((each, errorClass) => failing(`error-${each}`, errorClass, `the server says ${each}`)),
  ...classes.map((each, errorClass) => failing(`error-${each}-in-json`, errorClass, structured[errorClass] ?? "")),
  failing("error-broken-json", 4, '{"ButtplugDeviceError":{"DeviceNotAvailable'),
  failing("error-with-other-class", 9, "the server says surprise", /./),
  {
    name: "error-event",
    task: "connect; take notice of an error without a request; drive device 0, feature 0 with 5 of 20",
    setup: { devices: [vibrator] },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      peer.send(errorMessage(0, 4, "the battery is low"));
      await peer.expect("OutputCmd", "sends a command after the error");
    },
    async drive(app) {
      await app.connect();
      await app.sees(/^error .*the battery is low/, "tells of an Error with Id 0");
      await app.does("the next command succeeds", drive(app));
    },
  },
  {
    name: "error-event-while-waiting",
    task: "connect; drive device 0, feature 0 with 5 of 20",
    setup: {
      devices: [vibrator],
      answers: { OutputCmd: ({ Id }) => [errorMessage(0, 4, "the battery is low"), deviceList(0, [vibrator]), ok(Id)] },
    },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
    },
    async drive(app) {
      await app.connect();
      await app.does("an Error with Id 0 does not settle a command", drive(app));
    },
  },
];
