import type { VNode } from "preact";
import { type Access, type AccessChoiceProps, accessWords } from "./access-choice.js";

export interface AccessSelectProps extends Pick<AccessChoiceProps, "access"> {
  /** Which devices it is about, for those who do not see the row. */
  readonly of: string;
  readonly onChoose: (access: Access | null) => void;
}

/** When a device is connected, in little room. */
export function AccessSelect({ access, of, onChoose }: AccessSelectProps): VNode {
  return (
    <select
      aria-label={`When to connect ${of}`}
      value={access ?? ""}
      onChange={({ currentTarget }) => {
        const { value } = currentTarget;
        onChoose(value === "allow" || value === "deny" ? value : null);
      }}
    >
      {accessWords.map((choice) => (
        <option key={choice.text} value={choice.access ?? ""}>
          {choice.text}
        </option>
      ))}
    </select>
  );
}
