import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { ListRow } from "../parts/focus-home.js";
import { Panel } from "../parts/panel.js";
import { dateAndTime } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";

/** The pages that come in without a question. */
export function Origins(): VNode {
  const dashboard = useDashboard();
  const origins = dashboard.state.parts.origins.value ?? [];
  return (
    <Panel
      title="Approved pages"
      about="Pages of these origins connect without asking. To forget one also ends its connections."
    >
      {origins.length === 0 && <p class="empty">None. A page that wants to connect is asked about here.</p>}
      <ul class="rows">
        {origins.map(({ origin, approvedAtMs }) => (
          <ListRow key={origin}>
            <span class="grow">
              <strong class="origin">{origin}</strong> <span class="dim">since {dateAndTime(approvedAtMs)}</span>
            </span>
            <ActionButton label={`Forget ${origin}`} run={() => dashboard.call("forgetOrigin", { origin })}>
              Forget
            </ActionButton>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}
