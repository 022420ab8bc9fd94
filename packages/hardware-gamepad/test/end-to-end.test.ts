import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { GamepadHardwareManager } from "../src/index.js";
import { FakePad, FakePage } from "./fake-page.js";

it("lets a gamepad rumble from client to motors, and leaves it at rest", async () => {
  const clock = new TestClock();
  const pad = new FakePad(clock);
  const page = new FakePage([]);
  await using server = createServer("Server", {
    managers: [new GamepadHardwareManager({ scope: page, clock })],
    clock,
  });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded").next();
  page.plug(pad, 0);
  const { value: device } = await added;
  if (device === undefined) return expect.unreachable();
  expect(device.name).toBe("XBox (XInput) Compatible Gamepad");
  await device.vibrate(0.5);
  expect(pad.speeds).toBe("50 50");
  await device.features[1]?.vibrate(1);
  expect(pad.speeds).toBe("100 50");
  await clock.advance(5_000);
  expect(pad.speeds).toBe("100 50");
  await device.stop();
  expect([pad.speeds, pad.log.at(-1)]).toEqual(["0 0", "5000 reset"]);
  await device.vibrate(1);
  await client.disconnect();
  expect(pad.speeds).toBe("0 0");
});
