import { motor, seenVibrator, vibrator } from "../fixtures.js";
import type { Scenario } from "../scenario.js";
import { errorMessage, ok, scanningFinished, silence } from "../wire.js";

const requestLimitMs = 1000;
const maxPingTime = 1000;
const setup = { devices: [vibrator] };
const drive = { ...motor, steps: 5 };
const pingedOut = '{"ButtplugPingError":"PingedOut"}';

export const connectionScenarios: readonly Scenario[] = [
  {
    name: "ping-required",
    task: "connect; stay, until the server says that a scan is over; drive device 0, feature 0 with 5 of 20",
    setup: { ...setup, maxPingTime },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      for (const which of ["first", "second", "third"]) {
        await peer.expectBefore(maxPingTime, "Ping", `sends its ${which} Ping before ${maxPingTime} ms are over`);
      }
      peer.send(scanningFinished);
      await peer.expect("OutputCmd", "goes on with its work");
    },
    async drive(app) {
      await app.connect();
      for (let count = 0; count < 3; count += 1) {
        // Half the time, because a clock that is moved by hand brings one ping at a time then.
        await app.timePasses(maxPingTime / 2);
        await app.untilServerGot("Ping");
      }
      await app.sees("scanningFinished", "stays connected");
      await app.does("goes on with its work", app.client.output(drive));
    },
  },
  {
    name: "ping-timeout",
    task: "connect; drive device 0, feature 0 with 5 of 20; take notice that the server lets it go",
    setup,
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
      peer.send(errorMessage(0, 2, pingedOut));
      peer.close(1000, "no ping in time");
      await peer.left();
    },
    async drive(app) {
      await app.connect();
      await app.does("drives", app.client.output(drive));
      await app.sees(/^(pingTimeout|error .*PingedOut)/, "tells that the ping came too late");
      await app.sees(/^disconnected/, "tells that the connection is over");
      await app.check("is not connected", () => app.client.connected, false);
      await app.fails("a command after that rejects", app.client.output(drive));
    },
  },
  {
    name: "ping-timeout-left-open",
    task: "connect; drive device 0, feature 0 with 5 of 20; take notice that the server counts it as lost",
    setup,
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
      peer.send(errorMessage(0, 2, pingedOut));
      await peer.left("closes the connection that the server will not use any more");
    },
    async drive(app) {
      await app.connect();
      await app.does("drives", app.client.output(drive));
      await app.sees(/^disconnected/, "tells that the connection is over");
    },
  },
  {
    name: "unanswered-request",
    task: "connect; drive device 0, feature 0, which fails after the client's time limit; drive it again",
    setup: { ...setup, answers: { OutputCmd: silence } },
    requestLimitMs,
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      const late = await peer.expect("OutputCmd");
      peer.answers["OutputCmd"] = ({ Id }) => [ok(late.Id), ok(Id)];
      await peer.expect("OutputCmd", "goes on with its work");
    },
    async drive(app) {
      await app.connect();
      const call = app.client.output(drive);
      call.catch(() => {});
      await app.untilServerGot("OutputCmd");
      await app.timePasses(requestLimitMs);
      await app.fails("a request without an answer rejects after a time", call);
      await app.check("is still connected", () => app.client.connected, true);
      await app.does("the next command succeeds, in spite of the late answer", app.client.output(drive));
    },
  },
  {
    name: "unanswered-handshake",
    task: "connect; it fails after the client's time limit",
    setup: { answers: { RequestServerInfo: silence } },
    requestLimitMs,
    async serve(server) {
      const peer = await server.connection();
      await peer.expect("RequestServerInfo");
      await peer.left("closes the connection that it cannot use");
    },
    async drive(app) {
      const connecting = app.failsToConnect("connecting to a server that is silent rejects after a time");
      await app.untilServerGot("RequestServerInfo");
      await app.timePasses(requestLimitMs);
      await connecting;
    },
  },
  {
    name: "reconnection",
    task: "connect; drive device 0, feature 0; when the connection is lost, connect again and drive it again",
    setup,
    async serve(server) {
      const first = await server.connection();
      await first.handshake();
      first.answers["OutputCmd"] = silence;
      await first.expect("OutputCmd");
      first.close(1001, "the server restarts");
      await first.left();
      const second = await server.connection("connects again");
      await second.handshake();
      await second.expect("OutputCmd", "drives over the new connection");
    },
    async drive(app) {
      await app.connect();
      await app.fails("a command that waits rejects when the connection ends", app.client.output(drive));
      await app.sees(/^disconnected/, "tells that the connection is over");
      await app.check("is not connected", () => app.client.connected, false);
      await app.check("has no devices", () => app.client.devices(), []);
      await app.fails("a command without a connection rejects", app.client.output(drive));
      await app.connect("connects again");
      await app.check("has the devices again", () => app.client.devices(), [seenVibrator]);
      await app.does("drives over the new connection", app.client.output(drive));
    },
  },
  {
    name: "close-with-reason",
    task: "connect; show why the server closed the connection",
    setup,
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      peer.close(4403, "somebody else is driving");
      await peer.left();
    },
    async drive(app) {
      await app.connect();
      await app.sees(/^disconnected .*somebody else is driving/, "tells why the server closed the connection");
    },
  },
  {
    name: "leaving",
    task: "connect; drive device 0, feature 0 with 5 of 20, and disconnect without waiting for the answer",
    setup: { ...setup, answers: { OutputCmd: silence } },
    async serve(server) {
      const peer = await server.connection();
      await peer.handshake();
      await peer.expect("OutputCmd");
      await peer.left("closes the connection when it disconnects");
    },
    async drive(app) {
      await app.connect();
      const call = app.client.output(drive);
      call.catch(() => {});
      await app.untilServerGot("OutputCmd");
      await app.does("disconnects", app.client.disconnect());
      await app.fails("a command that waits rejects when the client leaves", call);
      await app.check("is not connected", () => app.client.connected, false);
      await app.check("has no devices", () => app.client.devices(), []);
    },
  },
];
