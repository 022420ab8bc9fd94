import type { VNode } from "preact";

/** A name that somebody gave, whatever way it is written: what stands around it keeps its place. */
export function Name({ children }: { readonly children: string }): VNode {
  return <bdi class="name">{children}</bdi>;
}
