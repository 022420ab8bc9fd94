import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bundleForPage } from "./bundle.js";
import { findChromium } from "./chromium.js";
import { type PageServer, servePages } from "./page-server.js";
import type { SerialPage } from "./pages/serial.js";
import { type Tab, Tabs } from "./pages/tabs.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;

let pages: PageServer | undefined;
let tabs: Tabs;

/** What the script of the page offers, as the page sees it. */
declare const page: SerialPage;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/serial.ts", import.meta.url));
  pages = await servePages({ serial: code }, ["serial"]);
  tabs = await Tabs.launch(chromium);
}, limitMs);

afterAll(async () => {
  await tabs?.close();
  await pages?.close();
});

async function open(): Promise<Tab> {
  const tab = await tabs.open(`http://127.0.0.1:${pages?.port}/serial`);
  onTestFinished(() => tab.close());
  return tab;
}

describe.skipIf(chromium === undefined)("serial ports in Chromium", { timeout: limitMs }, () => {
  it("are there, and asked for only in answer to the user", async () => {
    const tab = await open();
    expect(await tab.evaluate(() => page.support())).toEqual({ usable: true });
    expect(await tab.evaluate(() => page.scan())).toBe(
      "The browser asks for a port only in answer to a click or a key; start the scan there.",
    );
  });

  it("are not chosen by a user who turns away from the browser's question, which ends the scan", async () => {
    const tab = await open();
    let isOver = false;
    const scanning = tab
      .evaluate(() => page.scan(), undefined, { userGesture: true })
      .finally(() => {
        isOver = true;
      });
    await tab.until(() => page.isAsking());
    while (!isOver) {
      // The browser takes its question back when the tab goes; it may not have been on show yet.
      await tab.hide();
      await tab.show();
    }
    expect(await scanning).toBe("found 0");
  });

  it("carry T-Code from a client to the browser's streams, and are let go when they are lost", async () => {
    const tab = await open();
    expect(await tab.evaluate(() => page.drive())).toEqual({
      text: "L0500I250\n",
      device: "TCode v0.3 (Single Linear Axis)",
      isSame: true,
      isOpen: false,
    });
  });
});
