import { expect, it } from "vitest";
import { clipReason, closeInfoOf } from "./close-code.js";

it("cuts a reason to what a close frame carries, never inside a character", () => {
  expect(clipReason("short")).toBe("short");
  expect(clipReason("x".repeat(200))).toHaveLength(123);
  expect(clipReason(`${"x".repeat(121)}\u{1f9f8}`)).toBe("x".repeat(121));
});

it("says something about an end without a reason", () => {
  expect(closeInfoOf(1005, "", false)).toMatchObject({ by: "remote", reason: "the peer closed the connection (1005)" });
  expect(closeInfoOf(1006, "", false)).toMatchObject({ by: "failure", reason: "the connection broke" });
  expect(closeInfoOf(1013, "full", false)).toMatchObject({ by: "remote", code: "connector/refused", reason: "full" });
});

it("says so where the end came before any message, with code and reason", () => {
  expect(closeInfoOf(1006, "", true).reason).toBe("the connection broke before any message");
  expect(closeInfoOf(1011, "no room", true).reason).toBe(
    "the peer closed the connection (1011) before any message: no room",
  );
});
