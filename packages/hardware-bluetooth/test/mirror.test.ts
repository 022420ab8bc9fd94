import { afterEach, beforeEach, describe, it } from "vitest";
import { BluetoothHardwareManager } from "../src/index.js";
import { type DbusWorld, hasDbus, openDbusWorld, Scan } from "./dbus-world.js";

let world: DbusWorld;
beforeEach(async () => {
  world = await openDbusWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

describe.skipIf(!hasDbus)("what is known of bluetoothd's devices", () => {
  it("is up to date, also where they change while it is being asked for", async () => {
    const { toy } = world;
    const discovering = new Scan(world.manager);
    await discovering.report(({ id }) => id === toy.address);
    for (let round = 0; round < 40; round += 1) {
      await using manager = new BluetoothHardwareManager();
      let isReady = false;
      void manager.ready.then(() => {
        isReady = true;
      });
      let name = "";
      for (let change = 0; !isReady; change += 1) {
        name = `round ${round}, change ${change}`;
        toy.advertise({ name });
        await new Promise((resolve) => setImmediate(resolve));
      }
      const scan = new Scan(manager);
      await scan.report((each) => each.name === name); // never comes if a change was missed
      await scan.end();
    }
    await discovering.end();
  });
});
