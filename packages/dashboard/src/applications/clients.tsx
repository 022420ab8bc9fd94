import type { ClientState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { ListRow } from "../parts/focus-home.js";
import { Name } from "../parts/name.js";
import { Panel } from "../parts/panel.js";
import { ago } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";
import { useNow } from "../use-now.js";
import { featureWord } from "../words.js";

/** Who is connected, and what they drive. */
export function Clients(): VNode {
  const dashboard = useDashboard();
  const clients = dashboard.state.parts.clients.value ?? [];
  const addresses = dashboard.state.parts.engine.value?.addresses ?? [];
  const others = clients.filter(({ clientName }) => clientName !== dashboard.clientName);
  return (
    <Panel title="Connected applications">
      {others.length === 0 && (
        <p class="empty">
          No application is connected. Applications connect to{" "}
          {addresses.length > 0 ? addresses.join(" or ") : "the engine"}.
        </p>
      )}
      <ul class="rows">
        {others.map((client) => (
          <Client key={client.id} client={client} />
        ))}
        {others.length < clients.length && <li class="row dim">This page is connected as “{dashboard.clientName}”.</li>}
      </ul>
    </Panel>
  );
}

function Client({ client }: { readonly client: ClientState }): VNode {
  const dashboard = useDashboard();
  const nowMs = useNow(10_000);
  const { id, clientName, origin, address, label, transport, specVersion, sinceMs } = client;
  const name = clientName || "An application without a name";
  const facts = [
    origin ?? address,
    label !== origin && label,
    `${transport}, spec ${specVersion}`,
    `connected ${ago(sinceMs, nowMs)}`,
  ];
  return (
    <ListRow>
      <div class="grow">
        <strong>
          <Name>{name}</Name>
        </strong>
        <p class="dim">{facts.filter(Boolean).join(" · ")}</p>
        <Drives client={client} />
      </div>
      <ActionButton class="danger" label={`Disconnect ${name}`} run={() => dashboard.call("disconnectClient", { id })}>
        Disconnect
      </ActionButton>
    </ListRow>
  );
}

function Drives({ client: { drives } }: { readonly client: ClientState }): VNode | null {
  const devices = useDashboard().state.parts.devices.value ?? [];
  const words = drives.map(({ device, feature }) => {
    const found = devices.find(({ index }) => index === device);
    const part = found?.features.find(({ index }) => index === feature);
    return `${found?.displayName ?? found?.name ?? `device ${device}`}${part ? ` (${featureWord(part)})` : ""}`;
  });
  return words.length > 0 ? <p>Drives {words.join(", ")}</p> : null;
}
