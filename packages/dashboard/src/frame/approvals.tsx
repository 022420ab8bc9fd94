import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";
import { useNow } from "../use-now.js";

/** Pages that wait for the owner's word, above everything else. Nothing here takes the focus: nobody answers by accident. */
export function Approvals(): VNode {
  const { link, state } = useDashboard();
  // Without the engine nobody can be answered.
  const requests = link.isOpen ? (state.parts.approvals.value ?? []) : [];
  return (
    <section aria-label="Requests for approval" aria-live="assertive">
      {requests.map((request) => (
        <Approval key={request.id} request={request} />
      ))}
    </section>
  );
}

function Approval({ request }: { readonly request: ApprovalRequest }): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const titleId = useId();
  const { id, clientName, origin, address } = request;
  const hasOrigin = origin !== "null";
  const answer = (given: ApprovalAnswer) =>
    void action.run(() => dashboard.call("answerApproval", { id, answer: given }));
  return (
    <article class="approval" aria-labelledby={titleId}>
      <h2 id={titleId}>“{clientName}” wants to use your devices</h2>
      <p>
        {hasOrigin ? (
          <>
            It is a page of <strong class="origin">{origin}</strong>
          </>
        ) : (
          "It is a page that does not say where it comes from; any page can be one"
        )}
        {address && <> at {address}</>}. It sees nothing until you answer. <TimeLeft untilMs={request.expiresAtMs} />
      </p>
      <div class="row">
        <button type="button" onClick={() => answer("once")}>
          Allow once
        </button>
        {hasOrigin && (
          <button type="button" aria-label={`Always allow ${origin}`} onClick={() => answer("always")}>
            Always allow
          </button>
        )}
        <button type="button" class="danger" onClick={() => answer("refuse")}>
          Refuse
        </button>
      </div>
      <Problem of={action} />
    </article>
  );
}

function TimeLeft({ untilMs }: { readonly untilMs: number }): VNode {
  const nowMs = useNow(1_000);
  // Told once, not every second.
  return (
    <span aria-hidden="true" class="dim">
      {Math.max(0, Math.ceil((untilMs - nowMs) / 1000))} s left.
    </span>
  );
}
