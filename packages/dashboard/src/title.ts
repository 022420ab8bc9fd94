import type { ApprovalRequest } from "@buttplug-ts/management";
import { effect, type ReadonlySignal } from "@preact/signals";

/** Lets the title of the tab say that somebody waits. Returns the function that ends this. */
export function announceTitle(approvals: ReadonlySignal<readonly ApprovalRequest[] | undefined>): () => void {
  const title = document.title;
  return effect(() => {
    const count = approvals.value?.length ?? 0;
    document.title = count > 0 ? `(${count}) waiting for approval – ${title}` : title;
  });
}
