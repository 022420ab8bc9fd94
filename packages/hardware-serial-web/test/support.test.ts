import { describe, expect, it } from "vitest";
import { WebSerialHardwareManager, type WebSerialScope, webSerialSupport } from "../src/index.js";
import { FakeWebSerial } from "./fake-web-serial.js";

const page = new FakeWebSerial().scope;

describe("webSerialSupport", () => {
  it.each<[string, WebSerialScope, RegExp]>([
    ["Node", {}, /^Web Serial exists in web pages only; in Node there is the package @buttplug-ts\/hardware-serial\.$/],
    [
      "an insecure page",
      { ...page, isSecureContext: false },
      /needs a page that is served over https, or from localhost\.$/,
    ],
    ["Firefox", { isSecureContext: true, navigator: {} }, /^This browser has no Web Serial; Chrome, Edge and Opera/],
    [
      "a frame that may not",
      { ...page, document: { featurePolicy: { allowsFeature: (name) => name !== "serial" } } },
      /the attribute allow="serial"\.$/,
    ],
  ])("says what is wrong in %s", (_, scope, why) => {
    expect(webSerialSupport(scope)).toEqual({ usable: false, why: expect.stringMatching(why) });
    expect(new WebSerialHardwareManager({ scope }).availability.value).toEqual(webSerialSupport(scope));
  });

  it("is content with a page that may", () => {
    expect(webSerialSupport(page)).toEqual({ usable: true });
    expect(webSerialSupport({ ...page, document: { featurePolicy: { allowsFeature: () => true } } }).usable).toBe(true);
  });

  it("looks at where it is, if nobody says where", () => {
    expect(webSerialSupport()).toEqual(webSerialSupport({}));
  });
});
