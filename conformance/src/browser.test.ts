import { simulate } from "buttplug-ts/simulated";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleForPage, type PageBundle } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";
import { type PageServer, servePages } from "./page-server.js";
import type { EmbeddedPage } from "./pages/embedded.js";
import type { RemotePage } from "./pages/remote.js";
import { serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

const chromium = findChromium();
const mustRun = process.env["CI"] !== undefined || process.env["BUTTPLUG_CHROMIUM"] !== undefined;
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;
const foreignHost = "example.test";

const bundles: { [name in "remote" | "embedded"]?: PageBundle } = {};
let browser: Browser | undefined;
let pages: PageServer | undefined;

beforeAll(async () => {
  bundles.remote = await bundleForPage(new URL("./pages/remote.ts", import.meta.url));
  bundles.embedded = await bundleForPage(new URL("./pages/embedded.ts", import.meta.url));
  if (chromium === undefined) {
    console.warn("browser tests are skipped: no Chromium on the PATH or at BUTTPLUG_CHROMIUM");
    return;
  }
  pages = await servePages({ remote: bundles.remote.code, embedded: bundles.embedded.code }, ["embedded"]);
  browser = await launchChromium(chromium, foreignHost);
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** Opens a page of ours and collects what it complains about. */
async function open(name: string, host = "127.0.0.1"): Promise<{ page: Page; complaints: string[] }> {
  const page = (await browser?.newPage()) as Page;
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`http://${host}:${pages?.port}/${name}`);
  await page.waitForFunction(() => "page" in globalThis);
  return { page, complaints };
}

/** What the script of a page offers, as the page sees it. */
declare const page: RemotePage & EmbeddedPage;

describe("the bundle of a page", () => {
  it.each(["remote", "embedded"] as const)("with a client that is %s has nothing in it that only Node has", (name) => {
    const { outputs = {} } = bundles[name]?.metafile ?? {};
    // Made for browsers too: the ciphers of some protocols, and what reads settings, which is loaded when there are any.
    const nodeOnly = /(^|\/)node_modules\/(?!@noble\/|@humanwhocodes\/momoa\/)|socket-ws|listener/;
    const carried = Object.values(outputs).flatMap(({ inputs: parts }) => Object.entries(parts));
    const paths = carried.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
    expect(paths.filter((path) => nodeOnly.test(path))).toEqual([]);
    expect(Object.values(outputs).flatMap(({ imports }) => imports)).toEqual([]);
    expect(paths.length).toBeGreaterThan(20);
    expect(bundles[name]?.code).not.toMatch(/\beval\(|new Function\(|\brequire\(|\bprocess\.\w/);
  });
});

it.skipIf(chromium === undefined && !mustRun)("there is a Chromium for the tests of pages", () => {
  expect(chromium, "no Chromium on the PATH or at BUTTPLUG_CHROMIUM").toBeDefined();
});

describe.skipIf(chromium === undefined)("a page in Chromium", { timeout: limitMs }, () => {
  it("drives the devices of a Node server over WebSocket, and leaves them at rest when it is closed", async () => {
    const [nora, vivi] = [simulate("Lovense Nora", { battery: 42 }), simulate("Aneros Vivi")];
    const { server, address } = await serve([nora, vivi]);
    const { page: tab, complaints } = await open("remote");
    const names = await tab.evaluate((at) => page.scan(at), address);
    expect([...names].sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
    const [atNora, atVivi] = [new WriteTap(nora), new WriteTap(vivi)];
    await tab.evaluate(() => page.vibrate(0.5));
    expect([atNora.take(), atVivi.take()]).toEqual([["Vibrate:10;"], ["f1 40", "f2 40"]]);
    expect(await tab.evaluate(() => page.battery())).toBe(42);
    await tab.evaluate(() => page.stop());
    expect([atNora.take(), atVivi.take()]).toEqual([
      ["Battery;", "Vibrate:0;", "Rotate:0;"],
      ["f1 00", "f2 00"],
    ]);
    await tab.evaluate(() => page.vibrate(1));
    expect([atNora.take(), atVivi.take()]).toEqual([["Vibrate:20;"], ["f1 7f", "f2 7f"]]);
    await tab.close();
    expect(await Promise.all([atNora.until("Vibrate:0;"), atVivi.until("f2 00")])).toEqual([
      ["Vibrate:0;"],
      ["f1 00", "f2 00"],
    ]);
    await vi.waitFor(() => expect(server.sessionCount).toBe(0));
    expect(complaints).toEqual([]);
  });

  it("is client and server in one, moves a simulated device and needs no network and no eval for it", async () => {
    const { page: tab, complaints } = await open("embedded");
    expect(await tab.evaluate(() => page.run())).toEqual({
      devices: ["Lovense Max"],
      battery: 73,
      packets: ["DeviceType;", "Vibrate:10;", "Air:Level:3;", "Battery;", "Vibrate:0;", "Air:Level:0;"],
      levels: [10, 3],
      afterStop: [0, 0],
      connectedAtEnd: false,
    });
    expect(complaints).toEqual([]);
  });

  it("of a foreign origin is refused, and told why", async () => {
    const nora = simulate("Lovense Nora");
    const { server, address } = await serve([nora]);
    const { page: tab } = await open("remote", foreignHost);
    const origin = `"http://${foreignHost}:${pages?.port}"`;
    const text = `pages of the origin ${origin} may not use this server`;
    expect(await tab.evaluate((at) => page.bare(at), address)).toEqual({
      frames: [[{ Error: { Id: 0, ErrorCode: 1, ErrorMessage: `[handshake/origin-refused] ${text}` } }]],
      code: 4403,
      reason: text,
    });
    expect(await tab.evaluate((at) => page.refusal(at), address)).toEqual({
      code: "handshake/origin-refused",
      text,
      connected: false,
    });
    expect([server.sessionCount, nora.connected]).toEqual([0, false]);
  });
});
