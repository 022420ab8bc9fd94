import { calendarMs, systemClock } from "@buttplug-ts/core";
import { stopOnPageHide } from "@buttplug-ts/page";
import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.js";
import { Dashboard } from "./dashboard.js";
import { findToken, forgetToken, hasOwnToken, isFirstRefusal, keepToken } from "./link/token.js";
import { stopByKey } from "./stop-by-key.js";
import { tabStorage } from "./tab-storage.js";
import { announceTitle } from "./title.js";
import { DashboardContext } from "./use-dashboard.js";

const wantedKey = "stop-wanted";
const letters = crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36).slice(0, 4);
const scheme = location.protocol === "https:" ? "wss:" : "ws:";

let found = findToken();
const dashboard = new Dashboard({
  address: `${scheme}//${location.host}`,
  token: () => found ?? "",
  // A name of its own, by which the page knows itself among the applications.
  clientName: `Dashboard ${letters}`,
  clock: systemClock,
  nowMs: calendarMs,
  random: Math.random,
  stopWanted: {
    get: () => tabStorage()?.getItem(wantedKey) ?? undefined,
    set: (why) => (why === undefined ? tabStorage()?.removeItem(wantedKey) : tabStorage()?.setItem(wantedKey, why)),
  },
});

function enter(token: string): void {
  found = keepToken(token);
  dashboard.link.start();
}

effect(() => {
  if (dashboard.link.state.value.kind !== "refused") return;
  forgetToken();
  // An engine that was started again has another token, which a fresh page has in it.
  if (found && hasOwnToken() && isFirstRefusal(found)) location.reload();
});

stopOnPageHide({ stopAll: () => dashboard.stopDriven() });
stopByKey(() => void dashboard.stop.run());
announceTitle(dashboard.state.parts.approvals);
if (found) dashboard.link.start();

const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(
    <DashboardContext.Provider value={dashboard}>
      <App onToken={enter} />
    </DashboardContext.Provider>,
    root,
  );
}
