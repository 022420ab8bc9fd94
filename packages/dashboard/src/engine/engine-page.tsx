import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { Panel } from "../parts/panel.js";
import { ago } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";
import { useNow } from "../use-now.js";
import { Buses } from "./buses.js";
import { Diagnostics } from "./diagnostics.js";

/** What runs here, and how well. */
export function EnginePage(): VNode {
  return (
    <PageBody>
      <Buses />
      <EngineFacts />
      <Diagnostics />
    </PageBody>
  );
}

function EngineFacts(): VNode {
  const engine = useDashboard().state.parts.engine.value;
  const nowMs = useNow(10_000);
  const facts: readonly (readonly [string, string])[] = engine
    ? [
        ["Version", `${engine.name} ${engine.version}`],
        ["Started", ago(engine.startedAtMs, nowMs)],
        ["Runs on", `${engine.runtime}, ${engine.platform}`],
        ["Applications connect to", engine.addresses.join(", ") || "nothing: it does not listen"],
        ["Settings are kept in", engine.dataFolder ?? "memory only; they are gone when the engine ends"],
      ]
    : [];
  return (
    <Panel title="This engine">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
