// Serves a simulated device over WebSocket until its input ends. First line: the address; then what reaches the device.
import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const nora = simulate("Lovense Nora");
const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
const server = createServer("Packed Server", { managers: [new SimulatedHardwareManager({ devices: [nora] })] });
await server.listen(listener);
console.log(listener.addresses[0]);
nora.onWrite(({ data }) => console.log(new TextDecoder().decode(data)));
process.stdin.resume().on("end", async () => {
  await server.close();
  process.exit(0);
});
