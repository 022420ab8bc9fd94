// The server lives in the main process. The window's page is its client, over WebSocket.
import { readFile } from "node:fs/promises";
import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { app, BrowserWindow, protocol } from "electron";
import { leaveAtRest } from "./leave-at-rest.js";

// A scheme of its own gives the page an origin that the server can let in. Pages of `file:` share one with all others.
const scheme = "app";
const origin = `${scheme}://example`;
const files = new Map([
  ["/index.html", { url: new URL("../index.html", import.meta.url), type: "text/html" }],
  ["/renderer.js", { url: new URL("./renderer.js", import.meta.url), type: "text/javascript" }],
]);

protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
app.on("window-all-closed", () => app.quit());
await app.whenReady();

const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })];
const server = createServer("Electron Example", { managers });
const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"], allowOrigins: [origin] });
await server.listen(listener);
leaveAtRest(server);

protocol.handle(scheme, async (request) => {
  const file = files.get(new URL(request.url).pathname);
  if (file === undefined) return new Response("not found", { status: 404 });
  return new Response(await readFile(file.url), { headers: { "content-type": file.type } });
});
const window = new BrowserWindow({ width: 480, height: 240 });
await window.loadURL(`${origin}/index.html?server=${encodeURIComponent(listener.addresses[0] ?? "")}`);
