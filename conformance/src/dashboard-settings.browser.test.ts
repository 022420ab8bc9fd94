import { describe, expect, it, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, setByKeys, useBrowser } from "./dashboard-browser.js";
import { openDashboardWorld } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
const solace = "Lovense Solace Pro";

async function times(count: number, work: () => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += 1) await work();
}

describe.skipIf(chromium === undefined)("settings on the dashboard", { timeout: browserLimitMs }, () => {
  it("a limit holds at once: sliders and clients see less, a level above is brought down, and all of it can be undone", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    const card = cardOf(page, nora);
    await card.getByRole("button", { name: `Settings of ${nora}` }).click();
    const limits = card.getByRole("region", { name: "Vibrator: Vibrate" });
    await limits
      .getByText("Applications set 0 to 20: the device's steps 0 to 20 of 20. Now it is at step 20.")
      .waitFor();
    await times(12, () => limits.getByRole("slider", { name: "Highest step" }).press("ArrowLeft"));
    await tap.until("Vibrate:8;");
    await limits.getByText("Applications set 0 to 8: the device's steps 0 to 8 of 20. Now it is at step 8.").waitFor();
    const slider = card.getByRole("slider", { name: "Vibrate" });
    await vi.waitFor(async () => expect(await slider.getAttribute("max")).toBe("8"));
    await vi.waitFor(() => expect(game.devices[0]?.features[0]?.outputs.vibrate?.range).toEqual([0, 8]));
    await page.getByRole("status").getByText(`Changed: the limits of ${nora}, Vibrate.`).waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("As before: the limits").waitFor();
    await vi.waitFor(async () => expect(await slider.getAttribute("max")).toBe("20"));
    expect(world.engine.server.userConfig.devices).toEqual([]);
  });

  it("limits of a stroker: turned around, slower, and no step passes its neighbour", async () => {
    const world = await openDashboardWorld([solace]);
    const page = await openPage(world.page);
    const card = cardOf(page, solace);
    await card.getByRole("button", { name: `Settings of ${solace}` }).click();
    const limits = card.getByRole("region", { name: "Stroker: Position" });
    await setByKeys(limits.getByRole("slider", { name: "Lowest step" }), 20);
    const highest = limits.getByRole("slider", { name: "Highest step" });
    await highest.press("Home");
    expect(await highest.inputValue()).toBe("20");
    await times(6, () => highest.press("PageUp"));
    await limits.getByRole("checkbox", { name: "Turned around" }).check();
    await limits.getByRole("spinbutton", { name: "Fastest move" }).fill("150");
    await limits.getByRole("spinbutton", { name: "Shortest move" }).fill("400");
    await limits.getByRole("spinbutton", { name: "Shortest move" }).press("Enter");
    const outputs = () => world.engine.server.userConfig.devices[0]?.features?.[0]?.outputs;
    await vi.waitFor(() =>
      expect(outputs()?.hwPositionWithDuration).toMatchObject({
        reverse: true,
        maxStepsPerSecond: 150,
        durationMs: [400, expect.any(Number)],
      }),
    );
    const { range = [0, 0] } = outputs()?.hwPositionWithDuration ?? {};
    await limits
      .getByText(`Applications set 0 to ${range[1] - range[0]}: the device's steps ${range[0]} to ${range[1]}`)
      .waitFor();
    await limits.getByRole("checkbox", { name: "Applications may use it" }).uncheck();
    await card.getByText("Position, timed: you switched it off").waitFor();
    await limits.getByRole("button", { name: "Remove these limits" }).click();
    await card.getByRole("slider", { name: "Position, timed" }).waitFor();
    await vi.waitFor(() => expect(world.engine.server.userConfig.devices).toEqual([]));
  });

  it("renames a device and gives it another index", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("Rosa");
    await name.press("Enter");
    await page.getByRole("heading", { name: "Rosa" }).waitFor();
    await vi.waitFor(() => expect(game.devices[0]?.displayName).toBe("Rosa"));
    await cardOf(page, "Rosa").getByText(nora).first().waitFor();
    await page.getByRole("spinbutton", { name: "Index" }).fill("7");
    await page.getByRole("button", { name: "Save index" }).click();
    await vi.waitFor(() => expect(world.engine.server.userConfig.devices[0]?.index).toBe(7));
    await page.getByText("Changed: the index of Rosa.").waitFor();
  });

  it("says beside the field what is wrong with a value", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    await page.getByRole("spinbutton", { name: "Index" }).fill("99999999999");
    await page.getByRole("button", { name: "Save index" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "99999999999" });
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/^[A-Z].*\./);
    expect(world.engine.server.userConfig.devices).toEqual([]);
  });

  it("caps all levels, also of what runs", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    const cap = page.getByRole("slider", { name: "Cap on all levels" });
    await times(50, () => cap.press("ArrowLeft"));
    await tap.until("Vibrate:10;");
    expect(await cap.getAttribute("aria-valuetext")).toBe("50 %");
    await cap.press("End");
    await vi.waitFor(() => expect(world.engine.server.userConfig.levelCap).toBeUndefined());
    await page.getByRole("button", { name: "Undo", exact: true }).waitFor();
  });

  it("removes a simulated device", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: `Remove ${nora}` }).click();
    await page.getByText("No device is connected").waitFor();
    expect(world.engine.simulated.devices).toEqual([]);
  });

  it("watches a sensor and shows what it says", async () => {
    const world = await openDashboardWorld(["KGoal Boost"]);
    const page = await openPage(world.page);
    const card = cardOf(page, "KGoal Boost");
    const normalized = card.getByRole("region", { name: "Pressure (Normalized)" });
    const watch = normalized.getByRole("checkbox", { name: "Watch pressure" });
    await watch.check();
    await normalized.getByText("Pressure: 2000").waitFor();
    await card.getByText("Pressure (Normalized): Pressure 2000").waitFor();
    world.device("KGoal Boost").inject("rxpressure", Uint8Array.of(0, 1, 4, 0, 100, 0, 200));
    await normalized.getByText("Pressure: 100").waitFor();
    await watch.uncheck();
    world.device("KGoal Boost").inject("rxpressure", Uint8Array.of(0, 1, 4, 0, 50, 0, 200));
    expect(await watch.isChecked()).toBe(false);
    await normalized.getByText("Pressure: 100").waitFor();
  });
});
