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
import { useHeight } from "./parts/use-height.js";
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
  const { kind } = useDashboard().link.state.value;
  return kind === "closed" || kind === "refused" ? <TokenForm onToken={onToken} /> : <Whole />;
}

function Whole(): VNode {
  const { state } = useDashboard();
  const alerts = useHeight("--alerts");
  const bottom = useHeight("--bottom");
  const Page = pages[route.value];
  const isKnown = state.parts.devices.value !== undefined;
  return (
    <>
      <Top />
      <main id="main" tabIndex={-1}>
        <div class="alerts" ref={alerts}>
          <LinkBanner />
          <Approvals />
        </div>
        {isKnown && <Page />}
      </main>
      <div class="bottom" ref={bottom}>
        <NoticeLine />
        <StopBar />
      </div>
    </>
  );
}
