import { expect, it } from "vitest";
import { clipReason, closeInfoOf } from "./close-code.js";

it("cuts a reason to what a close frame carries, never inside a character", () => {
  expect(clipReason("short")).toBe("short");
  expect(clipReason("x".repeat(200))).toHaveLength(123);
  expect(clipReason(`${"x".repeat(121)}\u{1f9f8}`)).toBe("x".repeat(121));
});

it("says something about an end without a reason", () => {
  expect(closeInfoOf(1005, "")).toMatchObject({ by: "remote", reason: "the peer closed the connection (1005)" });
  expect(closeInfoOf(1006, "")).toMatchObject({ by: "failure", reason: "the connection broke" });
  expect(closeInfoOf(1013, "full")).toMatchObject({ by: "remote", code: "connector/refused", reason: "full" });
});
