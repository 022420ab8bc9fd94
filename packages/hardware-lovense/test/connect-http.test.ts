import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LovenseConnectHardwareManager } from "../src/index.js";
import { FakeConnectApp, type Oddity } from "./fake-connect-app.js";

const plan: EndpointPlan = { kind: "lovense-connect", protocol: "lovense-connect-service", endpoints: ["tx", "rx"] };
const { signal } = new AbortController();
let app: FakeConnectApp;
/** Of the manager; the app and the network take what time they take. */
let clock: TestClock;

beforeEach(async () => {
  clock = new TestClock();
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
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], requestLimitMs: 200, clock });
  if (oddity === "silence" || oddity === "half") {
    await app.until(() => app.askedAtMs.length > 0);
    await clock.advance(200);
  }
  await manager.ready;
  expect(manager.availability.value).toMatchObject({ usable: false, why: expect.stringMatching(reason) });
});

async function opened(manager: LovenseConnectHardwareManager): Promise<Hardware> {
  await manager.ready;
  const opening = manager.open("c5a1", [plan], { signal });
  await settle();
  await clock.advance(1_000);
  return opening;
}

it.each(["404", "redirect", "silence"] as const)("fails a command that the app answers with %s", async (oddity) => {
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], requestLimitMs: 200, clock });
  const hardware = await opened(manager);
  app.commandOddity = oddity;
  const writing = hardware.write("tx", utf8("Vibrate1?v=0&t=c5a1"), { withResponse: false });
  const failed = expect(writing).rejects.toMatchObject({ code: "hardware/write-failed" });
  if (oddity === "silence") {
    await app.until(() => app.commands.length > 0);
    await clock.advance(200);
  }
  await failed;
  expect(app.commands).toEqual(["Vibrate1?v=0&t=c5a1"]);
});

it("takes a command as done with the head of the answer", async () => {
  await using manager = new LovenseConnectHardwareManager({ hosts: [app.address], clock });
  const hardware = await opened(manager);
  app.commandOddity = "half";
  await hardware.write("tx", utf8("Vibrate1?v=0&t=c5a1"), { withResponse: false });
});
