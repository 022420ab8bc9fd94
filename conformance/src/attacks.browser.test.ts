import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { findChromium, launchChromium } from "./chromium.js";
import { openDashboardWorld } from "./dashboard-world.js";

const chromium = findChromium();
if (chromium === undefined && process.env["CI"] === undefined) {
  process.stdout.write("skipped: attacks by pages in a browser, because there is no Chromium\n");
}
const limitMs = 60_000;
const host = "evil.example";

/** A page of somebody else's, in the browser of the owner. */
async function visit(browser: Browser): Promise<Page> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>evil</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    server.closeAllConnections();
    server.close();
  });
  await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/`);
  return page;
}

describe.skipIf(chromium === undefined && process.env["CI"] === undefined)(
  "a page of another origin, in a browser,",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(chromium ?? "", host);
    }, limitMs);
    afterAll(() => browser?.close());

    it("reads nothing of the dashboard, whichever way it asks", { timeout: limitMs }, async () => {
      const world = await openDashboardWorld([]);
      const page = await visit(browser);
      const outcomes = await page.evaluate(async (address) => {
        const fetched = (options: RequestInit, path = "/") =>
          fetch(address + path, options).then(
            async (response) => `${response.type} ${await response.text()}`,
            (error: Error) => error.name,
          );
        const loaded = (tag: "script" | "img" | "link", path: string) =>
          new Promise<string>((resolve) => {
            const element = document.createElement(tag);
            element.onload = () => resolve("loaded");
            element.onerror = () => resolve("refused");
            if (element instanceof HTMLLinkElement) Object.assign(element, { rel: "stylesheet", href: address + path });
            else element.src = address + path;
            document.head.append(element);
          });
        return [
          await fetched({}),
          await fetched({ credentials: "include" }),
          await fetched({ mode: "no-cors" }),
          await fetched({}, "/healthz"),
          await fetched({ method: "POST", headers: { "content-type": "application/json" }, body: "{}" }),
          await loaded("script", "/"),
          await loaded("script", "/app.js"),
          await loaded("img", "/icon.svg"),
          await loaded("link", "/app.css"),
        ];
      }, world.page);
      expect(outcomes).toEqual([
        ...Array.from({ length: 5 }, () => "TypeError"),
        ...Array.from({ length: 4 }, () => "refused"),
      ]);
    });

    it("whose text gets into the dashboard's page runs nothing there and sends nothing away", {
      timeout: limitMs,
    }, async () => {
      const world = await openDashboardWorld([]);
      const stranger = await visit(browser);
      const page = await browser.newPage();
      onTestFinished(() => page.close());
      await page.goto(world.page);
      await page.getByRole("heading").first().waitFor();
      const outcomes = await page.evaluate(async (elsewhere) => {
        const marks = window as unknown as { ran?: string[] };
        marks.ran = [];
        const violations: string[] = [];
        addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "ran.push('inline')";
        const foreign = document.createElement("script");
        foreign.src = `${elsewhere}x.js`;
        const holder = document.createElement("div");
        holder.innerHTML = "<img src=x: onerror=\"ran.push('handler')\"><a href=\"javascript:ran.push('link')\">x</a>";
        const form = document.createElement("form");
        form.action = elsewhere;
        const frame = document.createElement("iframe");
        frame.src = elsewhere;
        document.body.append(script, foreign, holder, form, frame);
        holder.querySelector("a")?.click();
        form.submit();
        const sent = await fetch(elsewhere).then(
          () => "sent",
          () => "blocked",
        );
        // Each comes when the browser gets to it.
        const expected = ["connect-src", "form-action", "frame-src", "script-src-attr", "script-src-elem"];
        while (!expected.every((each) => violations.includes(each))) await new Promise(requestAnimationFrame);
        return { ran: marks.ran, sent };
      }, stranger.url());
      expect(outcomes).toEqual({ ran: [], sent: "blocked" });
      expect(page.url()).toBe(`${world.page}/`);
    });

    it("cannot show it in a frame, and cannot look into its window", { timeout: limitMs }, async () => {
      const world = await openDashboardWorld([]);
      const page = await visit(browser);
      const refused = page.waitForEvent("console", { predicate: (message) => /frame/i.test(message.text()) });
      await page.evaluate((address) => {
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
      }, world.page);
      expect((await refused).text()).toMatch(/frame-ancestors|X-Frame-Options/);
      const popup = page.waitForEvent("popup");
      await page.evaluate((address) => Object.assign(window, { dashboard: open(address) }), world.page);
      const shown = await popup;
      await shown.getByRole("heading").first().waitFor();
      const isCut = () => page.evaluate(() => (window as unknown as { readonly dashboard: Window }).dashboard.closed);
      await vi.waitFor(async () => expect(await isCut()).toBe(true));
      expect(await shown.evaluate(() => window.opener)).toBeNull();
      await shown.close();
    });

    it("is held at the door, told nothing, and sees that it was refused", { timeout: limitMs }, async () => {
      const world = await openDashboardWorld(["Lovense Nora"]);
      const page = await visit(browser);
      const meeting = page.evaluate(
        (address) =>
          new Promise<{ code: number; heard: string[] }>((resolve) => {
            const heard: string[] = [];
            const socket = new WebSocket(address);
            socket.onopen = () =>
              socket.send(
                '[{"RequestServerInfo":{"Id":1,"ClientName":"a page","ProtocolVersionMajor":4,"ProtocolVersionMinor":0}}]',
              );
            socket.onmessage = ({ data }) => heard.push(String(data));
            socket.onclose = ({ code }) => resolve({ code, heard });
          }),
        world.clients,
      );
      const request = await vi.waitFor(() => {
        const [first] = world.engine.access.requests;
        expect(first?.origin).toMatch(/^http:\/\/evil\.example:\d+$/);
        return first;
      });
      world.engine.access.answer(request?.id ?? "", "refuse");
      const { code, heard } = await meeting;
      expect([code, heard.length]).toEqual([4403, 1]);
      expect(heard[0]).toMatch(/\[handshake\/origin-refused\] refused by the owner of the devices/);
      expect(heard[0]).toContain(request?.origin);
    });

    it("does not get at the management interface", { timeout: limitMs }, async () => {
      const world = await openDashboardWorld([]);
      const page = await visit(browser);
      const outcome = await page.evaluate(
        (address) =>
          new Promise<string>((resolve) => {
            const socket = new WebSocket(`${address}/management`);
            socket.onopen = () => resolve("open");
            socket.onerror = () => resolve("refused");
          }),
        world.clients,
      );
      expect(outcome).toBe("refused");
    });

    it("is not taken for the dashboard when its name points here (DNS rebinding)", { timeout: limitMs }, async () => {
      const world = await openDashboardWorld([]);
      const page = await browser.newPage();
      onTestFinished(() => page.close());
      const answer = await page.goto(`http://${host}:${new URL(world.page).port}/`);
      expect([answer?.status(), await page.textContent("body")]).toEqual([403, "403 Forbidden\n"]);
    });
  },
);
