import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { ButtplugClient, webSocketConnector } from "buttplug-ts";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { browserLimitMs, cardOf, chromium, useBrowser } from "./dashboard-browser.js";
import { foreignPage } from "./dashboard-foreign-page.js";
import { openDashboardWorld, withoutToken } from "./dashboard-world.js";

const openPage = useBrowser();

const nora = "Lovense Nora";
/** Whoever comes from it counts as another machine. */
const farAddress = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
const origin = "https://game.example";

function part(page: Page, name: string) {
  return page.getByRole("link", { name }).click();
}

describe.skipIf(chromium === undefined)("applications on the dashboard", { timeout: browserLimitMs }, () => {
  it("shows who is connected and what they drive, and sends them away", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const game = await world.application("Space Game");
    const tap = world.tap(nora);
    await game.devices[0]?.vibrate(1);
    await tap.until("Vibrate:20;");
    await part(page, "Applications");
    const panel = page.getByRole("region", { name: "Connected applications" });
    await panel.getByText(`Drives ${nora} (Vibrator)`).waitFor();
    await panel.getByText(/This page is connected as “Dashboard \w+”/).waitFor();
    await panel.getByRole("button", { name: "Disconnect Space Game" }).click();
    await tap.until("Vibrate:0;");
    await vi.waitFor(() => expect(game.connected).toBe(false));
    await panel.getByText("No application is connected.").waitFor();
  });

  it.each([
    ["Allow once", "ServerInfo", []],
    [`Always allow ${origin}`, "ServerInfo", [origin]],
    ["Refuse", "Error", []],
  ] as const)("asks about a page of another origin: %s", async (answer, expected, kept) => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await cardOf(page, nora).waitFor();
    const { names } = foreignPage(world.clients, origin);
    const request = page.getByRole("region", { name: "Requests for approval" });
    await request.getByText("“Page Game” wants to use your devices").waitFor();
    await request.getByText(/^It is a page of https:\/\/game.example at .*\d+ s left\.$/).waitFor();
    await vi.waitFor(async () => expect(await page.title()).toMatch(/^\(1\)/));
    expect(names).toEqual([]);
    // Whoever presses keys at this moment answers nothing.
    await page.keyboard.press("Enter");
    expect(names).toEqual([]);
    await request.getByRole("button", { name: answer }).click();
    await vi.waitFor(() => expect(names[0]).toBe(expected));
    await request.getByRole("button").first().waitFor({ state: "detached" });
    expect(world.engine.access.origins.map((each) => each.origin)).toEqual(kept);
  });

  it("takes no answer for a moment, for whoever was about to click something else there", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage("about:blank");
    await page.clock.install();
    await page.goto(world.page);
    await cardOf(page, nora).waitFor();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    const { names } = foreignPage(world.clients, origin);
    const refuse = page.getByRole("button", { name: "Refuse" });
    await refuse.waitFor();
    await page.clock.runFor(699);
    expect(await refuse.isDisabled()).toBe(true);
    await refuse.click({ force: true });
    expect(names).toEqual([]);
    await page.clock.runFor(1);
    await refuse.click();
    await vi.waitFor(() => expect(names).toEqual(["Error"]));
  });

  it("forgets an approved page, which ends its connection", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    const visitor = foreignPage(world.clients, origin);
    await page.getByRole("button", { name: "Always allow" }).click();
    await vi.waitFor(() => expect(visitor.names).toContain("ServerInfo"));
    await part(page, "Applications");
    await page.getByRole("button", { name: `Forget ${origin}` }).click();
    await visitor.closed;
    await page.getByText("None. A page that wants to connect is asked about here.").waitFor();
  });

  it("a page that hides its origin can be allowed once, never always", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    foreignPage(world.clients, "null");
    await page.getByRole("button", { name: "Allow once" }).waitFor();
    expect(await page.getByRole("button", { name: "Always" }).count()).toBe(0);
  });

  it("makes a token with a scope, shows it once, and revokes it", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await part(page, "Applications");
    await page.getByRole("button", { name: "Make a token" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a token" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("phone");
    await dialog.getByRole("spinbutton", { name: "Highest level" }).fill("50");
    await dialog.getByText("Only these outputs").click();
    await dialog.getByRole("checkbox", { name: "Vibrate" }).check();
    await dialog.getByRole("button", { name: "Make it" }).click();
    const shown = page.getByRole("dialog", { name: "Token “phone”" });
    const address = (await shown.getByRole("listitem").first().locator("code").textContent()) ?? "";
    expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/\?token=\S{20,}$/);
    await shown.getByText("No other machine can reach these").waitFor();
    await shown.getByRole("button", { name: "Close" }).click();
    await page.getByText(/may drive, all devices, only Vibrate, up to 50 %/).waitFor();
    const phone = new ButtplugClient("Phone");
    onTestFinished(() => phone.disconnect());
    await phone.connect(webSocketConnector(address));
    const tap = world.tap(nora);
    await phone.devices[0]?.vibrate(1);
    await tap.until("Vibrate:10;");
    await page.getByRole("button", { name: "Revoke phone" }).click();
    await tap.until("Vibrate:0;");
    await vi.waitFor(() => expect(phone.connected).toBe(false));
    await page.getByText("There are none.").waitFor();
  });

  it.skipIf(farAddress === undefined)(
    "makes a token that opens the dashboard elsewhere, by text and QR code",
    async () => {
      const world = await openDashboardWorld([nora], { hosts: ["127.0.0.1", farAddress as string] });
      const page = await openPage(world.page);
      await part(page, "Applications");
      await page.getByRole("button", { name: "Make a token" }).press("Enter");
      const dialog = page.getByRole("dialog", { name: "Make a token" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("my phone");
      await dialog.getByRole("checkbox", { name: "For this dashboard" }).check();
      await dialog.getByRole("textbox", { name: "Name" }).press("Enter");
      const shown = page.getByRole("dialog", { name: "Token “my phone”" });
      const address = (await shown.getByRole("listitem").first().locator("code").textContent()) ?? "";
      expect(address).toMatch(new RegExp(`^http://${farAddress}:\\d+/#token=\\S{20,}$`));
      const code = shown.getByRole("img", { name: "The first address as a QR code" });
      await vi.waitFor(async () =>
        expect(await code.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(20),
      );
      await page.keyboard.press("Escape");
      await shown.waitFor({ state: "detached" });
      await vi.waitFor(async () =>
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Make a token…"),
      );
      const phone = await openPage(address);
      await cardOf(phone, nora).waitFor();
      expect(phone.url()).not.toContain("token");
      await page.getByRole("button", { name: "Revoke my phone" }).click();
      await phone.getByRole("alert").getByText("The owner took this token back.").waitFor();
    },
  );

  it("filters the log", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await world.application("Space Game");
    await part(page, "Log");
    const lines = page.getByRole("region", { name: "Log" }).getByRole("listitem");
    await lines.filter({ hasText: "Space Game" }).waitFor();
    await page.getByRole("searchbox", { name: "Text" }).fill("space game");
    await vi.waitFor(async () =>
      expect(await lines.allTextContents()).toEqual([expect.stringContaining("Space Game")]),
    );
    await page.getByRole("combobox", { name: "From level" }).selectOption("error");
    await vi.waitFor(async () => expect(await lines.count()).toBe(0));
    await page.getByRole("combobox", { name: "From level" }).selectOption("debug");
    await page.getByRole("combobox", { name: "Area" }).selectOption("session");
    await vi.waitFor(async () => expect(await lines.count()).toBeGreaterThan(0));
  });

  it("gives a diagnostic bundle, and checks the buses", async () => {
    const world = await openDashboardWorld([nora]);
    const page = await openPage(world.page);
    await part(page, "Engine");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text).toContain(world.engine.info.version);
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("Checked just now.").waitFor();
    await page.getByText(`${world.clients}`).waitFor();
  });
});

describe.skipIf(chromium === undefined)("the token of the dashboard", { timeout: browserLimitMs }, () => {
  it("is asked for where the page has none, and is refused if it is wrong", async () => {
    const world = await openDashboardWorld([nora], {}, withoutToken);
    const page = await openPage(world.page);
    const field = page.getByLabel("Management token");
    await field.fill("a wrong one");
    await field.press("Enter");
    await page.getByRole("alert").getByText("The token is not valid here.").waitFor();
    await field.fill(`${world.page}/#token=${world.engine.access.pageToken}`);
    await field.press("Enter");
    await cardOf(page, nora).waitFor();
    await page.reload();
    await cardOf(page, nora).waitFor();
  });

  it("is taken from the address, and does not stay in it", async () => {
    const world = await openDashboardWorld([nora], {}, withoutToken);
    const page = await openPage(`${world.page}/#token=${world.engine.access.pageToken}`);
    await cardOf(page, nora).waitFor();
    expect(page.url()).toBe(`${world.page}/`);
  });
});
