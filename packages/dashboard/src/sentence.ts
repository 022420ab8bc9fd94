import { textOf } from "@buttplug-ts/core";

/** What went wrong, as a sentence. */
export function sentenceOf(error: unknown): string {
  return sentence(textOf(error));
}

export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
