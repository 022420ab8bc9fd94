/**
 * Clients that do nothing but send, in a process of their own, until it is killed. Bare sockets and messages: the library's
 * work would be measured with the server's. The process tells its parent when all clients are connected.
 */
import { WebSocket } from "ws";
import { machineNow } from "./latency-tap.js";

/** What the clients are to send, all of them together. */
export interface Load {
  readonly address: string;
  readonly clients: number;
  readonly framesPerSecond: number;
  readonly commandsPerFrame: number;
  readonly stopsPerSecond: number;
  readonly devices: number;
}

/** Fewer than the 20 levels of the devices, and in no step with their number: a device is never told the same twice. */
const levels = 19;

async function connect(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  const answered = new Promise((resolve, reject) => socket.once("message", resolve).once("error", reject));
  await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const hello = { Id: 1, ClientName: "latency", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
  socket.send(JSON.stringify([{ RequestServerInfo: hello }, { RequestDeviceList: { Id: 2 } }]));
  await answered;
  return socket;
}

async function drive(load: Load): Promise<void> {
  const { address, clients, framesPerSecond, commandsPerFrame, stopsPerSecond, devices } = load;
  const sockets = await Promise.all(Array.from({ length: clients }, () => connect(address)));
  let commands = 0;
  const command = () => {
    const DeviceIndex = commands % devices;
    const Value = 1 + (commands % levels);
    commands += 1;
    const id = { Id: 1 + (commands & 0xffff), DeviceIndex, FeatureIndex: 0 };
    return { OutputCmd: { ...id, Command: { Vibrate: { Value } }, SentAtMs: machineNow() } };
  };
  const sendCommands = (frame: number) =>
    sockets[frame % clients]?.send(JSON.stringify(Array.from({ length: commandsPerFrame }, command)));
  // Each stop from another client to another device.
  const sendStop = (stop: number) =>
    sockets[stop % clients]?.send(
      JSON.stringify([{ StopCmd: { Id: 70_000 + stop, DeviceIndex: (7 * stop) % devices } }]),
    );
  const startedAtMs = machineNow();
  const due = (perSecond: number) => ((machineNow() - startedAtMs) / 1000) * perSecond;
  let frames = 0;
  let stops = 0;
  setInterval(() => {
    for (; frames < due(framesPerSecond); frames += 1) sendCommands(frames);
    for (; stops < due(stopsPerSecond); stops += 1) sendStop(stops);
  }, 1);
}

process.on("disconnect", () => process.exit());
process.once("message", async (load: Load) => {
  await drive(load);
  process.send?.("connected");
});
