import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { BluetoothEmulation, bluetoothFlags } from "./bluetooth-emulation.js";
import { addEdge, openBluetoothTab, textsOf } from "./bluetooth-web-tab.js";
import { bundleForPage } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";
import { type PageServer, servePages } from "./page-server.js";
import type { BluetoothApp } from "./pages/bluetooth-app.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;
const foreignHost = "example.test";
const batteryService = "0000180f-0000-1000-8000-00805f9b34fb";
const magicMotion = {
  service: "78667579-7b48-43db-b8c5-7928a6b0a335",
  tx: "78667579-a914-49a4-8333-aa3c0cd8fedc",
  battery: "00002a19-0000-1000-8000-00805f9b34fb",
};

let pages: PageServer | undefined;
let usual: Browser | undefined;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/bluetooth-app.ts", import.meta.url));
  pages = await servePages({ app: code }, ["app"]);
  usual = await launchChromium(chromium, foreignHost, [bluetoothFlags.usual]);
}, limitMs);

afterAll(async () => {
  await usual?.close();
  await pages?.close();
});

/** Of the page. */
declare const page: BluetoothApp;

async function openApp(browser: Browser | undefined = usual, host = "127.0.0.1") {
  const opened = await openBluetoothTab(browser, `http://${host}:${pages?.port}/app`);
  onTestFinished(() => opened.close());
  const { tab, emulation } = opened;
  await tab.waitForFunction(() => "page" in globalThis && page.support().usable);
  const devices = () => tab.evaluate(() => page.devices());
  return {
    ...opened,
    edge: await addEdge(emulation),
    devices,
    /** The person presses the button and chooses. */
    async choose(choice: BluetoothEmulation["choice"]) {
      const before = await tab.evaluate(() => page.scansFinished());
      emulation.choice = choice;
      await tab.click("button");
      await tab.waitForFunction((count) => page.scansFinished() > count, before);
    },
    until: (names: readonly string[]) =>
      vi.waitFor(async () => expect(await devices()).toEqual(names), { timeout: 15_000 }),
  };
}

describe.skipIf(chromium === undefined)(
  "a page with client, server and Web Bluetooth in it",
  { timeout: limitMs },
  () => {
    it("has a Lovense chosen, knows it, drives it, reads its battery, stops it, and reconnects without the list", async () => {
      const { tab, edge, choose, devices, until, complaints } = await openApp();
      await choose(edge);
      expect(await devices()).toEqual(["0 Lovense Edge"]);
      expect((await textsOf(edge, 1))[0]).toBe("DeviceType;");
      await tab.evaluate(() => page.vibrate(0.5));
      expect(await textsOf(edge, 2)).toEqual(["Vibrate1:10;", "Vibrate2:10;"]);
      expect(await tab.evaluate(() => page.battery())).toBe(85);
      expect(await textsOf(edge, 1)).toEqual(["Battery;"]);
      await tab.evaluate(() => page.stop());
      expect(await textsOf(edge, 2)).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
      await tab.evaluate(() => page.vibrate(1));
      await edge.vanish();
      await until([]);
      await edge.appear();
      await until(["0 Lovense Edge"]);
      expect((await textsOf(edge, 4)).slice(-2)).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
      expect(complaints).toEqual([]);
    });

    it("reads the battery of a standard service, which it declared before it knew the device", async () => {
      const { tab, emulation, choose, devices } = await openApp();
      const flamingo = await emulation.add({
        address: "0A:00:00:00:00:20",
        name: "Flamingo",
        services: {
          [magicMotion.service]: { [magicMotion.tx]: { write: true } },
          [batteryService]: { [magicMotion.battery]: { read: true } },
        },
      });
      flamingo.values.set(magicMotion.battery, Uint8Array.of(42));
      await choose(flamingo);
      expect(await devices()).toEqual(["0 MagicMotion Flamingo"]);
      expect(await tab.evaluate(() => page.battery())).toBe(42);
      await flamingo.writes();
      await tab.evaluate(() => page.vibrate(1));
      expect((await flamingo.writes(1)).at(-1)).toMatchObject({ characteristic: magicMotion.tx, withResponse: true });
    });

    it("knows a device by its services whose name says nothing", async () => {
      const { emulation, choose, devices } = await openApp();
      await emulation.setAdapter("absent");
      await emulation.setAdapter("powered-on");
      const renamed = await addEdge(emulation, "My own name");
      await choose(renamed);
      expect(await devices()).toEqual(["0 Lovense Edge"]);
    });

    it("goes on when the person closes the list", async () => {
      const { tab, choose, devices } = await openApp();
      await choose("cancel");
      expect([await devices(), await tab.evaluate(() => page.logged())]).toEqual([[], []]);
    });

    it("is told what to do when it scans without a click", async () => {
      const { tab } = await openApp();
      // Playwright does everything as if somebody had just clicked.
      const session = await tab.context().newCDPSession(tab);
      const run = async (expression: string) =>
        (await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
      await vi.waitFor(async () => expect(await run("navigator.userActivation.isActive")).toBe(false), 10_000);
      await run("page.scan()");
      await vi.waitFor(async () => expect(await run("page.logged()")).toHaveLength(1));
      expect(await tab.evaluate(() => page.logged())).toEqual([
        expect.stringMatching(
          /scanning with bluetooth failed: .*: call startScanning\(\) in the handler of a click\.$/,
        ),
      ]);
    });

    it("loses its device with the adapter, and says so", async () => {
      const { tab, emulation, edge, choose, until } = await openApp();
      await choose(edge);
      await emulation.setAdapter("absent");
      await until([]);
      expect(await tab.evaluate(() => page.support())).toMatchObject({
        why: expect.stringContaining("switch Bluetooth on"),
      });
    });
  },
);

describe.skipIf(chromium === undefined)("a page that is loaded again", { timeout: limitMs }, () => {
  it("finds a device that it was granted by listening, where the browser keeps what was granted", async () => {
    const browser = await launchChromium(chromium ?? "", foreignHost, [bluetoothFlags.lasting]);
    onTestFinished(() => browser.close());
    const { tab, edge, choose, devices, emulation: first } = await openApp(browser);
    await choose(edge);
    expect(await devices()).toEqual(["0 Lovense Edge"]);
    await first.end();
    await tab.reload();
    const emulation = await BluetoothEmulation.start(tab);
    await tab.waitForFunction(() => "page" in globalThis && page.support().usable);
    const same = await addEdge(emulation);
    await vi.waitFor(
      async () => {
        await same.advertise();
        expect(await devices()).toEqual(["0 Lovense Edge"]);
      },
      { timeout: 15_000, interval: 200 },
    );
  });
});

describe.skipIf(chromium === undefined)("a page without Web Bluetooth says why", { timeout: limitMs }, () => {
  it.each([
    ["because the browser has it off", "127.0.0.1", [], /chrome:\/\/flags\/#enable-web-bluetooth/],
    ["because it came over http", foreignHost, [bluetoothFlags.usual], /over https, or from localhost/],
  ] as const)("%s", async (_, host, flags, why) => {
    const browser = await launchChromium(chromium ?? "", foreignHost, flags);
    onTestFinished(() => browser.close());
    const tab = await browser.newPage();
    await tab.goto(`http://${host}:${pages?.port}/app`);
    await tab.waitForFunction(() => "page" in globalThis);
    expect(await tab.evaluate(() => page.support())).toEqual({ usable: false, why: expect.stringMatching(why) });
  });
});
