import type { VNode } from "preact";
import { Problem, useAction } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";

/** What was just changed, and the way back. */
export function NoticeLine(): VNode {
  const { notices } = useDashboard();
  const action = useAction();
  const notice = notices.latest.value;
  return (
    <div class="notice-place">
      <p role="status" class={notice ? "notice" : "nothing"}>
        {notice?.text}
      </p>
      {notice && (
        <div class="notice-actions">
          {notice.undo && (
            <button type="button" onClick={() => void action.run(async () => notice.undo?.())}>
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
