import type { CDPSession, Locator, Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, placeOn, setByKeys, useBrowser, whenUsable } from "./dashboard-browser.js";
import { foreignPage } from "./dashboard-foreign-page.js";
import { openDashboardWorld } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
const max = "Lovense Max";
const phone = { viewport: { width: 320, height: 640 }, hasTouch: true } as const;

function stopButton(page: Page): Locator {
  return page.getByRole("button", { name: "Stop everything" });
}

/** A finger, moved in steps as a hand does. */
async function finger(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const at = { x: 0, y: 0 };
  return {
    async down(x: number, y: number) {
      Object.assign(at, { x, y });
      await touch("touchStart", x, y);
    },
    async move(byX: number, byY: number) {
      for (let step = 1; step <= 8; step += 1) {
        await touch("touchMove", at.x + (byX * step) / 8, at.y + (byY * step) / 8);
      }
      Object.assign(at, { x: at.x + byX, y: at.y + byY });
    },
    up: () => touch("touchEnd"),
  };
}

async function middleOf(target: Locator) {
  const { x = 0, y = 0, width = 0, height = 0 } = (await target.boundingBox()) ?? {};
  return { x: x + width / 2, y: y + height / 2 };
}

/** What a finger pushed goes on a little when it is lifted. */
async function scrolledTo(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let [last, still] = [Number.NaN, 0]; still < 10; still = scrollY === last ? still + 1 : 0) {
      last = scrollY;
      await frame();
    }
    return scrollY;
  });
}

/** Pressed, it is a pixel lower. */
async function isAt(target: Locator, before: { readonly x: number; readonly y: number } | null): Promise<boolean> {
  const now = await target.boundingBox();
  return now !== null && before !== null && now.x === before.x && Math.abs(now.y - before.y) <= 1;
}

describe.skipIf(chromium === undefined)("the dashboard under a finger", { timeout: browserLimitMs }, () => {
  it("stops when the finger comes down, whatever it does then", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page, phone);
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    const touch = await finger(page);
    const { x, y } = await middleOf(stopButton(page));
    await touch.down(x, y);
    await tap.until("Vibrate:0;");
    await touch.move(0, -200);
    await touch.up();
  });

  it("has stop under the finger that presses it again, whatever is told meanwhile", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page, phone);
    await cardOf(page, nora).waitFor();
    const before = await stopButton(page).boundingBox();
    const { x, y } = await middleOf(stopButton(page));
    await page.touchscreen.tap(x, y);
    await page.getByText("Everything is stopped.").waitFor();
    expect(await isAt(stopButton(page), before)).toBe(true);
    await page.getByRole("switch").tap();
    await page.getByText("Held by the owner until released").waitFor();
    await page.getByRole("combobox", { name: `When to connect ${nora}` }).selectOption("Always connect");
    await page.getByRole("status").getByText("Changed").waitFor();
    await world.engine.close();
    await page.getByText("The connection to the engine is lost").waitFor();
    await page.touchscreen.tap(x, y);
    await page.getByText("Not everything could be stopped").waitFor();
    expect(await isAt(stopButton(page), before)).toBe(true);
  });

  it("moves no slider when it scrolls over one, and moves it when it slides along it", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page, phone);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    await whenUsable(slider);
    const tap = world.tap(nora);
    const touch = await finger(page);
    const { x, y } = await placeOn(slider, 0.7);
    await touch.down(x, y);
    await touch.move(6, -160);
    await touch.up();
    await vi.waitFor(async () => expect(await scrolledTo(page)).toBeGreaterThan(80));
    expect(await slider.inputValue()).toBe("0");
    const start = await placeOn(slider, 0);
    await touch.down(start.x, start.y);
    await touch.move((await placeOn(slider, 0.5)).x - start.x, 4);
    await touch.up();
    const packets = await tap.until("Vibrate:10;");
    expect(packets.filter((packet) => packet === "Vibrate:14;")).toEqual([]);
    // A tap is no scrolling.
    const tapped = await placeOn(slider, 0.25);
    await page.touchscreen.tap(tapped.x, tapped.y);
    await tap.until("Vibrate:5;");
  });
});

describe.skipIf(chromium === undefined)("a notice", { timeout: browserLimitMs }, () => {
  it("is not before a slider that a hand moves, nor over what has the focus, and goes by itself", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage("about:blank", phone);
    await page.clock.install();
    await page.goto(world.page);
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const highest = page
      .getByRole("region", { name: "Vibrator: Vibrate" })
      .getByRole("slider", { name: "Highest step" });
    const notice = page.locator(".notice", { hasText: "Changed: the limits" });
    const place = page.locator(".notice-place");
    // At the lower end of what is seen.
    await highest.evaluate((slider) => scrollBy(0, slider.getBoundingClientRect().bottom - innerHeight + 90));
    const [from, to] = [await placeOn(highest, 1), await placeOn(highest, 0.5)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await notice.waitFor({ state: "attached" });
    expect(await place.isVisible()).toBe(false);
    await page.mouse.up();
    await notice.waitFor();
    expect(await place.isVisible()).toBe(true);
    const bottomOf = async (target: Locator) => (await target.boundingBox()) ?? { y: 0, height: 0 };
    await highest.press("ArrowLeft");
    await vi.waitFor(async () => {
      const [slider, told] = [await bottomOf(highest), await bottomOf(place)];
      expect(slider.y + slider.height).toBeLessThanOrEqual(told.y);
    });
    await page.clock.runFor(8_500);
    await notice.waitFor({ state: "detached" });
  });

  it("is not undone by a finger that means what was there a moment ago", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage("about:blank");
    await page.clock.install();
    await page.goto(world.page);
    const choice = page.getByRole("combobox", { name: `When to connect ${nora}` });
    await choice.waitFor();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await choice.selectOption("Always connect");
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    await undo.waitFor();
    expect(await undo.isDisabled()).toBe(true);
    await page.clock.runFor(700);
    await undo.click();
    await vi.waitFor(() => expect(world.engine.server.userConfig.devices).toEqual([]));
  });

  it("gives the focus back when it goes", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const choice = page.getByRole("combobox", { name: `When to connect ${nora}` });
    await choice.selectOption("Always connect");
    await choice.focus();
    await page.getByRole("status").getByText("Changed").waitFor();
    for (const name of ["Undo", "Dismiss"]) {
      const button = page.getByRole("button", { name, exact: true });
      await whenUsable(button);
      await button.focus();
      await button.press("Enter");
      await button.waitFor({ state: "detached" });
      if (name === "Undo") await page.getByRole("status").getByText("As before").waitFor();
      await vi.waitFor(async () => expect(await choice.evaluate((each) => each === document.activeElement)).toBe(true));
    }
  });
});

describe.skipIf(chromium === undefined)("a dialog", { timeout: browserLimitMs }, () => {
  it("keeps what is behind it out of reach, but not stop, hold and requests for approval", async () => {
    const world = await openDashboardWorld([nora], { allowOrigins: [] });
    const page = await openPage(world.page);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    const at = await placeOn(slider, 0.1);
    const tap = world.tap(nora);
    await page.getByRole("button", { name: "Add a simulated device" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a simulated device" });
    await dialog.waitFor();
    await page.mouse.click(at.x, at.y);
    const behind = () => page.evaluate(() => document.activeElement?.closest("main fieldset, header") !== null);
    // So that the dialog is soon at its end.
    await dialog.getByRole("searchbox").fill("no such model");
    for (let press = 0; press < 10; press += 1) {
      await page.keyboard.press("Tab");
      expect(await behind()).toBe(false);
    }
    expect(tap.take().filter((packet) => packet.startsWith("Vibrate"))).toEqual([]);
    foreignPage(world.clients, "https://game.example");
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByRole("switch").click();
    await page.getByText("Held by the owner").waitFor();
    await stopButton(page).click();
    await page.getByText("Everything is stopped.").waitFor();
    // Also when the engine is away, which disables all the rest.
    await world.engine.close();
    await page.getByText("The connection to the engine is lost").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
  });
});

describe.skipIf(chromium === undefined)("the focus", { timeout: browserLimitMs }, () => {
  it("stays near what goes while it has it", async () => {
    const world = await openDashboardWorld([nora, max], { allowOrigins: [] });
    const page = await openPage(world.page);
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.getAttribute("aria-label") ??
          document.activeElement?.querySelector("h2")?.textContent,
      );
    await page.getByRole("button", { name: `Remove ${max}` }).press("Enter");
    await cardOf(page, max).waitFor({ state: "detached" });
    expect(await focused()).toBe("Devices");
    await cardOf(page, nora).getByRole("slider", { name: "Vibrate" }).focus();
    world.device(nora).vanish();
    await cardOf(page, nora).waitFor({ state: "detached" });
    expect(await focused()).toBe("Devices");
    foreignPage(world.clients, "https://game.example");
    await whenUsable(page.getByRole("button", { name: "Always allow" }));
    await page.getByRole("button", { name: "Always allow" }).press("Enter");
    await page.getByRole("button", { name: "Always allow" }).waitFor({ state: "detached" });
    expect(await focused()).toBe("Requests for approval");
    await page.getByRole("link", { name: "Applications" }).click();
    await page.getByRole("button", { name: "Forget https://game.example" }).press("Enter");
    await page.getByText("None. A page that wants to connect is asked about here.").waitFor();
    expect(await focused()).toBe("Approved pages");
    await world.application("Space Game");
    await page.getByRole("button", { name: "Disconnect Space Game" }).press("Enter");
    await page.getByText("No application is connected.").waitFor();
    expect(await focused()).toBe("Connected applications");
  });
});

it.skipIf(chromium === undefined)(
  "a stop that the engine could not hear is heard when it is back",
  { timeout: browserLimitMs },
  async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage("about:blank");
    await page.clock.install();
    await page.goto(world.page);
    await setByKeys(cardOf(page, nora).getByRole("slider", { name: "Vibrate" }), 1);
    await world.engine.close();
    await page.getByText("The connection to the engine is lost").waitFor();
    const port = Number(new URL(world.page).port);
    // Nobody is there yet, and with its time the page's attempts end, too: it is not back before something is driven.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await stopButton(page).click();
    await page.getByText("It is tried again as soon as the engine is back.").waitFor();
    await page.getByText(/^Trying again in/).waitFor();
    const again = await openDashboardWorld([max], { port });
    const game = await again.application("Space Game");
    const tap = again.tap(max);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    await page.clock.resume();
    await tap.until("Vibrate:0;");
    await page.getByText("Everything is stopped.").waitFor();
  },
);
