type Versions = typeof import("@buttplug-ts/messages/versions");

let loaded: Versions | undefined;

/** What clients below v4 need, if it has been loaded: pages with a server of their own never do. */
export function olderVersions(): Versions | undefined {
  return loaded;
}

/** Loads what clients of older spec versions need. It is loaded with the first of them, or when a server begins to listen. */
export async function loadOlderVersions(): Promise<void> {
  loaded = await import("@buttplug-ts/messages/versions");
}
