import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";
import { useFocusHome } from "../parts/focus-home.js";
import { Name } from "../parts/name.js";
import { useSettled } from "../parts/use-settled.js";
import { useDashboard } from "../use-dashboard.js";
import { useNow } from "../use-now.js";

const shownNameLength = 80;

/** Pages that wait for the owner's word, above everything else. Nothing here takes the focus. */
export function Approvals(): VNode {
  const { link, state } = useDashboard();
  // Without the engine nobody can be answered.
  const requests = link.isOpen ? (state.parts.approvals.value ?? []) : [];
  const isSettled = useSettled(requests.map(({ id }) => id).join(" "));
  return (
    <section aria-label="Requests for approval" aria-live="assertive" tabIndex={-1}>
      {requests.map((request) => (
        <Approval key={request.id} request={request} isOpen={isSettled} />
      ))}
    </section>
  );
}

interface ApprovalProps {
  readonly request: ApprovalRequest;
  /** Whether it can be answered. */
  readonly isOpen: boolean;
}

function Approval({ request, isOpen }: ApprovalProps): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const place = useFocusHome<HTMLElement>();
  const titleId = useId();
  const { id, clientName, origin, address } = request;
  const hasOrigin = origin !== "null";
  const answer = (given: ApprovalAnswer) =>
    void action.run(() => dashboard.call("answerApproval", { id, answer: given }));
  return (
    <article ref={place} class="approval" aria-labelledby={titleId}>
      <h2 id={titleId}>
        “<Name>{clientName.slice(0, shownNameLength)}</Name>” wants to use your devices
      </h2>
      <p>
        {hasOrigin ? (
          <>
            It is a page of <strong class="origin">{origin}</strong>
            {address && <> at {address}</>}.
          </>
        ) : (
          <>It is a page{address && <> at {address}</>} that does not say where it comes from; any page can do that.</>
        )}{" "}
        It sees nothing until you answer. <TimeLeft untilMs={request.expiresAtMs} />
      </p>
      <div class="row">
        <button type="button" disabled={!isOpen} onClick={() => answer("once")}>
          Allow once
        </button>
        {hasOrigin && (
          <button
            type="button"
            aria-label={`Always allow ${origin}`}
            disabled={!isOpen}
            onClick={() => answer("always")}
          >
            Always allow
          </button>
        )}
        <button type="button" class="danger" disabled={!isOpen} onClick={() => answer("refuse")}>
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
      {Math.min(60, Math.max(0, Math.ceil((untilMs - nowMs) / 1000)))} s left.
    </span>
  );
}
