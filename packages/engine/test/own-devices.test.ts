import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";

const noBus = ["--no-bluetooth", "--no-serial", "--no-hid", "--no-lovense-dongle", "--no-gamepad"];

it("devices of one's own making are told where to connect, and are known there by a file of devices", async () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-own-"));
  const file = join(folder, "mine.yaml");
  writeFileSync(file, "protocol: lovense\nwebsocket: [my-box]\nmodels: []\n");
  const data = ["--data", join(folder, "data")];
  expect(await runCommand(["config", "import-devices", file, ...data])).toMatchObject({ code: 0 });
  const ofDevices = ["--device-websocket", "--device-websocket-port", "0"];
  const { out } = startCommand(["serve", "--port", "0", ...noBus, ...data, ...ofDevices]);
  const ofOwn = /^Devices of your own: Devices connect to (ws:\/\/127\.0\.0\.1:\d+)\b.*\.\n/m;
  const [, address = ""] = await out.until(ofOwn);
  const device = new WebSocket(address);
  onTestFinished(() => device.terminate());
  await once(device, "open");
  const packet = once(device, "message");
  device.send(JSON.stringify({ identifier: "my-box", address: "1", version: 0 }));
  expect(String((await packet)[0])).toBe("DeviceType;");
});

it("a T-Code device that answers nothing is driven all the same", async () => {
  const stroker = createSocket("udp4").bind(0, "127.0.0.1");
  onTestFinished(() => void stroker.close());
  await once(stroker, "listening");
  const at = `udp://127.0.0.1:${(stroker.address() as AddressInfo).port}`;
  const { out } = startCommand(["serve", "--port", "0", "--memory", ...noBus, "--tcode-silent", at]);
  const device = await firstDevice(await connected(await addressIn(out)));
  const heard = new Promise<string>((resolve) => {
    stroker.on("message", (data) => String(data).startsWith("L0") && resolve(String(data)));
  });
  await device.position(0.5, { durationMs: 500 });
  expect(await heard).toBe("L0500I500\n");
});
