import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, setByKeys, useBrowser } from "./dashboard-browser.js";
import { openDashboardWorld } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
const max = "Lovense Max";
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
    // In one go, so that it is one change to be undone, however slow this machine is.
    await limits.getByRole("slider", { name: "Highest step" }).fill("8");
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
    await vi.waitFor(async () => expect(await watch.getAttribute("aria-busy")).toBe("false"));
    world.device("KGoal Boost").inject("rxpressure", Uint8Array.of(0, 1, 4, 0, 50, 0, 200));
    expect(await watch.isChecked()).toBe(false);
    await normalized.getByText("Pressure: 100").waitFor();
  });
});

/** The row of a device, whether or not it is connected. */
function rowOf(page: Page, name: string) {
  return page.getByRole("region", { name: "Known devices" }).getByRole("listitem").filter({ hasText: name });
}

describe.skipIf(chromium === undefined)("devices that the dashboard knows", { timeout: browserLimitMs }, () => {
  it("are denied, and let in again", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await rowOf(page, nora).getByText("Connected").waitFor();
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    await page.getByRole("radio", { name: "Never", exact: true }).click();
    await rowOf(page, nora).getByText("Never connected").waitFor();
    expect(world.engine.server.devices).toEqual([]);
    await page.getByRole("combobox", { name: `When to connect ${nora}` }).selectOption("Connect when found");
    await rowOf(page, nora).getByText("Away").waitFor();
    await page.getByRole("button", { name: "Scan for devices" }).click();
    await cardOf(page, nora).waitFor();
    expect(world.engine.server.userConfig.devices).toEqual([]);
  });

  it("are all others than the allowed ones kept out, if the owner wants it so", async () => {
    const world = await openDashboardWorld([nora, max]);
    const page = await openPage(world.page);
    await page.getByRole("combobox", { name: `When to connect ${max}` }).selectOption("Always connect");
    await rowOf(page, nora).getByText("Not allowed").waitFor();
    await page.getByText("It is so now, because 1 entry below is set to “always”.").waitFor();
    await cardOf(page, nora).waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: "Connect only devices that are set to “always”" }).check();
    await vi.waitFor(() => expect(world.engine.server.userConfig.onlyAllowed).toBe(true));
    await page.getByRole("combobox", { name: `When to connect ${max}` }).selectOption("Connect when found");
    await page.getByText("No device is connected").waitFor();
    // Three changes, taken back one after the other.
    for (const name of [/^Changed: when Lovense Max/, /^As before/, /^As before: which/]) {
      await page.getByRole("status").filter({ hasText: name }).waitFor();
      await page.getByRole("button", { name: "Undo", exact: true }).click();
    }
    await vi.waitFor(() => expect(world.engine.server.userConfig).toEqual({ devices: [] }));
  });

  it("get settings while they are away, which hold when they are back", async () => {
    const world = await openDashboardWorld([nora, max]);
    const page = await openPage(world.page);
    world.device(nora).vanish();
    await rowOf(page, nora).getByText("Away").waitFor();
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const row = rowOf(page, nora);
    await row.getByRole("textbox", { name: "Name" }).fill("Rosa");
    await row.getByRole("textbox", { name: "Name" }).press("Enter");
    const rosa = rowOf(page, "Rosa");
    await rosa.getByText(`${nora} · simulated/5A:00:00:00:00:01 · index 0`).waitFor();
    const limits = rosa.getByRole("region", { name: "Vibrator: Vibrate" });
    await setByKeys(limits.getByRole("slider", { name: "Lowest step" }), 2);
    await rosa.getByText("limits of 1 output").waitFor();
    await limits.getByText("Applications set 0 to 18: the device's steps 2 to 20 of 20.", { exact: true }).waitFor();
    world.device(nora).appear();
    const slider = cardOf(page, "Rosa").getByRole("slider", { name: "Vibrate", exact: true });
    await vi.waitFor(async () => expect(await slider.getAttribute("max")).toBe("18"));
  });

  it("are forgotten with all that was decided about them, which comes back by an undo", async () => {
    const world = await openDashboardWorld([nora]);
    const entries = [
      {
        hardware: "bluetooth/C0",
        name: "Old",
        index: 9,
        access: "deny",
        features: { 0: { outputs: { vibrate: { range: [1, 2] } } } },
      },
      { hardware: "bluetooth/C0", protocol: "lovense", gapMs: 70 },
    ] as const;
    await world.engine.server.setUserConfig({ devices: entries });
    const page = await openPage(world.page);
    await rowOf(page, "Old").getByText("bluetooth/C0 · index 9").waitFor();
    await page.getByRole("button", { name: "Forget Old" }).click();
    await rowOf(page, "Old").waitFor({ state: "detached" });
    expect(world.engine.server.userConfig.devices).toEqual([]);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await rowOf(page, "Old").waitFor();
    // They come back one after the other.
    await vi.waitFor(() => expect(new Set(world.engine.server.userConfig.devices)).toEqual(new Set(entries)));
  });
});

describe.skipIf(chromium === undefined)("settings for all devices of a kind", { timeout: browserLimitMs }, () => {
  it("are told where they hold; a device's own go before them and are not mixed with them", async () => {
    const world = await openDashboardWorld([nora]);
    const limits = { range: [0, 10], maxRisePerSecond: 40 } as const;
    const kind = {
      protocol: "lovense",
      gapMs: 90,
      features: { 0: { outputs: { vibrate: limits } }, 2: { inputs: { battery: { enabled: false } } } },
    };
    await world.engine.server.setUserConfig({ devices: [kind] });
    const page = await openPage(world.page);
    await rowOf(page, "All devices of lovense").getByText("pause 90 ms · limits of 1 output · 1 sensor off").waitFor();
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const card = cardOf(page, nora);
    await card.getByText("Without it 90 ms, from your settings for all devices of lovense.").waitFor();
    await card.getByText("Battery off by your settings for all devices of lovense").waitFor();
    const editor = card.getByRole("region", { name: "Vibrator: Vibrate" });
    const from = "From your settings for all devices of lovense:";
    await editor.getByText(`${from} steps 0 to 10, rises by at most 40 steps a second.`).waitFor();
    expect(await editor.getByRole("button", { name: "Remove these limits" }).count()).toBe(0);
    const own = () => world.engine.server.userConfig.devices.find(({ hardware }) => hardware !== undefined)?.features;
    // More than the others may, and no more than that is written.
    for (let press = 0; press < 10; press += 1)
      await editor.getByRole("slider", { name: "Highest step" }).press("ArrowRight");
    await vi.waitFor(() => expect(own()).toEqual({ 0: { outputs: { vibrate: { range: [0, 20] } } } }));
    await editor.getByText(`${from} rises by at most 40 steps a second.`).waitFor();
    await card.getByRole("checkbox", { name: "Battery" }).check();
    await vi.waitFor(() => expect(own()?.[2]).toEqual({ inputs: { battery: { enabled: true } } }));
    await editor.getByRole("button", { name: "Remove these limits" }).click();
    await editor.getByText(`${from} steps 0 to 10`).waitFor();
    await page.getByRole("button", { name: "Remove the settings for all devices of lovense" }).click();
    await editor.getByText("Applications set 0 to 20").waitFor();
    await card.getByText("Without it 75 ms, as the device asks.").waitFor();
  });
});

describe.skipIf(chromium === undefined)("on a device's settings", { timeout: browserLimitMs }, () => {
  it("inputs are switched off and on", async () => {
    const world = await openDashboardWorld(["KGoal Boost"]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    await page.getByRole("button", { name: "Settings of KGoal Boost" }).click();
    const card = cardOf(page, "KGoal Boost");
    const may = card.getByRole("checkbox", { name: "Pressure (Raw): Pressure" });
    await may.uncheck();
    await card.getByText("switched off in the settings").waitFor();
    const inputs = () => game.devices[0]?.features.map((feature) => Object.keys(feature.inputs));
    await vi.waitFor(() => expect(inputs()).toEqual([["pressure"], ["battery"]]));
    expect(await card.getByRole("checkbox", { name: "Watch pressure" }).last().isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await vi.waitFor(() => expect(inputs()?.length).toBe(3));
    await vi.waitFor(async () => expect(await may.isChecked()).toBe(true));
  });

  it("the pause between two commands is set, and what holds without it is said", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const pause = page.getByRole("spinbutton", { name: "Pause between two commands, ms" });
    expect(await pause.getAttribute("placeholder")).toBe("75");
    await page.getByText("Without it 75 ms, as the device asks.").waitFor();
    const gapMs = () => world.engine.server.deviceStatus[0]?.gapMs;
    await pause.fill("250");
    await pause.press("Enter");
    await vi.waitFor(() => expect(gapMs()).toBe(250));
    await pause.fill("60001");
    await pause.press("Enter");
    await page.getByRole("alert").getByText("60001 is above 60000").waitFor();
    await pause.fill("");
    await page.getByRole("button", { name: "Save pause" }).click();
    await vi.waitFor(() => expect(gapMs()).toBe(75));
  });

  it("what is typed while a setting is being saved stays", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const pause = page.getByRole("spinbutton", { name: "Pause between two commands, ms" });
    await pause.fill("250");
    // Both in one turn of the page, so that no answer comes between them.
    await pause.evaluate((element: HTMLInputElement) => {
      element.form?.requestSubmit();
      element.value = "60001";
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await page.getByRole("status").getByText("Changed: the pause").waitFor();
    await vi.waitFor(() => expect(world.engine.server.deviceStatus[0]?.gapMs).toBe(250));
    expect(await pause.inputValue()).toBe("60001");
    await pause.press("Enter");
    await page.getByRole("alert").getByText("60001 is above 60000").waitFor();
    await pause.fill("250");
    const save = page.getByRole("button", { name: "Save pause" });
    await vi.waitFor(async () => expect(await save.isDisabled()).toBe(true));
  });

  it("both ends of a duration are limited by themselves", async () => {
    const world = await openDashboardWorld(["Lovense Solace Pro"]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: "Settings of Lovense Solace Pro" }).click();
    const limits = page.getByRole("region", { name: "Stroker: Position" });
    const [shortest, longest] = [limits.getByLabel("Shortest move"), limits.getByLabel("Longest move")];
    const decided = () =>
      world.engine.server.userConfig.devices[0]?.features?.[0]?.outputs?.hwPositionWithDuration?.durationMs;
    await shortest.fill("400");
    await longest.fill("2000");
    await longest.press("Enter");
    await vi.waitFor(() => expect(decided()).toEqual([400, 2000]));
    await shortest.fill("");
    await shortest.press("Enter");
    await vi.waitFor(() => expect(decided()?.[0]).not.toBe(400));
    expect(decided()).toEqual([expect.any(Number), 2000]);
    await longest.fill("");
    await longest.press("Enter");
    await vi.waitFor(() => expect(world.engine.server.userConfig.devices).toEqual([]));
  });
});
