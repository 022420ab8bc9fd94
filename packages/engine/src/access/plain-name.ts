const limit = 60;

/**
 * A name that a stranger gave itself, fit to be shown: in one line, of at most 60 letters, without letters that are not seen,
 * turn the direction of the text or steer a terminal.
 */
export function plainName(name: string): string {
  const seen = name
    .slice(0, 10 * limit)
    .replace(/\s+/gu, " ")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd")
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .trim();
  const letters = Array.from(seen);
  return letters.length <= limit ? seen : `${letters.slice(0, limit - 1).join("")}…`;
}
