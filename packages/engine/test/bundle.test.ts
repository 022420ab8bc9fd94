import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFolder, startProcess } from "./bundled-engine.js";
import { addressIn, connected, firstDevice } from "./serving.js";

let folder = "";
beforeAll(async () => {
  folder = await bundleFolder();
}, 60_000);

describe("the bundle, alone in an empty folder", () => {
  it("is one file, and one for Bluetooth that needs native code", () => {
    expect(readdirSync(folder).sort()).toEqual(["buttplug-engine.mjs", "noble-process.mjs"]);
  });

  it("serves a simulated device, drives it and reads its battery", async () => {
    const { child, out, error, ended } = await startProcess(["simulate", "Lovense Nora", "--port", "0", "--memory"]);
    const device = await firstDevice(await connected(await addressIn(out)));
    await device.vibrate(0.5);
    expect(await device.battery()).toBe(85);
    child.kill("SIGTERM");
    expect([await ended, error.text]).toEqual([0, ""]);
  });

  it("serves the dashboard", async () => {
    const { out } = await startProcess(["simulate", "--port", "0", "--memory"]);
    const at = (await addressIn(out)).replace("ws", "http");
    const page = await fetch(`${at}/`);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/<meta name="management-token" content="[\w-]+">/);
    for (const part of ["app.js", "app.css", "icon.svg"]) {
      const answer = await fetch(`${at}/${part}`);
      expect([answer.status, (await answer.text()).length > 100]).toEqual([200, true]);
    }
  });

  it("does without libraries that are not installed, and says what to install", async () => {
    const { out, ended } = await startProcess(["doctor"]);
    expect(await ended).toBe(0);
    for (const library of ["serialport", "node-hid"]) {
      expect(out.text).toMatch(
        new RegExp(`^no .*The package ${library}, .* is not installed: run "npm install ${library}"\\.$`, "m"),
      );
    }
  });

  it("starts its second file for Bluetooth that needs native code", async () => {
    const { out, ended } = await startProcess(["doctor", "--json", "--bluetooth-backend", "hci"]);
    expect(await ended).toBe(0);
    const { buses } = JSON.parse(out.text) as {
      readonly buses: readonly { readonly bus: string; readonly sentence: string }[];
    };
    const bluetooth = buses.find(({ bus }) => bus === "bluetooth")?.sentence;
    // Said by that process, which looked for the library.
    expect(bluetooth).toMatch(/The package @stoprocent\/noble, which bluetooth needs, is not installed/);
  });

  it("carries the licences of what is in it", () => {
    const text = readFileSync(join(folder, "buttplug-engine.mjs"), "utf8");
    const owners = [
      "Nonpolynomial Labs",
      "the buttplug-ts authors",
      "TJ Holowaychuk",
      "Einar Otto Stangvik",
      "Matteo Collina",
    ];
    for (const owner of owners) expect(text).toContain(owner);
  });
});
