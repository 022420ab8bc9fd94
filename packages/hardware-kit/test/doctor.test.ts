import { FakeHardwareManager, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { doctor, doctorText } from "../src/index.js";

it("says of each bus whether it can be used, in text and as plain data", async () => {
  const clock = new TestClock();
  const [good, noted, off, silent, broken] = ["good", "noted", "off", "silent", "broken"].map(
    (name) => new FakeHardwareManager(clock, [], name),
  ) as [FakeHardwareManager, FakeHardwareManager, FakeHardwareManager, FakeHardwareManager, FakeHardwareManager];
  noted.setAvailability({ usable: true, note: "Adapter hci0 is used." });
  off.setAvailability({ usable: false, why: "The adapter is off: switch it on." });
  silent.ready = new Promise(() => {});
  broken.ready = Promise.reject(new TypeError("it broke"));
  const asking = doctor([good, noted, off, silent, broken], { clock, limitMs: 100 });
  await clock.advance(100);
  const report = await asking;
  expect(JSON.parse(JSON.stringify(report))).toEqual({
    buses: [
      { bus: "good", usable: true, sentence: "It can be used." },
      { bus: "noted", usable: true, sentence: "Adapter hci0 is used." },
      { bus: "off", usable: false, sentence: "The adapter is off: switch it on." },
      { bus: "silent", usable: false, sentence: expect.stringContaining("within 100 ms") },
      { bus: "broken", usable: false, sentence: expect.stringContaining("it broke") },
    ],
  });
  expect(doctorText(report).split("\n").slice(0, 3)).toEqual([
    "ok  good    It can be used.",
    "ok  noted   Adapter hci0 is used.",
    "no  off     The adapter is off: switch it on.",
  ]);
  expect(doctorText({ buses: [] })).toBe("There are no buses to look at.");
});
