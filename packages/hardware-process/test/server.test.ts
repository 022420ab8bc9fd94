import { toHex } from "@buttplug-ts/core";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { openWorld } from "./process-world.js";

it("drives a device through a crash: it leaves, comes back at its index, and is driven again", async () => {
  const { side, manager, pid } = await openWorld({}, { models: ["HTK Breast Massager"] });
  await using server = createServer("Server", { managers: [manager] });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded");
  const removed = client.events("deviceRemoved").next();
  const first = added.next();
  await client.startScanning();
  const { value: device } = await first;
  if (device === undefined) return expect.unreachable();
  await device.vibrate(1);
  expect(toHex(await side.received(0, 1))).toBe("0b");
  process.kill(pid, "SIGKILL");
  expect((await removed).value).toBe(device);
  await expect(device.vibrate(1)).rejects.toMatchObject({ code: "device/gone" });
  const { value: again } = await added.next();
  if (again === undefined) return expect.unreachable();
  expect(again.index).toBe(device.index);
  await again.vibrate(1);
  expect(toHex(await side.received(0, 2))).toBe("0f 0b"); // it may have run on: it is stopped first
  await again.stop();
  expect(toHex(await side.received(0, 1))).toMatch(/0f$/);
});
