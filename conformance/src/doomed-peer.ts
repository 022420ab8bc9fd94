import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { tcpListener } from "buttplug-ts/stream";
import { expect, onTestFinished } from "vitest";
import { clientAt, named, scan } from "./our-client.js";
import { WriteTap } from "./write-tap.js";

/** The same tests hold for both. */
export const transports = ["websocket", "tcp"] as const;

/** How long the servers of these tests let a peer be silent: long enough for those that live on a machine that is busy. */
export const silenceLimitMs = 3000;

/** What a server serves, and how. */
export interface ScenePlan {
  readonly transport: (typeof transports)[number];
  readonly maxPingTimeMs?: number;
  readonly host?: string;
}

/** A server with two devices and a client that lives. */
export interface Scene {
  readonly address: string;
  /** Why sessions ended that the server did not end itself. */
  readonly ends: readonly string[];
  /** What a client made by hand sends to introduce itself and to drive both devices. */
  readonly drive: readonly object[];
  /** Waits until the peer drives both devices, and gives the living client one of them. */
  driven(): Promise<void>;
  /** Waits until the other device is at rest, for seconds at most. Only what the peer drove is stopped. */
  rest(): Promise<void>;
  /** Makes the server say something to every client. */
  say(): void;
}

/** Starts a server and a client that leaves when the test is over. */
export async function scene(plan: ScenePlan): Promise<Scene> {
  const { transport, host = "127.0.0.1", maxPingTimeMs = 0 } = plan;
  const [nora, vivi] = [simulate("Lovense Nora"), simulate("Aneros Vivi")];
  const ends: string[] = [];
  const server = createServer("conformance", {
    managers: [new SimulatedHardwareManager({ devices: [nora, vivi] })],
    maxPingTimeMs,
    logger: {
      log: (_level, area, _text, { code } = {}) => {
        if (area === "session" && typeof code === "string") ends.push(code);
      },
    },
  });
  onTestFinished(() => server.close());
  const at = { port: 0, hosts: [host], silenceLimitMs };
  const listener = transport === "tcp" ? tcpListener(at) : webSocketListener(at);
  await server.listen(listener);
  const [address = ""] = listener.addresses;
  const living = await clientAt(address, "living client");
  await scan(living);
  const [atNora, atVivi] = [new WriteTap(nora), new WriteTap(vivi)];
  const vibrate = (name: string, FeatureIndex: number, Value: number) => ({
    OutputCmd: { Id: 2, DeviceIndex: named(living, name).index, FeatureIndex, Command: { Vibrate: { Value } } },
  });
  const drive = [
    { RequestServerInfo: { Id: 1, ClientName: "bare", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } },
    vibrate("Lovense Nora", 0, 20),
    vibrate("Aneros Vivi", 0, 127),
    vibrate("Aneros Vivi", 1, 127),
  ];
  return {
    address,
    ends,
    drive,
    async driven() {
      await Promise.all([atNora.until("Vibrate:20;"), atVivi.until("f2 7f")]);
      await named(living, "Aneros Vivi").vibrate(0.5);
      await atVivi.until("f2 40");
    },
    async rest() {
      await atNora.until("Vibrate:0;");
      expect([living.connected, atVivi.take()]).toEqual([true, []]);
    },
    say: () => vivi.vanish(),
  };
}
