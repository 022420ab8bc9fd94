import type { VNode } from "preact";
import { Problem, useAction } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";

/** What was just changed, and the way back. */
export function NoticeLine(): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const { notices, undo, link } = dashboard;
  const text = notices.latest.value;
  return (
    <div class="notice-place">
      <p role="status" class={text === undefined ? "nothing" : "notice"}>
        {text}
      </p>
      {text !== undefined && (
        <div class="notice-actions">
          {undo.newest.value && (
            <button type="button" disabled={!link.isOpen} onClick={() => void action.run(() => dashboard.takeBack())}>
              Undo
            </button>
          )}
          <button type="button" class="quiet" onClick={() => notices.clear()}>
            Dismiss
          </button>
        </div>
      )}
      <Problem of={action} />
    </div>
  );
}
