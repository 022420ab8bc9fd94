import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { Notices } from "../src/notices.js";

it("a notice goes by itself, counted from the newest", async () => {
  const clock = new TestClock();
  const notices = new Notices(clock);
  notices.say("first");
  await clock.advance(6_000);
  notices.say("second");
  await clock.advance(7_999);
  expect(notices.latest.value).toBe("second");
  await clock.advance(1);
  expect([notices.latest.value, clock.pendingTimers]).toEqual([undefined, 0]);
});

it("a notice stays for as long as somebody is at it", async () => {
  const clock = new TestClock();
  const notices = new Notices(clock);
  notices.keep();
  notices.say("something");
  await clock.advance(60_000);
  expect(notices.latest.value).toBe("something");
  notices.letGo();
  await clock.advance(8_000);
  expect([notices.latest.value, clock.pendingTimers]).toEqual([undefined, 0]);
});
