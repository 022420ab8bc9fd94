import { expect, it } from "vitest";
import { LovenseDongleHardwareManager } from "../src/index.js";

it("loads node-hid, and knows whether there is a dongle", async () => {
  await using manager = new LovenseDongleHardwareManager();
  await manager.ready;
  const { value } = manager.availability;
  expect(value.usable ? "" : value.why).not.toMatch(/node-hid|being looked for/);
});

it("says what the system says of a dongle that cannot be opened", async () => {
  const { HIDAsync } = await import("node-hid");
  const listed = { vendorId: 0x1915, productId: 0x520a, path: "/dev/hidraw-none", interface: 0 };
  const binding = { devicesAsync: async () => [listed], HIDAsync };
  await using manager = new LovenseDongleHardwareManager({ binding });
  await manager.ready;
  const why = expect.stringMatching(/^The Lovense dongle cannot be opened: .*\/dev\/hidraw-none.*udev.*\.$/s);
  expect(manager.availability.value).toEqual({ usable: false, why });
});
