import type { UserDevice } from "@buttplug-ts/device-db/user-config";
import type { VNode } from "preact";
import { matchOf } from "../device-change.js";
import { ActionButton } from "../parts/action.js";
import { ListRow } from "../parts/focus-home.js";
import { useDashboard } from "../use-dashboard.js";
import { AccessSelect } from "./access-select.js";
import { meantBy, saidBy } from "./entry-words.js";

/** What the owner decided about all devices of a kind. */
export function KindRow({ entry }: { readonly entry: UserDevice }): VNode {
  const { settings, state } = useDashboard();
  const known = [...(state.parts.devices.value ?? []), ...(state.parts.absent.value ?? [])];
  const model = known.find(
    ({ protocol, identifier }) => protocol === entry.protocol && identifier === entry.identifier,
  );
  const title = meantBy(entry, model?.name);
  const facts = [entry.name !== undefined && `name ${entry.name}`, ...saidBy(entry)].filter(Boolean);
  return (
    <ListRow class="known">
      <div class="grow">
        <strong>{title.charAt(0).toUpperCase() + title.slice(1)}</strong>
        {facts.length > 0 && <p class="dim">{facts.join(" · ")}</p>}
      </div>
      <AccessSelect
        of={title}
        access={entry.access}
        onChoose={(access) => settings.changeDevice({ ...matchOf(entry), access }, `when ${title} are connected`)}
      />
      <ActionButton
        class="last"
        label={`Remove the settings for ${title}`}
        run={() => settings.removeEntry(entry, `the settings for ${title}`)}
      >
        Remove
      </ActionButton>
    </ListRow>
  );
}
