import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bundleForPage } from "./bundle.js";
import { findChromium } from "./chromium.js";
import { type PageServer, servePages } from "./page-server.js";
import type { GamepadPage } from "./pages/gamepad.js";
import { type Tab, Tabs } from "./pages/tabs.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;

let pages: PageServer | undefined;
let tabs: Tabs;

/** What the script of the page offers, as the page sees it. */
declare const page: GamepadPage;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/gamepad.ts", import.meta.url));
  pages = await servePages({ gamepad: code }, ["gamepad"]);
  tabs = await Tabs.launch(chromium);
}, limitMs);

afterAll(async () => {
  await tabs?.close();
  await pages?.close();
});

async function open(): Promise<Tab> {
  const tab = await tabs.open(`http://127.0.0.1:${pages?.port}/gamepad`);
  onTestFinished(() => tab.close());
  return tab;
}

describe.skipIf(chromium === undefined)("gamepads and HID in Chromium", { timeout: limitMs }, () => {
  it("are both there, and no gamepad shows itself", async () => {
    const tab = await open();
    expect(await tab.evaluate(() => page.support())).toEqual({
      gamepad: { usable: true, note: "A gamepad shows itself to a page when one of its buttons is pressed." },
      hid: { usable: true },
    });
    expect(await tab.evaluate(() => page.listed())).toBe(0);
  });

  it("asks for a HID device only in answer to the user", async () => {
    const tab = await open();
    expect(await tab.evaluate(() => page.scanHid())).toBe(
      "The browser asks for a device only in answer to a click or a key; start the scan there.",
    );
  });

  it("ends a scan when the user turns away from the browser's question", async () => {
    const tab = await open();
    let isOver = false;
    const scanning = tab
      .evaluate(() => page.scanHid(), undefined, { userGesture: true })
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

  it("lets a gamepad rumble from client to effect for as long as it is told, and stops it", async () => {
    const tab = await open();
    expect(await tab.evaluate(() => page.plugIn())).toBe("XBox (XInput) Compatible Gamepad");
    await tab.evaluate(() => page.vibrate(0.5));
    await tab.until(() => page.wasTold(3));
    await tab.evaluate(() => page.stop());
    const effects = await tab.evaluate(() => page.effects());
    expect(effects.slice(0, 3)).toEqual(["50 50", "50 50", "50 50"]);
    expect(effects.at(-1)).toBe("reset");
  });

  it("leaves gamepads alone in a hidden tab, and lets what was not stopped go on when it is seen again", async () => {
    const tab = await open();
    await tab.evaluate(() => page.plugIn());
    await tab.evaluate(() => page.vibrate(1));
    await tab.hide();
    await tab.evaluate(() => page.effects());
    await tab.evaluate(() => page.vibrate(0.25));
    expect(await tab.evaluate(() => page.effects())).toEqual([]);
    await tab.show();
    expect((await tab.evaluate(() => page.effects()))[0]).toBe("25 25");
    await tab.hide();
    await tab.evaluate(() => page.stop());
    await tab.show();
    await tab.evaluate(() => page.effects());
    await tab.evaluate(() => page.vibrate(0.5));
    expect((await tab.evaluate(() => page.effects()))[0]).toBe("50 50");
  });
});
