import { describe, expect, expectTypeOf, it } from "vitest";
import {
  asButtplugError,
  ButtplugError,
  type ErrorArea,
  type ErrorClass,
  type ErrorCode,
  errorClassOf,
  isButtplugError,
  textOf,
} from "./index.js";

describe("ButtplugError", () => {
  it("is an Error with code, message, details and cause", () => {
    const cause = new TypeError("inner");
    const error = new ButtplugError("device/gone", "device 3 is gone", { details: { deviceIndex: 3 }, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "ButtplugError", code: "device/gone", message: "device 3 is gone", cause });
    expect(error.details).toEqual({ deviceIndex: 3 });
  });

  it("has empty details and no cause property where none were given", () => {
    const error = new ButtplugError("usage/closed", "closed");
    expect(error.details).toEqual({});
    expect(Object.hasOwn(error, "cause")).toBe(false);
  });

  it("types details by code", () => {
    const error = new ButtplugError("ping/timeout", "late", { details: { afterMs: 5 } });
    expectTypeOf(error.details.afterMs).toEqualTypeOf<number | undefined>();
    expectTypeOf(error.code).toEqualTypeOf<"ping/timeout">();
  });

  it("takes the class of its area unless the peer said another", () => {
    expect(new ButtplugError("ping/timeout", "late").errorClass).toBe(2);
    expect(new ButtplugError("request/rejected", "no", { errorClass: 4 }).errorClass).toBe(4);
    expect(new ButtplugError("ping/timeout", "late", { errorClass: 0 }).errorClass).toBe(0);
  });
});

describe("errorClassOf", () => {
  const classes: Partial<Record<ErrorArea, readonly [ErrorCode, ErrorClass]>> = {
    connector: ["connector/closed", 0],
    request: ["request/timeout", 0],
    message: ["message/invalid", 3],
    handshake: ["handshake/required", 1],
    ping: ["ping/timeout", 2],
    device: ["device/gone", 4],
    hardware: ["hardware/write-failed", 4],
    protocol: ["protocol/no-model", 4],
    usage: ["usage/closed", 0],
    internal: ["internal/bug", 0],
  };
  it.each(Object.entries(classes))("gives area %s the class that the wire knows", (_area, [code, expected]) => {
    expect(errorClassOf(code)).toBe(expected);
  });
});

describe("isButtplugError", () => {
  it("recognises an error of a second installation, where instanceof fails", () => {
    class OtherCopy extends Error {
      readonly brand = "@buttplug-ts/error";
      readonly code = "usage/closed";
    }
    const foreign = new OtherCopy("closed");
    expect(foreign).not.toBeInstanceOf(ButtplugError);
    expect(isButtplugError(foreign)).toBe(true);
    expect(isButtplugError(foreign, "usage/closed")).toBe(true);
    expect(isButtplugError(foreign, "device/gone")).toBe(false);
  });

  it("keeps its brand stable, because other installations compare it", () => {
    expect(new ButtplugError("usage/closed", "closed").brand).toBe("@buttplug-ts/error");
  });

  it.each([undefined, null, "usage/closed", 4, {}, new Error("x"), { code: "usage/closed" }])("refuses %o", (value) => {
    expect(isButtplugError(value)).toBe(false);
  });

  it("narrows to the code asked for", () => {
    const error: unknown = new ButtplugError("device/gone", "gone", { details: { deviceIndex: 1 } });
    if (!isButtplugError(error, "device/gone")) throw error;
    expectTypeOf(error.details.deviceIndex).toEqualTypeOf<number | undefined>();
    expect(error.details.deviceIndex).toBe(1);
  });
});

describe("asButtplugError", () => {
  it("returns an error of ours as it is", () => {
    const error = new ButtplugError("usage/closed", "closed");
    expect(asButtplugError(error, "internal/bug", "unexpected")).toBe(error);
  });

  it("wraps anything else with it as the cause", () => {
    const cause = new Error("socket hang up");
    expect(asButtplugError(cause, "connector/failed", "cannot connect")).toMatchObject({
      code: "connector/failed",
      message: "cannot connect: socket hang up",
      cause,
    });
    expect(asButtplugError("text", "internal/bug", "odd").message).toBe("odd: text");
  });
});

describe("textOf", () => {
  it("is the message of an error and the text of anything else", () => {
    expect(textOf(new Error("why"))).toBe("why");
    expect([textOf("a"), textOf(7), textOf(undefined), textOf(Symbol("s"))]).toEqual([
      "a",
      "7",
      "undefined",
      "Symbol(s)",
    ]);
  });

  it("never throws, whatever was thrown", () => {
    expect(textOf(Object.create(null))).toBe("a value that has no text");
  });
});
