import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, placeOn, setByKeys, useBrowser, whenUsable } from "./dashboard-browser.js";
import { openDashboardWorld, withoutToken } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
const longName = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".padEnd(100, "!");
const rightToLeft = "המכשיר של רוזה (2)";

/** The values of a series, of which half are smaller. */
function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function isCutOff(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

describe.skipIf(chromium === undefined)("the dashboard with much to show", { timeout: browserLimitMs }, () => {
  it("follows the hand at once with thirty devices that are all driven, and draws only the plots that are seen", async () => {
    const kinds = ["Lovense Max", "Lovense Hush", "Aneros Vivi", "Lovense Lush", "Lovense Edge"];
    const others = Array.from({ length: 29 }, (_, index) => kinds[index % kinds.length] as string);
    const world = await openDashboardWorld([nora, ...others]);
    const page = await openPage(world.page);
    await vi.waitFor(async () => expect(await page.getByRole("article").count()).toBe(30));
    const slider = cardOf(page, nora).getByRole("slider", { name: "Vibrate" });
    const [from, to] = [await placeOn(slider, 0), await placeOn(slider, 1)];
    await page.evaluate(() => {
      const seen = { frames: [] as number[], unseenDraws: 0 };
      Object.assign(globalThis, { seen });
      let lastMs = performance.now();
      const frame = (nowMs: number) => {
        seen.frames.push(nowMs - lastMs);
        lastMs = nowMs;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...args) {
        if (this.canvas.getBoundingClientRect().top > innerHeight + 200) seen.unseenDraws += 1;
        clear.apply(this, args);
      };
    });
    const device = world.device(nora);
    /** Drags the slider from end to end: how long a move takes to the device, and a frame, in milliseconds (medians). */
    const drag = async () => {
      await page.evaluate(() => (globalThis as unknown as { seen: { frames: number[] } }).seen.frames.splice(0));
      const tookMs: number[] = [];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      for (let step = 1; step <= 10; step += 1) {
        const before = device.writes.length;
        const beganMs = performance.now();
        await page.mouse.move(from.x + ((to.x - from.x) * step) / 10, from.y);
        await vi.waitFor(() => expect(device.writes.length).toBeGreaterThan(before), { interval: 1 });
        tookMs.push(performance.now() - beganMs);
        // Longer than the gap of the device, which is no fault of the page.
        await vi.waitFor(() => expect(performance.now() - beganMs).toBeGreaterThan(100), { interval: 5 });
      }
      await page.mouse.up();
      const frames = await page.evaluate(() => (globalThis as unknown as { seen: { frames: number[] } }).seen.frames);
      return [medianOf(tookMs), medianOf(frames)].map((ms) => Math.round(ms)) as [number, number];
    };
    const [restMs, restFrameMs] = await drag();
    const game = await world.application("Space Game");
    const driven = game.devices.slice(1);
    let turn = 0;
    const driving = setInterval(() => {
      turn += 1;
      for (const each of driven) void each.vibrate((turn % 10) / 10).catch(() => {});
    }, 100);
    onTestFinished(() => clearInterval(driving));
    await vi.waitFor(() => expect(turn).toBeGreaterThan(5));
    const [inputMs, frameMs] = await drag();
    const unseenDraws = await page.evaluate(
      () => (globalThis as unknown as { seen: { unseenDraws: number } }).seen.unseenDraws,
    );
    console.log(`dashboard: 30 devices: from a slider to bytes ${inputMs} ms, a frame ${frameMs} ms (medians)`);
    expect(unseenDraws).toBe(0);
    // A machine that is busy is slower, also while nothing else is driven; the page alone needs a tenth of this.
    expect(inputMs).toBeLessThan(Math.max(300, 5 * restMs));
    expect(frameMs).toBeLessThan(Math.max(100, 5 * restFrameMs));
  });

  it("keeps up with a device that comes and goes", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("button", { name: `Settings of ${nora}` }).click();
    const device = world.device(nora);
    for (let turn = 0; turn < 25; turn += 1) {
      device.vanish();
      await vi.waitFor(() => expect(world.engine.server.devices).toEqual([]), { interval: 1 });
      device.appear();
      await vi.waitFor(() => expect(world.engine.server.devices).toHaveLength(1), { interval: 1 });
    }
    // By when the page can use what came after all that, it has heard of all that.
    await world.engine.management.addSimulated({ model: "Lovense Max" });
    await whenUsable(cardOf(page, "Lovense Max").getByRole("slider", { name: "Vibrate" }));
    const tap = world.tap(nora);
    await setByKeys(cardOf(page, nora).getByRole("slider", { name: "Vibrate" }), 3);
    await tap.until("Vibrate:3;");
    expect(await page.getByRole("article").count()).toBe(2);
  });

  it("has room for a device with eight features, for long names and for names from right to left", async () => {
    const world = await openDashboardWorld(["Cueme Mens", nora]);
    const [first, second] = world.engine.server.deviceStatus.map(({ hardware }) => hardware) as [string, string];
    await world.engine.server.setUserConfig({
      devices: [
        { hardware: first, name: longName },
        { hardware: second, name: rightToLeft },
      ],
    });
    const page = await openPage(world.page, { viewport: { width: 320, height: 640 } });
    await vi.waitFor(async () => expect(await cardOf(page, longName).getByRole("slider").count()).toBe(8));
    const game = await world.application(rightToLeft.repeat(5));
    await game.devices[0]?.features[7]?.vibrate(1);
    await cardOf(page, longName).getByText(`driven by ${rightToLeft}`).waitFor();
    expect(await isCutOff(page)).toBe(false);
    // What stands beside such a name stays where it is read.
    const heading = cardOf(page, rightToLeft).getByRole("heading", { level: 2 });
    expect(await heading.evaluate((each) => getComputedStyle(each).direction)).toBe("ltr");
    expect(await heading.locator("bdi").evaluate((each) => getComputedStyle(each).unicodeBidi)).toBe("isolate");
    for (const part of ["Applications", "Log", "Engine"]) {
      await page.getByRole("link", { name: part }).click();
      await page.locator(`nav a[aria-current="page"]`, { hasText: part }).waitFor();
      expect(await isCutOff(page), part).toBe(false);
    }
  });

  it("takes ten thousand lines of the log, shows the newest, and more when asked", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await page.getByRole("link", { name: "Log" }).click();
    const words = "a line ".repeat(8);
    for (let line = 1; line <= 10_000; line += 1) world.engine.logs.log("info", "test", `${line}: ${words}`);
    const lines = page.getByRole("region", { name: "Log" }).getByRole("listitem");
    await lines.filter({ hasText: "10000: a line" }).waitFor();
    await page.getByText("The newest 300 of 2,000 lines.").waitFor();
    await page.getByRole("button", { name: "Show 300 more" }).click();
    await page.getByText("The newest 600 of 2,000 lines.").waitFor();
    expect(await lines.count()).toBe(600);
    await page.getByRole("searchbox", { name: "Text" }).fill("9999:");
    await page.getByText("1 of 2,000 lines fits.").waitFor();
    expect(await page.getByText("Connected", { exact: true }).count()).toBe(1);
  });
});

describe.skipIf(chromium === undefined)("several dashboards", { timeout: browserLimitMs }, () => {
  it("say and do the same, and neither takes the other for itself", async () => {
    const world = await openDashboardWorld([nora]);
    const [one, other] = await Promise.all([openPage(world.page), openPage(world.page)]);
    const tap = world.tap(nora);
    await setByKeys(cardOf(one, nora).getByRole("slider", { name: "Vibrate" }), 6);
    await tap.until("Vibrate:6;");
    await cardOf(one, nora).getByText("driven by this page").waitFor();
    await cardOf(other, nora)
      .getByText(/driven by Dashboard \w+/)
      .waitFor();
    const there = cardOf(other, nora).getByRole("slider", { name: "Vibrate" });
    await vi.waitFor(async () => expect(await there.inputValue()).toBe("6"));
    await other.getByRole("switch").click();
    await tap.until("Vibrate:0;");
    await one.getByText("Held by the owner until released").waitFor();
    await one.getByRole("switch").click();
    await other.getByRole("switch", { checked: false }).waitFor();
    await one.getByRole("button", { name: `Settings of ${nora}` }).click();
    await one.getByRole("textbox", { name: "Name" }).fill("Rosa");
    await one.getByRole("textbox", { name: "Name" }).press("Enter");
    await cardOf(other, "Rosa").waitFor();
    // What the other drives stays when this one leaves.
    await setByKeys(cardOf(other, "Rosa").getByRole("slider", { name: "Vibrate" }), 2);
    await tap.until("Vibrate:2;");
    await one.close();
    await vi.waitFor(() => expect(world.engine.server.sessionCount).toBe(1));
    expect(tap.take().filter((packet) => packet.startsWith("Vibrate"))).toEqual([]);
  });
});

describe.skipIf(chromium === undefined)("an engine that was started again", { timeout: browserLimitMs }, () => {
  it("is back by itself on a page of this machine, also where that was opened with another token", async () => {
    const world = await openDashboardWorld([nora]);
    const { token } = await world.engine.management.createToken({ name: "tab", scope: { management: true } });
    const pages = await Promise.all([openPage(world.page), openPage(`${world.page}/#token=${token}`)]);
    for (const page of pages) await cardOf(page, nora).waitFor();
    await world.engine.close();
    const again = await openDashboardWorld(["Lovense Max"], { port: Number(new URL(world.page).port) });
    for (const page of pages) await cardOf(page, "Lovense Max").waitFor();
    // Each page has two connections, of which the other comes when it likes.
    await vi.waitFor(() => expect(again.engine.server.sessionCount).toBe(2));
  });

  it("asks for its token where the page is of another machine, and says where that is found", async () => {
    const world = await openDashboardWorld([nora], {}, withoutToken);
    const page = await openPage(`${world.page}/#token=${world.engine.access.pageToken}`);
    await cardOf(page, nora).waitFor();
    await world.engine.close();
    const again = await openDashboardWorld(["Lovense Max"], { port: Number(new URL(world.page).port) }, withoutToken);
    await page.getByRole("alert").getByText("The token is not valid here.").waitFor();
    await page.getByText("The engine prints an address with the token in it when it starts").waitFor();
    await page.getByLabel("Management token").fill(again.engine.access.pageToken);
    await page.getByRole("button", { name: "Open" }).click();
    await cardOf(page, "Lovense Max").waitFor();
  });
});
