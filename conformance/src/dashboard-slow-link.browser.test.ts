import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, setByKeys, useBrowser, whenUsable } from "./dashboard-browser.js";
import { type Wires, wiresOf } from "./dashboard-wire.js";
import { type DashboardWorld, openDashboardWorld } from "./dashboard-world.js";

const openBlank = useBrowser();

const nora = "Lovense Nora";
const max = "Lovense Max";
const kgoal = "KGoal Boost";
/** What the engine says without being asked comes later than its answers. */
const news = '"event":"state"';

/** A page whose frames can be kept back, and whose time runs faster if asked. */
async function openSlowly(world: DashboardWorld, prepare?: (wires: Wires) => void) {
  const page = await openBlank("about:blank");
  await page.clock.install();
  const wires = await wiresOf(page);
  prepare?.(wires);
  await page.goto(world.page);
  return { page, ...wires };
}

function settingsOf(page: Page, name: string) {
  return page.getByRole("button", { name: `Settings of ${name}` }).click();
}

describe.skipIf(chromium === undefined)("far from an engine that answers late", { timeout: browserLimitMs }, () => {
  it("limits that are set one after the other are all kept, and what is shown does not jump back", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    await settingsOf(page, nora);
    const limits = page.getByRole("region", { name: "Vibrator: Vibrate" });
    const highest = limits.getByRole("slider", { name: "Highest step" });
    await whenUsable(highest);
    management.keepBack("down");
    for (let press = 0; press < 5; press += 1) await highest.press("ArrowLeft");
    await page.clock.runFor(4_000);
    expect(await highest.inputValue()).toBe("15");
    await limits.getByRole("spinbutton", { name: "Fastest rise" }).fill("40");
    await limits.getByRole("spinbutton", { name: "Fastest rise" }).press("Enter");
    management.letGo();
    const decided = () => world.engine.server.userConfig.devices[0]?.features?.[0]?.outputs?.vibrate;
    await vi.waitFor(() => expect(decided()).toEqual({ range: [0, 15], maxRisePerSecond: 40 }));
    await page.getByText("Applications set 0 to 15").waitFor();
  });

  it("what is chosen stays chosen", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    const choice = page.getByRole("combobox", { name: `When to connect ${nora}` });
    const onlyAllowed = page.getByRole("checkbox", { name: "Connect only devices that are set to “always”" });
    const cap = page.getByRole("slider", { name: "Cap on all levels" });
    await whenUsable(choice);
    management.keepBack("down");
    await choice.selectOption("Always connect");
    await onlyAllowed.check();
    await cap.press("Home");
    await page.clock.runFor(4_000);
    expect([await choice.inputValue(), await onlyAllowed.isChecked(), await cap.inputValue()]).toEqual([
      "allow",
      true,
      "5",
    ]);
    management.letGo();
    await page.getByText("Changed: the cap on all levels.").waitFor();
  });

  it("a device is stopped before the page is connected as a client, and its sliders wait for that", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, control } = await openSlowly(world, (wires) => wires.control.keepBack("up"));
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    await cardOf(page, nora).getByText("driven by Space Game").waitFor();
    await page.getByRole("button", { name: `Stop ${nora}` }).click();
    await tap.until("Vibrate:0;");
    await vi.waitFor(() => expect(world.engine.server.deviceStatus[0]?.heldBy).toBeUndefined());
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    expect(await slider.isDisabled()).toBe(true);
    control.letGo();
    await setByKeys(slider, 2);
    await tap.until("Vibrate:2;");
    // The same for a device that the client hears of later.
    control.keepBack("down");
    await world.engine.management.addSimulated({ model: max });
    const later = cardOf(page, max).getByRole("slider", { name: "Vibrate" });
    await later.waitFor();
    expect(await later.isDisabled()).toBe(true);
    control.letGo();
    const atMax = world.tap(max);
    await setByKeys(later, 3);
    await atMax.until("Vibrate:3;");
    expect(await page.locator(".problem").allTextContents()).toEqual([]);
  });

  it("a slider that was let go does not jump back", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, control } = await openSlowly(world);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    await whenUsable(slider);
    control.keepBack("up");
    await setByKeys(slider, 4);
    await page.clock.runFor(4_000);
    expect(await slider.inputValue()).toBe("4");
    control.letGo();
    await vi.waitFor(() => expect(world.engine.server.deviceStatus[0]?.levels[0]?.value).toBe(4));
  });

  it("a slider does not jump back to what the engine said before its answer, also if the page paints late", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    const cap = page.getByRole("slider", { name: "Cap on all levels" });
    const asked = (levelCap: number) =>
      vi.waitFor(() => expect(management.sent.join()).toContain(`"levelCap":${levelCap}`));
    const said = (frames: "waiting" | "received", text: string) =>
      vi.waitFor(() => expect(management[frames].slice(-3).join()).toContain(text));
    await whenUsable(cap);
    management.keepBack("down");
    await cap.press("ArrowLeft");
    await asked(0.99);
    await said("waiting", '"levelCap":0.99');
    await cap.press("ArrowLeft");
    await page.clock.runFor(200);
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
    const answers = management.received.length;
    management.letGo();
    management.keepBack("down", news);
    await asked(0.98);
    await vi.waitFor(() =>
      expect(management.received.slice(answers).filter((each) => each.includes('"result"')).length).toBe(2),
    );
    await page.clock.runFor(500);
    expect(await cap.inputValue()).toBe("98");
    management.letGo();
    await page.clock.resume();
  });

  it("hold and release mean what the engine has answered, also before its news come", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    const all = page.getByRole("switch", { name: "Hold everything at rest" });
    await whenUsable(all);
    const heldBy = () => world.engine.server.deviceStatus[0]?.heldBy;
    management.keepBack("down", news);
    await all.click();
    await page.getByRole("switch", { checked: true }).waitFor();
    expect(heldBy()).toBe("the owner");
    await all.click();
    await page.getByRole("switch", { checked: false }).waitFor();
    expect(heldBy()).toBeUndefined();
    await page.getByRole("button", { name: `Hold ${nora}` }).click();
    await page.getByRole("button", { name: `Release ${nora}` }).click();
    await page.getByRole("button", { name: `Hold ${nora}` }).click();
    await page.getByRole("button", { name: `Release ${nora}` }).waitFor();
    expect(heldBy()).toBe("the owner");
    management.letGo();
    await cardOf(page, nora).getByText("Held at rest by the owner").waitFor();
    await page.getByRole("button", { name: `Release ${nora}` }).click();
    await vi.waitFor(() => expect(heldBy()).toBeUndefined());
  });

  it("a sensor that is watched and not any more, before the first was answered, is not watched", async () => {
    const world = await openDashboardWorld([kgoal]);
    const { page, control } = await openSlowly(world);
    const watch = page.getByRole("checkbox", { name: "Watch pressure" }).first();
    await whenUsable(watch);
    control.keepBack("down");
    await watch.check();
    await watch.uncheck();
    control.letGo();
    await vi.waitFor(() => expect(control.sent.filter((frame) => frame.includes('"Unsubscribe"'))).toHaveLength(1));
    expect(await watch.isChecked()).toBe(false);
  });

  it("all models are added that were asked for", async () => {
    const world = await openDashboardWorld([]);
    const { page, management } = await openSlowly(world);
    await page.getByRole("button", { name: "Add a simulated device" }).click();
    await page.getByRole("searchbox").fill("lovense");
    await page.getByRole("button", { name: `Add ${nora}` }).waitFor();
    management.keepBack("down");
    await page.getByRole("button", { name: `Add ${nora}` }).click();
    await page.getByRole("button", { name: `Add ${max}` }).click();
    management.letGo();
    await vi.waitFor(() => expect(world.engine.simulated.devices.map(({ model }) => model.name)).toEqual([nora, max]));
  });
});

describe.skipIf(chromium === undefined)("what changes under the owner's hands", { timeout: browserLimitMs }, () => {
  it("a token is for the chosen device, also if that lost its connection meanwhile", async () => {
    const world = await openDashboardWorld([nora, max]);
    const { page } = await openSlowly(world);
    await page.getByRole("link", { name: "Applications" }).click();
    await page.getByRole("button", { name: "Make a token" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a token" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("phone");
    await dialog.getByText("Only these devices").click();
    await dialog.getByRole("checkbox", { name: nora }).check();
    const hardware = world.engine.server.deviceStatus[0]?.hardware;
    world.device(nora).vanish();
    await vi.waitFor(() => expect(world.engine.server.devices).toHaveLength(1));
    const other = "Lovense Edge";
    await world.engine.management.addSimulated({ model: other });
    await dialog.getByRole("checkbox", { name: other }).waitFor();
    await dialog.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("dialog", { name: "Token “phone”" }).waitFor();
    expect(world.engine.access.tokens.map(({ scope }) => scope)).toEqual([{ devices: [hardware] }]);
  });

  it("a token that is made when its dialog was closed takes nothing of what is typed in the next, and is shown", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    await page.getByRole("link", { name: "Applications" }).click();
    const make = page.getByRole("button", { name: "Make a token" });
    const dialog = page.getByRole("dialog", { name: "Make a token" });
    const name = dialog.getByRole("textbox", { name: "Name" });
    await make.click();
    await name.fill("first");
    management.keepBack("down");
    await name.press("Enter");
    await dialog.getByRole("button", { name: "Close" }).click();
    await make.click();
    await name.fill("second");
    management.letGo();
    await page.getByText("first", { exact: true }).waitFor();
    expect(await name.inputValue()).toBe("second");
    await name.press("Enter");
    for (const each of ["first", "second"]) {
      const shown = page.getByRole("dialog", { name: `Token “${each}”` });
      await shown.waitFor();
      await shown.getByRole("button", { name: "Close" }).click();
    }
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("the focus stays near a device that leaves, whichever connection tells it first", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management, control } = await openSlowly(world);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    await whenUsable(slider);
    await slider.focus();
    management.keepBack("down", news);
    world.device(nora).vanish();
    await vi.waitFor(() => expect(control.received.at(-1)).toContain('"Devices":{}'));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    management.letGo();
    await cardOf(page, nora).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Devices");
  });

  it("what is open and typed for one device is not for another that gets its index", async () => {
    const world = await openDashboardWorld([nora]);
    const { page, management } = await openSlowly(world);
    await settingsOf(page, nora);
    await page.getByRole("textbox", { name: "Name" }).fill("Rosa");
    management.keepBack("down", news);
    const [{ hardware = "" } = {}] = world.engine.server.deviceStatus;
    await world.engine.management.removeSimulated({ hardware });
    await vi.waitFor(() => expect(world.engine.server.devices).toEqual([]));
    await world.engine.management.forgetDevice({ hardware });
    await world.engine.management.addSimulated({ model: max });
    await vi.waitFor(() => expect(world.engine.server.deviceStatus.map(({ index }) => index)).toEqual([0]));
    management.letGo();
    await cardOf(page, max).waitFor();
    expect(await page.getByRole("textbox", { name: "Name" }).count()).toBe(0);
  });
});
