import { tabStorage } from "../tab-storage.js";

const key = "management-token";
const refusedKey = "refused-token";

/**
 * The management token: of the address (`#token=…`, taken out of it at once), else what the engine wrote into the page, else
 * what this tab was given before.
 */
export function findToken(): string | undefined {
  const { hash, pathname, search } = location;
  const given = new URLSearchParams(hash.slice(1)).get("token");
  if (given !== null) {
    history.replaceState(null, "", pathname + search);
    if (given !== "") return keepToken(given);
  }
  return tokenOfPage() || tabStorage()?.getItem(key) || undefined;
}

/** Whether the engine writes a token into the page: loaded again, it has a valid one. */
export function hasOwnToken(): boolean {
  return tokenOfPage() !== "";
}

/** Keeps a token for as long as the tab is open. */
export function keepToken(token: string): string {
  tabStorage()?.setItem(key, token);
  return token;
}

export function forgetToken(): void {
  tabStorage()?.removeItem(key);
}

/** Whether a token was not refused before in this tab. True once a token. */
export function isFirstRefusal(token: string): boolean {
  const kept = tabStorage();
  if (kept === undefined || kept.getItem(refusedKey) === token) return false;
  kept.setItem(refusedKey, token);
  return true;
}

function tokenOfPage(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="management-token"]')?.content ?? "";
}
