import { type OutputType, outputTypes } from "@buttplug-ts/core";
import type { DeviceState, NewToken, TokenScope } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";
import { Dialog } from "../parts/dialog.js";
import { useDashboard } from "../use-dashboard.js";
import { outputWord } from "../words.js";

export interface MakeTokenProps {
  /** Also called if the dialog was closed meanwhile: nothing shows this token again. */
  readonly onMade: (token: NewToken) => void;
  readonly onClose: () => void;
}

const hourMs = 3_600_000;
const lifetimes: readonly (readonly [string, number | undefined])[] = [
  ["1 hour", hourMs],
  ["1 day", 24 * hourMs],
  ["30 days", 720 * hourMs],
  ["no end", undefined],
];

/** Asks what a new token is for and makes it. */
export function MakeToken({ onMade, onClose }: MakeTokenProps): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const isManagement = useSignal(false);
  /** Closed and opened again it is another one, with which an answer for this has nothing to do. */
  const isShown = useRef(true);
  useEffect(
    () => () => {
      isShown.current = false;
    },
    [],
  );
  const devices = useAllSeen(dashboard.state.parts.devices.value ?? []);
  const make = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const lifetimeMs = Number(form.get("lifetime"));
    const params = {
      name: String(form.get("name")).trim(),
      scope: scopeOf(form),
      ...(lifetimeMs > 0 && { lifetimeMs }),
    };
    void action.run(async () => {
      onMade(await dashboard.call("createToken", params));
      if (isShown.current) onClose();
    });
  };
  return (
    <Dialog title="Make a token" onClose={onClose}>
      <form onSubmit={make}>
        <label for="token-name">Name, such as whom it is for</label>
        <input id="token-name" name="name" type="text" required maxLength={60} autocomplete="off" />
        <label for="token-lifetime">Valid for</label>
        <select id="token-lifetime" name="lifetime">
          {lifetimes.map(([text, ms]) => (
            <option key={text} value={ms ?? ""} selected={ms === 24 * hourMs}>
              {text}
            </option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            name="management"
            onChange={({ currentTarget }) => {
              isManagement.value = currentTarget.checked;
            }}
          />
          For this dashboard: opens it, and may do everything that you may
        </label>
        <fieldset class="field" disabled={isManagement.value}>
          <legend>Scope</legend>
          <label class="check">
            <input type="checkbox" name="readOnly" />
            Looks only: sees devices and readings, drives nothing
          </label>
          <p class="field-line">
            <label for="token-cap">Highest level, percent</label>
            <input id="token-cap" name="levelCap" type="number" min={1} max={100} step={1} placeholder="100" />
          </p>
          <Choices
            legend="Only these devices"
            name="device"
            options={devices.map((each) => [each.hardware, each.displayName ?? each.name])}
          />
          <Choices
            legend="Only these outputs"
            name="output"
            options={outputTypes.map((type) => [type, outputWord(type)])}
          />
        </fieldset>
        <button type="submit" class="primary" aria-busy={action.isBusy}>
          Make it
        </button>
        <Problem of={action} />
      </form>
    </Dialog>
  );
}

/** What is or was connected: what was chosen must not be left out because it lost its connection meanwhile. */
function useAllSeen(devices: readonly DeviceState[]): readonly DeviceState[] {
  const seen = useRef(new Map<string, DeviceState>());
  for (const device of devices) seen.current.set(device.hardware, device);
  return [...seen.current.values()];
}

interface ChoicesProps {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

function Choices({ legend, name, options }: ChoicesProps): VNode | null {
  if (options.length === 0) return null;
  return (
    <details>
      <summary>{legend}; none chosen: all</summary>
      {options.map(([value, text]) => (
        <label key={value} class="check">
          <input type="checkbox" name={name} value={value} />
          {text}
        </label>
      ))}
    </details>
  );
}

/** What the form says, of which absent parts limit nothing. */
function scopeOf(form: FormData): TokenScope {
  if (form.has("management")) return { management: true };
  const devices = form.getAll("device").map(String);
  const outputs = form.getAll("output") as OutputType[];
  const levelCap = Number(form.get("levelCap")) / 100;
  return {
    ...(form.has("readOnly") && { readOnly: true }),
    ...(devices.length > 0 && { devices }),
    ...(outputs.length > 0 && { outputs }),
    ...(levelCap > 0 && levelCap < 1 && { levelCap }),
  };
}
