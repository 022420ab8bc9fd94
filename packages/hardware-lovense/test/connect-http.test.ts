import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LovenseConnectHardwareManager } from "../src/index.js";
import { FakeConnectApp, type Oddity } from "./fake-connect-app.js";

const plan: EndpointPlan = { kind: "lovense-connect", protocol: "lovense-connect-service", endpoints: ["tx", "rx"] };
const { signal } = new AbortController();
let app: FakeConnectApp;

beforeEach(async () => {
  app = new FakeConnectApp(systemClock, [{ id: "c5a1", name: "Nora", status: true, battery: 85 }]);
  app.crashesBelowMs = 0;
  await app.listen();
});

afterEach(() => app.stop());

const oddities: readonly (readonly [Oddity | "gone", RegExp])[] = [
  ["gone", /ECONNREFUSED/],
  ["silence", /no answer within 200 ms/],
  ["half", /no answer within 200 ms/],
  ["404", /status 404/],
  ["redirect", /status 302/],
  ["page", /cannot be read/],
  ["null", /cannot be read/],
  ["endless", /more than 65536 bytes/],
];

it.each(oddities)("says what is wrong with an app over HTTP: %s", async (oddity, reason) => {
  if (oddity === "gone") await app.stop();
  else app.listOddity = oddity;
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], requestLimitMs: 200 });
  await manager.ready;
  expect(manager.availability.value).toMatchObject({ usable: false, why: expect.stringMatching(reason) });
});

it.each(["404", "redirect", "silence"] as const)("fails a command that the app answers with %s", async (oddity) => {
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], pollMs: 50, requestLimitMs: 200 });
  await manager.ready;
  const hardware = await manager.open("c5a1", [plan], { signal });
  app.commandOddity = oddity;
  const writing = hardware.write("tx", utf8("Vibrate1?v=0&t=c5a1"), { withResponse: false });
  await expect(writing).rejects.toMatchObject({ code: "hardware/write-failed" });
  expect(app.commands).toEqual(["Vibrate1?v=0&t=c5a1"]);
});

it("takes a command as done with the head of the answer", async () => {
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], pollMs: 50 });
  await manager.ready;
  const hardware = await manager.open("c5a1", [plan], { signal });
  app.commandOddity = "half";
  await hardware.write("tx", utf8("Vibrate1?v=0&t=c5a1"), { withResponse: false });
});
