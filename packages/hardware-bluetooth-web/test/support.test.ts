/// <reference types="web-bluetooth" />
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type WebBluetooth, webBluetoothSupport } from "../src/index.js";
import { FakeBluetooth } from "./fake-bluetooth.js";

interface FakePage {
  readonly userAgent?: string;
  readonly isSecureContext?: boolean;
  readonly bluetooth?: FakeBluetooth;
  /** Whether the page's policy allows Bluetooth. */
  readonly allows?: boolean;
}

function enter({ userAgent = "", isSecureContext = true, bluetooth, allows }: FakePage): void {
  vi.stubGlobal("navigator", { userAgent, bluetooth });
  vi.stubGlobal("document", allows === undefined ? {} : { featurePolicy: { allowsFeature: () => allows } });
  vi.stubGlobal("isSecureContext", isSecureContext);
  onTestFinished(() => void vi.unstubAllGlobals());
}

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const safari =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Compiles as long as the interface asks for nothing that browsers lack. */
const ofBrowser = (bluetooth: Bluetooth): WebBluetooth => bluetooth;

describe("whether a page can use Bluetooth", () => {
  it("it can with the browser's own interface", async () => {
    enter({});
    const bluetooth = ofBrowser(new FakeBluetooth() as unknown as Bluetooth);
    expect(await webBluetoothSupport(bluetooth)).toEqual({ usable: true });
  });

  it("it can where the browser has an adapter", async () => {
    enter({ bluetooth: new FakeBluetooth(), userAgent: chrome });
    expect(await webBluetoothSupport()).toEqual({ usable: true });
  });

  const reasons: readonly (readonly [string, FakePage, RegExp])[] = [
    ["in Firefox", { userAgent: firefox }, /^Firefox has no Web Bluetooth: open this page in Chrome/],
    ["in Safari", { userAgent: safari }, /^Safari has no Web Bluetooth: open this page in Chrome/],
    ["on an iPhone", { userAgent: iphone }, /iPhone.*Bluefy/],
    ["where Chromium has it switched off", { userAgent: chrome }, /chrome:\/\/flags\/#enable-web-bluetooth/],
    ["in a browser that nobody knows", { userAgent: "Lynx/2.9" }, /^This browser has no Web Bluetooth: /],
    ["over http", { userAgent: chrome, isSecureContext: false }, /serve this page over https, or from localhost/],
    [
      "in a frame without leave",
      { bluetooth: new FakeBluetooth(), allows: false },
      /allow="bluetooth".*Permissions-Policy/,
    ],
    [
      "without an adapter",
      { bluetooth: Object.assign(new FakeBluetooth(), { isAvailable: false }), allows: true },
      /switch Bluetooth on/,
    ],
  ];

  it.each(reasons)("it cannot %s, and a sentence says what helps", async (_, page, sentence) => {
    enter(page);
    const support = await webBluetoothSupport();
    expect(support).toEqual({ usable: false, why: expect.stringMatching(sentence) });
    expect(support).toMatchObject({ why: expect.stringMatching(/^[A-Z].{20,}\.$/) });
  });

  it("it cannot outside of pages, and the sentence names the package for Node", async () => {
    expect(await webBluetoothSupport()).toMatchObject({
      why: expect.stringContaining("@buttplug-ts/hardware-bluetooth"),
    });
  });
});
