import type { VNode } from "preact";
import { Problem } from "../parts/action.js";
import { type AccessChoiceProps, accessWords, useAccess } from "./access-choice.js";

export interface AccessSelectProps extends AccessChoiceProps {
  /** Which devices it is about, for those who do not see the row. */
  readonly of: string;
}

/** When a device is connected, in little room. */
export function AccessSelect({ of, ...props }: AccessSelectProps): VNode {
  const { shown, action, choose } = useAccess(props);
  return (
    <>
      <select
        aria-label={`When to connect ${of}`}
        value={shown ?? ""}
        onChange={({ currentTarget }) => choose(accessWords[currentTarget.selectedIndex]?.access ?? null)}
      >
        {accessWords.map((choice) => (
          <option key={choice.text} value={choice.access ?? ""}>
            {choice.whole}
          </option>
        ))}
      </select>
      <Problem of={action} />
    </>
  );
}
