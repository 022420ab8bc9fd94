import type { BusSignal } from "./system-bus.js";

export type Properties = Readonly<Record<string, unknown>>;

export interface ObjectChange {
  readonly path: string;
  /** What came or changed. */
  readonly changed: Properties;
  /** All properties now. Absent: the object is gone. */
  readonly properties?: Properties;
}

type Listener = (change: ObjectChange) => void;

/** The objects of bluetoothd, as its signals tell of them. */
export class BluezObjects {
  /** By interface, then path. */
  readonly #objects = new Map<string, Map<string, Record<string, unknown>>>();
  /** By interface and path. */
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Takes what GetManagedObjects returned. */
  load([managed]: readonly unknown[]): void {
    for (const [path, interfaces] of Object.entries(managed as Properties)) this.#add(path, interfaces);
  }

  apply({ path, member, body }: BusSignal): void {
    if (member === "PropertiesChanged") this.#change(path, body[0] as string, body[1], body[2] as string[]);
    else if (member === "InterfacesAdded") this.#add(body[0] as string, body[1]);
    else if (member === "InterfacesRemoved") this.#remove(body[0] as string, body[1] as string[]);
  }

  get(name: string, path: string): Properties | undefined {
    return this.#objects.get(name)?.get(path);
  }

  /** Those that have an interface and lie below a path. */
  *below(name: string, parent: string): Generator<readonly [path: string, properties: Properties]> {
    for (const entry of this.#objects.get(name) ?? []) if (entry[0].startsWith(`${parent}/`)) yield entry;
  }

  /** Tells what happens to an interface, at `path` or everywhere. Returns the function that ends it. */
  watch(name: string, path: string | undefined, listener: Listener): () => void {
    const key = `${name} ${path ?? ""}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  #add(path: string, interfaces: unknown): void {
    for (const [name, properties] of Object.entries(interfaces as Properties)) {
      const ofInterface = this.#objects.get(name) ?? new Map<string, Record<string, unknown>>();
      this.#objects.set(name, ofInterface.set(path, {}));
      this.#change(path, name, properties, []);
    }
  }

  #change(path: string, name: string, changes: unknown, gone: readonly string[]): void {
    const properties = this.#objects.get(name)?.get(path);
    if (!properties) return;
    const changed = unwrapped(changes);
    Object.assign(properties, changed);
    for (const key of gone) delete properties[key];
    this.#tell(name, { path, changed, properties });
  }

  #remove(path: string, names: readonly string[]): void {
    for (const name of names) {
      if (this.#objects.get(name)?.delete(path)) this.#tell(name, { path, changed: {} });
    }
  }

  #tell(name: string, change: ObjectChange): void {
    for (const key of [`${name} ${change.path}`, `${name} `]) {
      for (const listener of [...(this.#listeners.get(key) ?? [])]) listener(change);
    }
  }
}

/** The values of a dictionary of variants. */
export function unwrapped(variants: unknown): Record<string, unknown> {
  const entries = Object.entries(variants as Record<string, { readonly value: unknown }>);
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}
