import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { Panel } from "../parts/panel.js";
import { useDashboard } from "../use-dashboard.js";

/** What a supporter needs, as a file. */
export function Diagnostics(): VNode {
  const dashboard = useDashboard();
  const download = async () => {
    const { fileName, text } = await dashboard.call("diagnostics");
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href, download: fileName });
    link.click();
    // The browser has begun to read it by then.
    dashboard.clock.after(10_000, () => URL.revokeObjectURL(href));
    dashboard.notices.say(`${fileName} is downloaded.`);
  };
  return (
    <Panel
      title="Diagnostic bundle"
      about="Versions, buses, settings and the log in one file for whoever helps you. Addresses, names and secrets are left out; look at it before you give it away."
    >
      <ActionButton run={download}>Download</ActionButton>
    </Panel>
  );
}
