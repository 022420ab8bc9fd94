/** Which features of a device are meant: all, or those with these indexes. */
export type Scope = "all" | ReadonlySet<number>;

export function scopeHas(scope: Scope, feature: number): boolean {
  return scope === "all" || scope.has(feature);
}

export function scopeUnion(a: Scope, b: Scope): Scope {
  return a === "all" || b === "all" ? "all" : new Set([...a, ...b]);
}
