import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bluetoothFlags } from "./bluetooth-emulation.js";
import { addEdge, openBluetoothTab, textsOf } from "./bluetooth-web-tab.js";
import { bundleForPage } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";
import { type PageServer, servePages } from "./page-server.js";
import type { BluetoothApp } from "./pages/bluetooth-app.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;

let pages: PageServer | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/bluetooth-app.ts", import.meta.url));
  pages = await servePages({ app: code }, ["app"]);
  browser = await launchChromium(chromium, "example.test", [bluetoothFlags.usual]);
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** Of the page. */
declare const page: BluetoothApp;

/** What Chrome on Android says to a page after a minute in the background. Headless Chromium freezes none, also if it is told to. */
function freeze(tab: Page): Promise<unknown> {
  return tab.evaluate(() => void document.dispatchEvent(new Event("freeze")));
}

const ways = [
  ["left for another page", (tab: Page) => tab.goto("about:blank")],
  ["loaded again", (tab: Page) => tab.reload()],
  ["closed", (tab: Page) => tab.close()],
  ["about to be frozen", freeze],
] as const;

describe.skipIf(chromium === undefined).each(ways)("a page that is %s", { timeout: limitMs }, (_, leave) => {
  it.each([
    ["when it was quiet", true],
    ["while a write has no answer", false],
  ])("stops every output of its Bluetooth device, %s", async (_when, isAnswered) => {
    const { tab, emulation, close } = await openBluetoothTab(browser, `http://127.0.0.1:${pages?.port}/app`);
    onTestFinished(() => close());
    await tab.waitForFunction(() => "page" in globalThis && page.support().usable);
    const edge = await addEdge(emulation);
    emulation.choice = edge;
    await tab.click("button");
    await tab.waitForFunction(() => page.devices().length === 1);
    await edge.writes();
    if (isAnswered) {
      await tab.evaluate(() => page.vibrate(1));
      expect(await textsOf(edge, 2)).toEqual(["Vibrate1:20;", "Vibrate2:20;"]);
    } else {
      edge.isMute = true;
      await tab.evaluate(() => void page.vibrate(1));
      expect(await textsOf(edge, 1)).toEqual(["Vibrate1:20;"]);
    }
    await leave(tab);
    expect((await textsOf(edge, 2)).slice(-2)).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
  });
});
