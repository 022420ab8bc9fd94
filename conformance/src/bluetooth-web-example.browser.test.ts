import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { bluetoothFlags } from "./bluetooth-emulation.js";
import { addEdge, openBluetoothTab, textsOf } from "./bluetooth-web-tab.js";
import { bundleForPage } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";

const chromium = findChromium();
const mustRun = process.env["CI"] !== undefined || process.env["BUTTPLUG_CHROMIUM"] !== undefined;
const example = new URL("../../examples/bluetooth-page/", import.meta.url);

/** Serves the page of the example with its script, as its `npm start` does, and counts who asks for anything else. */
async function serveExample(): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const { code } = await bundleForPage(new URL("src/main.ts", example));
  const html = readFileSync(new URL("index.html", example), "utf8");
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const isScript = url === "/dist/main.js";
    response.writeHead(200, { "content-type": `text/${isScript ? "javascript" : "html"}; charset=utf-8` });
    response.end(isScript ? code : html);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

it.skipIf(chromium === undefined && !mustRun)(
  "the page of the example drives a Bluetooth device with no server anywhere",
  async () => {
    expect(chromium, "no Chromium on the PATH or at BUTTPLUG_CHROMIUM").toBeDefined();
    const browser = await launchChromium(chromium ?? "", "example.test", [bluetoothFlags.usual]);
    onTestFinished(() => browser.close());
    const { url, asked } = await serveExample();
    const { tab, emulation, complaints } = await openBluetoothTab(browser, url);
    const shows = (text: string) =>
      tab.waitForFunction((wanted) => document.querySelector("#status")?.textContent === wanted, text);
    await shows("Bluetooth is ready");
    const edge = await addEdge(emulation);
    emulation.choice = edge;
    await tab.click("#connect");
    await shows("Connected: Lovense Edge");
    await edge.writes();
    await tab.locator("#strength").fill("0.5");
    expect(await textsOf(edge, 2)).toEqual(["Vibrate1:10;", "Vibrate2:10;"]);
    const { BUTTPLUG_SCREENSHOT: path } = process.env;
    if (path) await tab.screenshot({ path });
    await tab.click("#stop");
    expect(await textsOf(edge, 2)).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
    await tab.locator("#strength").fill("1");
    expect(await textsOf(edge, 2)).toEqual(["Vibrate1:20;", "Vibrate2:20;"]);
    expect(complaints).toEqual([]);
    await edge.vanish();
    await shows("The device has left");
    expect(asked.filter((path) => path !== "/favicon.ico")).toEqual(["/", "/dist/main.js"]);
  },
  60_000,
);
