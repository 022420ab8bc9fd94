import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";

export interface PanelProps {
  readonly title: string;
  /** One sentence on what it is for. */
  readonly about?: string;
  readonly children: ComponentChildren;
}

/** A part of the page with a heading of its own. */
export function Panel({ title, about, children }: PanelProps): VNode {
  const titleId = useId();
  return (
    <section class="panel" aria-labelledby={titleId} tabIndex={-1}>
      <h2 id={titleId}>{title}</h2>
      {about && <p class="about">{about}</p>}
      {children}
    </section>
  );
}
