import { type ComponentChildren, render, type VNode } from "preact";
import { useEffect, useId, useLayoutEffect, useState } from "preact/hooks";
import { DashboardContext, useDashboard } from "../use-dashboard.js";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The id of the place where dialogs are. It is outside of what is disabled while the engine is away: they can always be closed. */
export const dialogPlace = "dialogs";

/** What nobody can reach while a dialog is open. */
const behind = ".behind-dialogs";

/**
 * A dialog before the page, for as long as it is rendered. What is behind it is out of reach, but for stop, hold and requests for
 * approval. Escape closes it, and the focus goes back to where it was.
 */
export function Dialog(props: DialogProps): null {
  const dashboard = useDashboard();
  const [host] = useState(() => document.createElement("div"));
  useLayoutEffect(() =>
    render(
      <DashboardContext.Provider value={dashboard}>
        <OpenDialog {...props} />
      </DashboardContext.Provider>,
      host,
    ),
  );
  useEffect(() => {
    const before = document.activeElement;
    const place = document.getElementById(dialogPlace);
    place?.append(host);
    for (const part of document.querySelectorAll<HTMLElement>(behind)) part.inert = true;
    host.querySelector("dialog")?.show();
    return () => {
      render(null, host);
      host.remove();
      const isLast = place?.childElementCount === 0;
      for (const part of document.querySelectorAll<HTMLElement>(behind)) part.inert = !isLast;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [host]);
  return null;
}

function OpenDialog({ title, onClose, children }: DialogProps): VNode {
  const titleId = useId();
  return (
    <dialog aria-labelledby={titleId} onKeyDown={({ key }) => key === "Escape" && onClose()}>
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
}
