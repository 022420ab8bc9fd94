import type { TokenScope, TokenState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { ListRow } from "../parts/focus-home.js";
import { Name } from "../parts/name.js";
import { Panel } from "../parts/panel.js";
import { dateAndTime } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";
import { outputWord } from "../words.js";

/** What lets applications of other machines in. */
export function Tokens({ onMake }: { readonly onMake: () => void }): VNode {
  const dashboard = useDashboard();
  const tokens = dashboard.state.parts.tokens.value ?? [];
  return (
    <Panel title="Tokens" about="A token lets in whoever has it, also from other machines, as far as its scope goes.">
      {tokens.length === 0 && <p class="empty">There are none.</p>}
      <ul class="rows">
        {tokens.map((token) => (
          <ListRow key={token.name}>
            <div class="grow">
              <strong>
                <Name>{token.name}</Name>
              </strong>
              <p class="dim">{factsOf(token)}</p>
            </div>
            <ActionButton
              class="danger"
              label={`Revoke ${token.name}`}
              run={() => dashboard.call("revokeToken", { name: token.name })}
            >
              Revoke
            </ActionButton>
          </ListRow>
        ))}
      </ul>
      <button type="button" onClick={onMake}>
        Make a token…
      </button>
    </Panel>
  );
}

function factsOf({ scope, createdAtMs, expiresAtMs }: TokenState): string {
  const until = expiresAtMs === undefined ? "does not expire" : `until ${dateAndTime(expiresAtMs)}`;
  return [`made ${dateAndTime(createdAtMs)}`, until, wordsOf(scope)].join(" · ");
}

function wordsOf({ management, readOnly, devices, outputs, levelCap }: TokenScope): string {
  if (management) return "everything that you may do here";
  const words = [
    readOnly ? "looks only" : "may drive",
    devices ? `only ${devices.join(", ")}` : "all devices",
    outputs && !readOnly && `only ${outputs.map(outputWord).join(", ")}`,
    levelCap !== undefined && `up to ${Math.round(levelCap * 100)} %`,
  ];
  return words.filter(Boolean).join(", ");
}
