/** What is kept for as long as the tab is open. Undefined where the browser is told to keep nothing. */
export function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
