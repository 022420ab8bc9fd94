import type { HardwareId } from "@buttplug-ts/core";
import type { DongleAnswer } from "./dongle-messages.js";

/** Codes of answers (fact sheet _transports J). */
const toyConnected = 202;
const searchStopped = 206;
/** A connection that did not come about, one that ended, and a toy that is not there. */
const toyGone: readonly number[] = [402, 403, 404];

/** A toy is connected. */
export function isConnected({ func, code }: DongleAnswer): boolean {
  return func === "status" && code === toyConnected;
}

/** A toy did not connect, left, or is not there. */
export function isGone({ code }: DongleAnswer): boolean {
  return code !== undefined && toyGone.includes(code);
}

/** A search is over, by itself or because it was stopped. */
export function isSearchEnd({ func, code }: DongleAnswer): boolean {
  return func === "search" && code === searchStopped;
}

/** The dongle ended a search by itself. */
export const searchEnded: { readonly id?: HardwareId } = {};

/** A toy that a search found, or its end; undefined for an answer that is neither. */
export function searchResult(answer: DongleAnswer): { readonly id?: HardwareId } | undefined {
  const { func, id, code } = answer;
  if (id !== undefined && (func === "toyData" || isConnected(answer))) return { id };
  return isSearchEnd(answer) || (func === "toyData" && code !== undefined) ? searchEnded : undefined;
}

/** An answer that says whether the wanted toy connected. */
export function connectResult(answer: DongleAnswer, wanted: HardwareId): DongleAnswer | undefined {
  const { func, id = wanted, text } = answer;
  const isNews = isConnected(answer) || isGone(answer) || (func === "toyData" && text !== undefined);
  return id === wanted && isNews ? answer : undefined;
}
