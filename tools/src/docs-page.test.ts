import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { bundleForPage } from "../../conformance/src/bundle.js";
import { findChromium, launchChromium } from "../../conformance/src/chromium.js";
import { root } from "./repository.js";

const chromium = findChromium();
const mustRun = process.env["CI"] !== undefined || process.env["BUTTPLUG_CHROMIUM"] !== undefined;
const folder = join(root, "examples/embedded-page");

/** Serves the page of the example with its script, as its `npm start` does. */
async function servePage(): Promise<string> {
  const { code } = await bundleForPage(new URL("../../examples/embedded-page/src/main.ts", import.meta.url));
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const server = createServer(({ url }, response) => {
    const isScript = url === "/dist/main.js";
    response.writeHead(200, { "content-type": `text/${isScript ? "javascript" : "html"}; charset=utf-8` });
    response.end(isScript ? code : html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it.skipIf(chromium === undefined && !mustRun)(
  "the embedded page shows its device, moves it and stops it in Chromium",
  async () => {
    expect(chromium, "no Chromium on the PATH or at BUTTPLUG_CHROMIUM").toBeDefined();
    const browser = await launchChromium(chromium ?? "", "example.test");
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(await servePage());
    const shows = (id: string, text: string) =>
      page.waitForFunction(([at = "", wanted]) => document.querySelector(at)?.textContent === wanted, [id, text]);
    await shows("#status", "Lovense Nora is here");
    await page.locator("#strength").fill("0.5");
    await shows("#levels", "vibrate 10, rotate 0");
    await page.locator("#stop").click();
    await shows("#levels", "vibrate 0, rotate 0");
    expect(complaints.filter((text) => !text.includes("favicon"))).toEqual([]);
  },
  60_000,
);
