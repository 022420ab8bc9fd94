import { expect, it } from "vitest";
import { endSentence } from "./child-end.js";

const next = "It is started again in 1 s.";

it("names the bus, what happened and what comes next", () => {
  const end = { how: "ended with exit code 1: Error: no adapter." };
  expect(endSentence("bluetooth", end, "linux", next)).toBe(
    "The process that runs bluetooth ended with exit code 1: Error: no adapter. It is started again in 1 s.",
  );
});

it("says on macOS, and only there, what an abort means", () => {
  const end = { how: "was ended by SIGABRT", signal: "SIGABRT" };
  expect(endSentence("bluetooth", end, "linux", next)).not.toContain("macOS");
  expect(endSentence("bluetooth", end, "darwin", next)).toBe(
    "The process that runs bluetooth was ended by SIGABRT. macOS does this when Bluetooth is not permitted: allow the " +
      "terminal, or the app that started this program, in System Settings → Privacy & Security → Bluetooth. " +
      "It is started again in 1 s.",
  );
  expect(endSentence("bluetooth", { how: "was ended by SIGSEGV", signal: "SIGSEGV" }, "darwin", next)).not.toContain(
    "macOS",
  );
});
