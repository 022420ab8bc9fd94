import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { buildPage } from "../../packages/dashboard/build.mjs";
import { findChromium, launchChromium } from "./chromium.js";

/** A browser is slow on a machine that is busy. */
export const browserLimitMs = 60_000;

export const chromium: string | undefined = findChromium();

/** Starts one browser for the tests of a file. The page is made of the sources as they are. */
export function useBrowser(): (address: string, options?: BrowserContextOptions) => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    await buildPage();
    if (chromium !== undefined) browser = await launchChromium(chromium, "example.test");
  }, browserLimitMs);
  afterAll(() => browser?.close());
  return async (address, options = {}) => {
    const context = await (browser as Browser).newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      // A connection that was lost is told by the page itself; one header means nothing to other machines without TLS.
      const isKnown = /WebSocket connection|ERR_CONNECTION|Cross-Origin-Opener-Policy/.test(message.text());
      if (message.type() === "error" && !isKnown) complaints.push(message.text());
    });
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(address);
    return page;
  };
}

/** The card of a device. */
export function cardOf(page: Page, name: string): Locator {
  return page.getByRole("article", { name });
}

/** Sets a slider as a keyboard does, step by step from its low end. */
export async function setByKeys(slider: Locator, steps: number): Promise<void> {
  await whenUsable(slider);
  await slider.press("Home");
  for (let step = 0; step < steps; step += 1) await slider.press("ArrowRight");
}

/** Cards are there before the page has connected as a client. */
export function whenUsable(control: Locator): Promise<void> {
  return control.click({ trial: true });
}

/** The middle of the thumb of a slider at a part of its track, in the page's coordinates. */
export async function placeOn(slider: Locator, part: number): Promise<{ readonly x: number; readonly y: number }> {
  await whenUsable(slider);
  const box = await slider.boundingBox();
  if (box === null) throw new RangeError("the slider is not seen");
  const thumbPx = 24;
  return { x: box.x + thumbPx / 2 + part * (box.width - thumbPx), y: box.y + box.height / 2 };
}
