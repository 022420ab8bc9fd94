import type { VNode } from "preact";
import { type Route, route, routes } from "../route.js";
import { useDashboard } from "../use-dashboard.js";

const names: Readonly<Record<Route, string>> = {
  devices: "Devices",
  applications: "Applications",
  log: "Log",
  engine: "Engine",
};

/** Name, connection, and the parts of the page. */
export function Top(): VNode {
  const { link, state } = useDashboard();
  const { kind } = link.state.value;
  const waiting = state.parts.approvals.value?.length ?? 0;
  return (
    <header class="top behind-dialogs">
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the content
      </button>
      <h1 class="brand">{state.parts.engine.value?.name ?? "Buttplug engine"}</h1>
      <p class={`link-state ${kind === "open" ? "ok" : kind === "connecting" ? "" : "lost"}`}>
        {kind === "open" ? "Connected" : kind === "connecting" ? "Connecting…" : "Not connected"}
      </p>
      <nav aria-label="Parts of the page">
        {routes.map((each) => (
          <a key={each} href={`#${each}`} aria-current={each === route.value ? "page" : undefined}>
            {names[each]}
            {each === "applications" && waiting > 0 && <span class="badge">{waiting}</span>}
          </a>
        ))}
      </nav>
    </header>
  );
}
