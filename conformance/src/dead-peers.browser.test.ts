import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { barePeer } from "./bare-peer.js";
import { bundleForPage } from "./bundle.js";
import { findChromium } from "./chromium.js";
import { type ScenePlan, scene, silenceLimitMs } from "./doomed-peer.js";
import { type PageServer, servePages } from "./page-server.js";
import type { RemotePage } from "./pages/remote.js";
import { type Tab, Tabs } from "./pages/tabs.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;

let pages: PageServer | undefined;
let tabs: Tabs;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/remote.ts", import.meta.url));
  pages = await servePages({ remote: code }, []);
  tabs = await Tabs.launch(chromium);
}, limitMs);

afterAll(async () => {
  await tabs?.close();
  await pages?.close();
});

/** What the script of a page offers, as the page sees it. */
declare const page: RemotePage;

/** A page that drives. */
async function drivingPage(plan: ScenePlan) {
  const set = await scene(plan);
  const tab = await tabs.open(`http://127.0.0.1:${pages?.port}/remote`);
  onTestFinished(() => tab.close());
  await tab.evaluate((address) => page.scan(address), set.address);
  await Promise.all([set.driven(), tab.evaluate(() => page.vibrate(1))]);
  return { ...set, tab };
}

/** The page runs this and does not return from it; the browser's answer comes when the tab is closed. */
function neverReturn(tab: Tab, expression: string): void {
  tabs.send("Runtime.evaluate", { expression }, tab.sessionId).catch(() => {});
}

const deaths = [
  [
    "frozen by the browser",
    async (tab: Tab) => {
      // The browser freezes only what nobody sees.
      await tab.hide();
      await tab.evaluate(() =>
        document.addEventListener("freeze", () => document.documentElement.classList.add("frozen")),
      );
      await tabs.send("Page.setWebLifecycleState", { state: "frozen" }, tab.sessionId);
      await tab.until(() => document.documentElement.classList.contains("frozen"));
    },
  ],
  [
    "halted by a debugger",
    async (tab: Tab) => {
      await tabs.send("Debugger.enable", {}, tab.sessionId);
      neverReturn(tab, "debugger");
    },
  ],
  [
    "caught in a loop",
    async (tab: Tab) => {
      onTestFinished(async () => void (await tabs.send("Runtime.terminateExecution", {}, tab.sessionId)));
      neverReturn(tab, "for (;;);");
    },
  ],
] as const;

describe.skipIf(chromium === undefined).each(deaths)("a page that is %s", { timeout: limitMs }, (_, die) => {
  it("has its device at rest when the server wants pings", async () => {
    const { tab, rest } = await drivingPage({ transport: "websocket", maxPingTimeMs: silenceLimitMs });
    await die(tab);
    await rest();
  });

  it("is not noticed by the listener, because Chromium answers pings for it", async () => {
    const { address, tab, ends } = await drivingPage({ transport: "websocket" });
    await die(tab);
    // Who falls silent after it is gone before it would be.
    (await barePeer(address)).deafen();
    await vi.waitFor(() => expect(ends).not.toEqual([]));
    expect(ends).toEqual(["connector/silent"]);
  });
});
