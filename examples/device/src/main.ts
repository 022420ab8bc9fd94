// A device of software: `node dist/main.js [server] [--once]`.
import { connectDevice } from "@buttplug-ts/hardware-websocket/device";
import { WebSocket } from "ws";
import { Toy } from "./toy.js";

const [server = "ws://127.0.0.1:54817"] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const toy = new Toy();
// #region device
const device = connectDevice({
  server,
  identifier: "software-toy", // what kind of device this is
  address: "toy-1", // which of them: must stay the same
  onPacket(packet) {
    const command = new TextDecoder().decode(packet);
    device.send(new TextEncoder().encode(toy.obey(command)));
    draw();
  },
  onConnect: () => console.log("Connected"),
  onDisconnect(reason) {
    toy.rest(); // nobody is there who could stop it
    console.log(`Not connected: ${reason}`);
    draw();
  },
  reconnect: !process.argv.includes("--once"),
  WebSocket, // of the package ws, because Node 20 has none
});
// #endregion
let drawn = 0;
process.once("SIGINT", () => device.close());
await device.closed;

function draw(): void {
  if (toy.level === drawn) return;
  drawn = toy.level;
  console.log(`Vibration ${"█".repeat(drawn).padEnd(20, "·")} ${drawn} of 20`);
}
