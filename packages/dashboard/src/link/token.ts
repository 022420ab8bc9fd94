import { tabStorage } from "../tab-storage.js";

const key = "management-token";
const refusedKey = "refused-token";

/** Where the page got its token. One of the page itself is replaced when the page is loaded again. */
export interface FoundToken {
  readonly token: string;
  readonly isOfPage: boolean;
}

/**
 * The management token: of the address (`#token=…`, taken out of it at once), else what the engine wrote into the page, else
 * what this tab was given before.
 */
export function findToken(): FoundToken | undefined {
  const { hash, pathname, search } = location;
  const given = new URLSearchParams(hash.slice(1)).get("token");
  if (given !== null) {
    history.replaceState(null, "", pathname + search);
    if (given !== "") return keepToken(given);
  }
  const ofPage = document.querySelector<HTMLMetaElement>('meta[name="management-token"]')?.content;
  if (ofPage) return { token: ofPage, isOfPage: true };
  const kept = tabStorage()?.getItem(key);
  return kept ? { token: kept, isOfPage: false } : undefined;
}

/** Keeps a token for as long as the tab is open. */
export function keepToken(token: string): FoundToken {
  tabStorage()?.setItem(key, token);
  return { token, isOfPage: false };
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
