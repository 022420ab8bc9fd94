import { settle } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { BrowserChooser } from "../src/index.js";

function setUp() {
  const late: string[] = [];
  const asked: { resolve: (chosen: string) => void; reject: (error: Error) => void }[] = [];
  const request = () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject }));
  const chooser = new BrowserChooser<string>({ manager: "bus", what: "a port", onLate: (chosen) => late.push(chosen) });
  return { late, asked, choose: (signal = new AbortController().signal) => chooser.choose(request, signal) };
}

it("asks once for all who wait, and again afterwards", async () => {
  const { asked, choose } = setUp();
  const [one, other] = [choose(), choose()];
  asked[0]?.resolve("a");
  expect([await one, await other, asked.length]).toEqual(["a", "a", 1]);
  const again = choose();
  asked[1]?.resolve("b");
  expect(await again).toBe("b");
});

it("hands on what is chosen when nobody waits any more", async () => {
  const { asked, choose, late } = setUp();
  const controller = new AbortController();
  const choosing = choose(controller.signal);
  controller.abort();
  expect(await choosing).toBeUndefined();
  asked[0]?.resolve("a");
  await settle();
  expect(late).toEqual(["a"]);
});

it.each([
  ["SecurityError", "The browser asks for a port only in answer to a click or a key; start the scan there."],
  ["NetworkError", "The browser did not ask for a port: no way."],
])("says why the browser does not ask: %s", async (name, message) => {
  const { asked, choose } = setUp();
  const choosing = choose();
  asked[0]?.reject(Object.assign(new Error("no way"), { name }));
  await expect(choosing).rejects.toMatchObject({
    code: "hardware/unavailable",
    message,
    details: { manager: "bus" },
  });
});

it("takes the refusal to choose for nothing chosen", async () => {
  const { asked, choose } = setUp();
  const choosing = choose();
  asked[0]?.reject(Object.assign(new Error("cancelled"), { name: "NotFoundError" }));
  expect(await choosing).toBeUndefined();
});
