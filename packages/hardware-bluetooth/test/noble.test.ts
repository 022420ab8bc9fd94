import { processHardwareManager } from "@buttplug-ts/hardware-process";
import { hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { BluetoothHardwareManager } from "../src/index.js";
import { defaultLimits } from "../src/options.js";
import { complianceWorld, hasDbus, openDbusWorld } from "./dbus-world.js";

/** As built: the process has no TypeScript. */
const module = new URL("../dist/noble-process.js", import.meta.url);

describe.skipIf(!hasDbus)("Bluetooth over noble, in a process of its own", () => {
  // noble's back ends for other platforms cannot run here; its D-Bus back end has the same interface.
  hardwareManagerCompliance("with its D-Bus back end", async () => {
    const world = await openDbusWorld();
    await world.manager[Symbol.asyncDispose]();
    const options = { ...defaultLimits, name: "bluetooth", binding: "dbus" };
    const manager = processHardwareManager({ name: "bluetooth", module, options });
    const setPowered = async (isPowered: boolean) => world.bluez.setPowered(isPowered);
    return { ...complianceWorld(world, { off: () => setPowered(false), on: () => setPowered(true) }), manager };
  });
});

it("whatever the HCI back end finds on this machine, it is told and takes nothing down", async () => {
  const options = { ...defaultLimits, name: "bluetooth", binding: "hci" };
  await using manager = processHardwareManager({ name: "bluetooth", module, options });
  await manager.ready;
  const { value } = manager.availability;
  if (!value.usable) expect(value.why).toMatch(/^(There is no|Bluetooth is switched off|This program may not).*\.$/);
});

it("an adapter that the HCI back end cannot choose is a sentence", async () => {
  const options = { ...defaultLimits, name: "bluetooth", binding: "hci", adapter: "00:1A:7D:DA:71:13" };
  await using manager = processHardwareManager({ name: "bluetooth", module, options });
  await manager.ready;
  expect(manager.availability.value).toMatchObject({ usable: false, why: expect.stringMatching(/hci0 or hci1.*\.$/) });
});

it("what was tried in the place of BlueZ, and is not used either, is nothing to warn of", async () => {
  vi.stubEnv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at-all");
  onTestFinished(() => void vi.unstubAllEnvs());
  const logged: string[] = [];
  const log = (level: string, _area: string, text: string) => logged.push(`${level} ${text}`);
  // As sources: the file with the process is not where it would be.
  await using manager = new BluetoothHardwareManager({ logger: { log } });
  await manager.ready;
  expect(manager.availability.value).toMatchObject({ usable: false, why: expect.stringContaining("(D-Bus)") });
  expect(logged).toEqual([expect.stringMatching(/^debug The file .* does not exist/)]);
});
