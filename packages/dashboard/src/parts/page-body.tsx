import type { ComponentChildren, VNode } from "preact";
import { useDashboard } from "../use-dashboard.js";

/** What a page shows, which cannot be used while the engine is away. */
export function PageBody({ children }: { readonly children: ComponentChildren }): VNode {
  const { link } = useDashboard();
  return (
    <fieldset class="page behind-dialogs" role="presentation" disabled={!link.isOpen}>
      {children}
    </fieldset>
  );
}
