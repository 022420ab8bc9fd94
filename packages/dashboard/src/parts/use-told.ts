import { useLayoutEffect } from "preact/hooks";
import type { HandValue } from "../hand-value.js";

/**
 * Lets a hand know what the engine says, before the next thing comes from there: after a paint it could be taken for newer than
 * an answer that came meanwhile. `key` stands for what is told.
 */
export function useTold<T>(hand: HandValue<T>, told: T | undefined, key: unknown = told): void {
  useLayoutEffect(() => hand.confirm(told), [hand, key]);
}
