import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog before the page, for as long as it is rendered. What is behind it is out of reach, but for stop, hold and requests for
 * approval. Escape closes it, and the focus goes back to where it was. It belongs beside the page's body: what is in the body cannot
 * be used while the engine is away.
 */
export function Dialog({ title, onClose, children }: DialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    setBehind(true);
    dialog.current?.show();
    return () => {
      setBehind(false);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onKeyDown={({ key }) => key === "Escape" && onClose()}>
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

function setBehind(isBehind: boolean): void {
  for (const part of document.querySelectorAll<HTMLElement>(".behind-dialogs")) part.inert = isBehind;
}
