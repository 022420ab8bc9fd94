import { isPosition } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import type { OutputState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { reachedSteps, visibleRange } from "../outputs/levels.js";
import { useDashboard } from "../use-dashboard.js";

export interface LimitsPreviewProps {
  readonly output: OutputState;
  readonly limits: OutputLimits;
}

/** What the limits make of the model's steps, and where the level is. */
export function LimitsPreview({ output, limits }: LimitsPreviewProps): VNode {
  const { type, modelRange, level } = output;
  const levelCap = useDashboard().state.parts.settings.value?.levelCap;
  const visible = visibleRange(type, modelRange, limits, levelCap);
  const [bottom, top] = reachedSteps(type, modelRange, limits, levelCap);
  const high = Math.max(1, modelRange[1]);
  const percent = (steps: number) => `${(100 * Math.min(high, Math.abs(steps))) / high}%`;
  const isCapped = levelCap !== undefined && !isPosition(type);
  const words = visible
    ? [
        `Applications set ${visible[0]} to ${visible[1]}: the device's steps ${bottom} to ${top} of ${high}${visible[0] < 0 ? ", either way" : ""}.`,
        limits.reverse && `Turned around: their 0 is step ${top}.`,
        isCapped && "The cap on all levels counts in it.",
        level !== undefined && `Now it is at step ${level}.`,
      ]
    : ["Applications do not see it."];
  return (
    <div class="preview">
      <svg class="preview-bar" aria-hidden="true">
        <rect class="whole" width="100%" height="100%" rx="4" />
        {visible && (
          <rect class="reached" x={percent(bottom)} width={`${(100 * (top - bottom)) / high}%`} height="100%" rx="4" />
        )}
        {level !== undefined && <line class="level" x1={percent(level)} x2={percent(level)} y1="0" y2="100%" />}
      </svg>
      <p>{words.filter(Boolean).join(" ")}</p>
    </div>
  );
}
