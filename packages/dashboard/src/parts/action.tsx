import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useRef } from "preact/hooks";
import { sentenceOf } from "../sentence.js";

/** Something that takes a while and can fail. */
export interface Action {
  readonly isBusy: boolean;
  /** Why it failed the last time. */
  readonly problem: string | undefined;
  /** Does nothing while it is under way, unless `again` says that each time counts. */
  run(work: () => Promise<unknown>, again?: boolean): Promise<void>;
  fail(error: unknown): void;
  clear(): void;
}

export function useAction(): Action {
  const underWay = useSignal(0);
  const runs = useRef(0);
  const problem = useSignal<string | undefined>(undefined);
  return {
    isBusy: underWay.value > 0,
    problem: problem.value,
    async run(work, again = false) {
      if (underWay.peek() > 0 && !again) return;
      underWay.value += 1;
      runs.current += 1;
      const run = runs.current;
      problem.value = undefined;
      try {
        await work();
      } catch (error) {
        // What became of an earlier time does not matter any more.
        if (run === runs.current) problem.value = sentenceOf(error);
      } finally {
        underWay.value -= 1;
      }
    },
    fail(error) {
      problem.value = sentenceOf(error);
    },
    clear() {
      problem.value = undefined;
    },
  };
}

/** Why something failed, beside what it was. */
export function Problem({ of }: { readonly of: Pick<Action, "problem" | "clear"> }): VNode | null {
  if (of.problem === undefined) return null;
  return (
    <p class="problem" role="alert">
      {of.problem}{" "}
      <button type="button" class="quiet small" onClick={() => of.clear()}>
        Dismiss
      </button>
    </p>
  );
}

export interface ActionButtonProps {
  readonly run: () => Promise<unknown>;
  readonly class?: string;
  /** What a screen reader says in place of the text, where several buttons have the same. */
  readonly label?: string;
  readonly disabled?: boolean;
  /** Whether a press counts also while an earlier one is under way. */
  readonly again?: boolean;
  readonly children: ComponentChildren;
}

/** A button that says why, if what it does fails. It keeps the focus while it is under way. */
export function ActionButton({
  run,
  label,
  disabled = false,
  again = false,
  children,
  ...rest
}: ActionButtonProps): VNode {
  const action = useAction();
  return (
    <>
      <button
        type="button"
        class={rest.class}
        aria-label={label}
        disabled={disabled}
        aria-busy={action.isBusy}
        onClick={() => void action.run(run, again)}
      >
        {children}
      </button>
      <Problem of={action} />
    </>
  );
}
