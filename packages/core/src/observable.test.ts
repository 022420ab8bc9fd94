import { describe, expect, it, vi } from "vitest";
import { ObservableValue } from "./index.js";

describe("ObservableValue", () => {
  it("holds its value and tells listeners about changes from their registration on", () => {
    const value = new ObservableValue("a");
    value.set("b");
    const seen: string[] = [];
    value.subscribe((next) => seen.push(next));
    expect(seen).toEqual([]);
    value.set("c");
    expect(value.value).toBe("c");
    expect(seen).toEqual(["c"]);
  });

  it("is silent when the same value is set again, NaN included", () => {
    const value = new ObservableValue(Number.NaN);
    const listener = vi.fn();
    value.subscribe(listener);
    value.set(Number.NaN);
    expect(listener).not.toHaveBeenCalled();
    value.set(1);
    value.set(1);
    expect(listener).toHaveBeenCalledOnce();
  });

  it("calls a listener as often as it was registered and ends one registration at a time", () => {
    const value = new ObservableValue(0);
    const listener = vi.fn();
    const endFirst = value.subscribe(listener);
    value.subscribe(listener);
    value.set(1);
    expect(listener).toHaveBeenCalledTimes(2);
    endFirst();
    endFirst();
    value.set(2);
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it("does not call a listener that an earlier listener ended", () => {
    const value = new ObservableValue(0);
    let endSecond = () => {};
    value.subscribe(() => endSecond());
    const second = vi.fn();
    endSecond = value.subscribe(second);
    value.set(1);
    expect(second).not.toHaveBeenCalled();
  });

  it("never shows an old value after a newer one when a listener sets it again", () => {
    const value = new ObservableValue(0);
    value.subscribe((next) => {
      if (next === 1) value.set(2);
    });
    const seen: number[] = [];
    value.subscribe((next) => seen.push(next));
    value.set(1);
    expect(value.value).toBe(2);
    expect(seen).toEqual([2]);
  });
});
