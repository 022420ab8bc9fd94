import { readdir } from "node:fs/promises";

/**
 * On Linux the library starts a program to list ports, too much for every two seconds: it took 60 ms where looking at the
 * names in `/dev` took 0.3. `list` is asked only when these have changed.
 */
export function listWhenChanged<T>(list: () => Promise<T>): () => Promise<T> {
  let known: { readonly names: string; readonly ports: T } | undefined;
  return async () => {
    const names = (await readdir("/dev")).filter((name) => /^(?:tty|rfcomm)/.test(name)).join();
    if (known?.names !== names) known = { names, ports: await list() };
    return known.ports;
  };
}
