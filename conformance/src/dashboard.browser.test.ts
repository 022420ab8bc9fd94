import { defaultSettings } from "@buttplug-ts/engine";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, placeOn, setByKeys, useBrowser, whenUsable } from "./dashboard-browser.js";
import { openDashboardWorld } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
const max = "Lovense Max";

/** Packets without the questions that the engine asks by itself. */
function moves(packets: readonly string[]): readonly string[] {
  return packets.filter((packet) => packet !== "Battery;");
}

function stopButton(page: Page) {
  return page.getByRole("button", { name: "Stop everything" });
}

describe.skipIf(chromium === undefined)("a scan that finds nothing", { timeout: browserLimitMs }, () => {
  it("says so, and which buses cannot be used", async () => {
    vi.stubEnv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at-all");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { buses } = defaultSettings;
    const world = await openDashboardWorld([], { buses: { ...buses, serial: false, hid: false } });
    const page = await openPage(world.page);
    await page.getByText("Not usable here: Bluetooth. What would help").waitFor();
    await page.getByRole("button", { name: "Scan for devices" }).click();
    await page.getByRole("status").getByText("Nothing was found.").waitFor();
    await page.getByRole("link", { name: "What would help" }).click();
    await page.getByText("There is no message bus (D-Bus)").waitFor();
  });
});

describe.skipIf(chromium === undefined)("the dashboard drives devices", { timeout: browserLimitMs }, () => {
  it("adds a simulated device; a slider moves it, and the plot shows it", async () => {
    const world = await openDashboardWorld([]);
    const page = await openPage(world.page);
    await page.getByText("No device is connected").waitFor();
    await page.getByRole("button", { name: "Add a simulated device" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a simulated device" });
    await dialog.getByRole("searchbox").fill("nora lov");
    await dialog.getByRole("button", { name: `Add ${nora}` }).click();
    await dialog.getByText(`${nora} is added.`).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    const card = cardOf(page, nora);
    await card.getByText("Simulated").waitFor();
    await card.getByText("85 %").waitFor();
    const tap = world.tap(nora);
    await setByKeys(card.getByRole("slider", { name: "Vibrate" }), 10);
    expect((await tap.until("Vibrate:10;")).at(-1)).toBe("Vibrate:10;");
    await card.getByText("driven by this page").waitFor();
    await card.getByText("Vibrator: Vibrate 50 %").waitFor();
    // The line of the output, in its colour, in the upper half of the plot.
    const count = () =>
      card.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
        const wanted =
          getComputedStyle(canvas)
            .getPropertyValue("--line-1")
            .match(/[\da-f]{2}/g) ?? [];
        const color = wanted.map((hex) => Number.parseInt(hex, 16));
        const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height * 0.6,
        );
        let found = 0;
        for (let at = 0; at < data.length; at += 4)
          if (color.every((part, index) => data[at + index] === part)) found += 1;
        return found;
      });
    await vi.waitFor(async () => expect(await count()).toBeGreaterThan(5));
  });

  it("follows the hand while a slider is dragged, keeps the level when it is let go, and then follows others", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    await slider.evaluate((input: HTMLInputElement) => {
      const shown: number[] = [];
      Object.assign(globalThis, { shown });
      const look = () => {
        shown.push(input.valueAsNumber);
        requestAnimationFrame(look);
      };
      look();
    });
    const tap = world.tap(nora);
    const from = await placeOn(slider, 0);
    const to = await placeOn(slider, 0.75);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 60 });
    // Off the slider, as hands do.
    await page.mouse.move(to.x, to.y + 80);
    await page.mouse.up();
    const packets = await tap.until("Vibrate:15;");
    expect(moves(packets).length).toBeLessThanOrEqual(15);
    await vi.waitFor(() => expect(world.engine.server.deviceStatus[0]?.levels[0]?.value).toBe(15));
    const game = await world.application("Space Game");
    await game.devices[0]?.vibrate(0.3);
    await vi.waitFor(async () => expect(await slider.inputValue()).toBe("6"));
    await cardOf(page, nora).getByText("driven by Space Game").waitFor();
    const shown = await page.evaluate(() => (globalThis as unknown as { shown: number[] }).shown);
    const drag = shown.slice(0, shown.indexOf(6, shown.indexOf(15)));
    expect(drag).toEqual([...drag].sort((a, b) => a - b));
  });

  it.each([
    ["the button", (page: Page) => stopButton(page).click()],
    [
      "Escape, wherever the focus is",
      async (page: Page) => {
        await page.getByRole("button", { name: "Add a simulated device" }).click();
        await page.getByRole("searchbox").press("Escape");
      },
    ],
    [
      "Space, where no control takes it",
      async (page: Page) => {
        await page.getByRole("heading", { name: nora }).click();
        await page.keyboard.press("Space");
      },
    ],
    ["the button of the device", (page: Page) => page.getByRole("button", { name: `Stop ${nora}` }).click()],
  ] as const)("stops by %s", async (_, stop) => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    await cardOf(page, nora).getByText("driven by Space Game").waitFor();
    await stop(page);
    await tap.until("Vibrate:0;");
  });

  it("stops nothing by a Space that is meant for a control", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    await game.devices[0]?.vibrate(1);
    const tap = world.tap(nora);
    await page.getByRole("button", { name: `Settings of ${nora}` }).press("Space");
    await page.getByRole("textbox", { name: "Name" }).fill("a name with spaces");
    await page.getByRole("textbox", { name: "Name" }).press("Space");
    expect(moves(tap.take())).toEqual([]);
  });

  it("a stop ends a drag that is under way: what follows of it moves nothing", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    const tap = world.tap(nora);
    const [low, middle, high] = [await placeOn(slider, 0), await placeOn(slider, 0.5), await placeOn(slider, 1)];
    await page.mouse.move(low.x, low.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y, { steps: 5 });
    await tap.until("Vibrate:10;");
    // Another finger lets go of what it pressed, a stop comes, and the drag goes on, all before anything is drawn.
    await slider.evaluate((input: HTMLInputElement) => {
      dispatchEvent(new PointerEvent("pointerup", { pointerId: 99 }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      input.value = "15";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await tap.until("Vibrate:0;");
    await page.mouse.move(high.x, high.y, { steps: 10 });
    await page.mouse.up();
    await page.getByText("Everything is stopped.").waitFor();
    await vi.waitFor(async () => expect(await slider.inputValue()).toBe("0"));
    // The page stops on both of its connections, and each stop writes.
    expect(moves(tap.take()).filter((packet) => !/^(Vibrate|Rotate):0;$/.test(packet))).toEqual([]);
    // The next drag is a new one.
    await setByKeys(slider, 2);
    await tap.until("Vibrate:2;");
  });

  it("holds everything at rest until it is released, and says who holds", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const [device] = game.devices;
    const tap = world.tap(nora);
    await device?.vibrate(0.5);
    await tap.until("Vibrate:10;");
    const hold = page.getByRole("switch", { name: "Hold everything at rest" });
    await hold.click();
    await tap.until("Vibrate:0;");
    await page.getByText("Held by the owner until released").waitFor();
    await expect(device?.vibrate(0.5)).rejects.toMatchObject({ code: "device/held" });
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    expect(await slider.isDisabled()).toBe(true);
    await cardOf(page, nora).getByText("Held at rest by the owner").waitFor();
    await hold.click();
    await page.getByRole("switch", { checked: false }).waitFor();
    await device?.vibrate(0.5);
    await tap.until("Vibrate:10;");
  });

  it("holds one device and leaves the others", async () => {
    const world = await openDashboardWorld([nora, max]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    await page.getByRole("button", { name: `Hold ${nora}` }).click();
    await page.getByRole("button", { name: `Release ${nora}` }).waitFor();
    const [first, second] = game.devices;
    await expect(first?.vibrate(0.5)).rejects.toMatchObject({ code: "device/held" });
    await second?.vibrate(0.5);
    await page.getByRole("button", { name: `Release ${nora}` }).click();
    await page.getByRole("button", { name: `Hold ${nora}` }).waitFor();
    await first?.vibrate(0.5);
  });

  it("leaves nothing running that its sliders drove when it is closed, and stops nothing else", async () => {
    const world = await openDashboardWorld([nora, max]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const [atNora, atMax] = [world.tap(nora), world.tap(max)];
    await game.devices[1]?.vibrate(0.5);
    await setByKeys(cardOf(page, nora).getByRole("slider", { name: "Vibrate" }), 4);
    await atNora.until("Vibrate:4;");
    await atMax.until("Vibrate:10;");
    await page.close();
    await atNora.until("Vibrate:0;");
    await vi.waitFor(() => expect(world.engine.server.sessionCount).toBe(1));
    expect(moves(atMax.take())).toEqual([]);
  });

  it("says that the engine is gone, allows nothing then, and is back with it", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await whenUsable(cardOf(page, nora).getByRole("slider", { name: "Vibrate" }));
    await world.engine.close();
    await page.getByText("The connection to the engine is lost").waitFor();
    // An engine that takes its time to end tells of the devices that it lets go.
    const usable = page.locator("main").locator("button, input, select").and(page.locator(":enabled"));
    expect(await usable.and(page.locator(":not(.banner *)")).count()).toBe(0);
    // Stop is not: it says what happens to it.
    expect(await stopButton(page).isDisabled()).toBe(false);
    await page.keyboard.press("Escape");
    await page.getByText("Not everything could be stopped: The engine is not connected.").waitFor();
    const again = await openDashboardWorld([max], { port: Number(new URL(world.page).port) });
    await page
      .getByRole("button", { name: "Try now" })
      .click({ timeout: 1_000 })
      .catch(() => {});
    await cardOf(page, max).waitFor();
    const tap = again.tap(max);
    await setByKeys(cardOf(page, max).getByRole("slider", { name: "Vibrate" }), 3);
    await tap.until("Vibrate:3;");
  });
});
