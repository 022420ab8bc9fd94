import { deviceDatabase } from "@buttplug-ts/device-db";
import { expect, it } from "vitest";
import { protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";

it("a Pretty Love is Aogu BLE, whatever its name, and so has the default model", async () => {
  const { io, log } = scriptedIo({ name: "Aogu BLE 1234" });
  const identifier = await protocolOf("prettylove").identify?.(io);
  expect(identifier).toBe("Aogu BLE");
  expect(log).toEqual([]);
  expect(deviceDatabase.model("prettylove", "Aogu BLE")?.name).toBe("Pretty Love Device");
});

it.each(["Aogu BLE 1234", "AB Shutter3 [Aogu BLE Device]"])("finds %s", (name) => {
  const advertisement = { kind: "bluetooth", id: "1", name, services: [], manufacturerData: [] } as const;
  expect(deviceDatabase.match(advertisement)).toEqual(["prettylove"]);
});

it("does not find a name that lacks the blank", () => {
  const advertisement = { kind: "bluetooth", id: "1", name: "Aogu BLE", services: [], manufacturerData: [] } as const;
  expect(deviceDatabase.match(advertisement)).toEqual([]);
});
