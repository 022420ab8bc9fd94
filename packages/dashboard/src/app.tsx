import type { VNode } from "preact";
import { ApplicationsPage } from "./applications/applications-page.js";
import { DevicesPage } from "./devices/devices-page.js";
import { EnginePage } from "./engine/engine-page.js";
import { LogPage } from "./engine/log-page.js";
import { Approvals } from "./frame/approvals.js";
import { LinkBanner } from "./frame/link-banner.js";
import { NoticeLine } from "./frame/notice-line.js";
import { StopBar } from "./frame/stop-bar.js";
import { TokenForm } from "./frame/token-form.js";
import { Top } from "./frame/top.js";
import { dialogPlace } from "./parts/dialog.js";
import { type Route, route } from "./route.js";
import { useDashboard } from "./use-dashboard.js";

const pages: Readonly<Record<Route, () => VNode>> = {
  devices: DevicesPage,
  applications: ApplicationsPage,
  log: LogPage,
  engine: EnginePage,
};

export interface AppProps {
  readonly onToken: (token: string) => void;
}

/** The whole page. Without a token that is valid it only asks for one. */
export function App({ onToken }: AppProps): VNode {
  const { link, state } = useDashboard();
  const { kind } = link.state.value;
  if (kind === "closed" || kind === "refused") return <TokenForm onToken={onToken} />;
  const Page = pages[route.value];
  const isKnown = state.parts.devices.value !== undefined;
  return (
    <>
      <Top />
      <main id="main" tabIndex={-1}>
        <div class="alerts">
          <LinkBanner />
          <Approvals />
        </div>
        {isKnown && (
          <fieldset class="page behind-dialogs" role="presentation" disabled={kind !== "open"}>
            <Page />
          </fieldset>
        )}
      </main>
      <div id={dialogPlace} />
      <div class="bottom">
        <NoticeLine />
        <StopBar />
      </div>
    </>
  );
}
