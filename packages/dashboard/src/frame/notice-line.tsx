import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";
import { useSettled } from "../parts/use-settled.js";
import { useDashboard } from "../use-dashboard.js";

/** What was just changed, and the way back. */
export function NoticeLine(): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const place = useRef<HTMLDivElement>(null);
  const { notices, undo, link } = dashboard;
  const text = notices.latest.value;
  const isSettled = useSettled(String(text !== undefined));
  useEffect(() => {
    // What has the focus must not be under it.
    const focused = document.activeElement;
    const top = place.current?.getBoundingClientRect().top ?? 0;
    if (text === undefined || !focused?.closest("main")) return;
    if (focused.getBoundingClientRect().bottom > top) focused.scrollIntoView({ block: "nearest" });
  }, [text]);
  /** What had the focus before this had it, which gets it back from what goes. */
  const returnTo = useRef<EventTarget | null>(null);
  useLayoutEffect(() => {
    if (returnTo.current instanceof HTMLElement && document.activeElement === document.body) returnTo.current.focus();
  });
  const enter = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && place.current?.contains(relatedTarget))) returnTo.current = relatedTarget;
    notices.keep();
  };
  const leave = ({ target }: FocusEvent) => {
    notices.letGo();
    queueMicrotask(() => {
      if (target instanceof Node && target.isConnected) returnTo.current = null;
    });
  };
  return (
    <div
      ref={place}
      class="notice-place"
      // Not on entering: it may have come up under a pointer that means something else.
      onPointerMove={() => notices.keep()}
      onPointerLeave={() => notices.letGo()}
      onFocusIn={enter}
      onFocusOut={leave}
    >
      <p role="status" class={text === undefined ? "nothing" : "notice"}>
        {text}
      </p>
      {text !== undefined && (
        <div class="notice-actions">
          {undo.newest.value && (
            <button
              type="button"
              disabled={!link.isOpen || !isSettled}
              onClick={() => void action.run(() => dashboard.settings.takeBack())}
            >
              Undo
            </button>
          )}
          <button type="button" class="quiet" aria-label="Dismiss" onClick={() => notices.clear()}>
            ✕
          </button>
        </div>
      )}
      <Problem of={action} />
    </div>
  );
}
