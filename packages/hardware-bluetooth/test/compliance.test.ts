import { hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { describe } from "vitest";
import { complianceWorld, hasDbus, openDbusWorld } from "./dbus-world.js";

describe.skipIf(!hasDbus)("Bluetooth over D-Bus", () => {
  hardwareManagerCompliance("whose adapter is switched off and on", async () => {
    const world = await openDbusWorld();
    const setPowered = async (isPowered: boolean) => world.bluez.setPowered(isPowered);
    return complianceWorld(world, { off: () => setPowered(false), on: () => setPowered(true) });
  });

  hardwareManagerCompliance("whose bluetoothd is restarted", async () => {
    const world = await openDbusWorld();
    return complianceWorld(world, { off: () => world.bluez.stopService(), on: () => world.bluez.startService() });
  });

  hardwareManagerCompliance("whose adapter is unplugged and plugged in", async () => {
    const world = await openDbusWorld();
    const adapter = world.bluez.adapter("hci0");
    return complianceWorld(world, { off: async () => adapter.unplug(), on: async () => adapter.plugIn() });
  });
});
