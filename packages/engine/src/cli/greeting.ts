import { isForOthers } from "../discovery/reachable-addresses.js";
import type { Engine } from "../engine.js";

/** What is said of the dashboard's address for other machines, which lets in whoever has it. */
export type ForOthers =
  /** It is shown to somebody at a terminal. */
  | { readonly kind: "shown"; readonly qrCode: (text: string) => string }
  /** What is printed may be read by others, so it is in a file. */
  | { readonly kind: "kept"; readonly path: string }
  | { readonly kind: "secret" };

type Greeted = Pick<Engine, "info" | "dashboardAddress" | "simulated" | "access">;

/** The dashboard's address for other machines, with the token that opens it. Undefined: they cannot reach it. */
export function addressForOthers({ info, dashboardAddress, access }: Greeted): string | undefined {
  const address = info.addresses.find((each) => /^wss?:/.test(each) && isForOthers(each));
  if (dashboardAddress === undefined || address === undefined) return undefined;
  return `${address.replace(/^ws/, "http").replace(/\/$/, "")}/#token=${access.pageToken}`;
}

/** What people need to know first, in few lines. */
export function greeting({ info, dashboardAddress, simulated }: Greeted): readonly string[] {
  const names = simulated.devices.map(({ model }) => model.name);
  const listening = info.addresses.length > 0 ? `Listening at ${info.addresses.join(" and ")}.` : "Running.";
  return [
    `${listening} Press Ctrl-C to stop.`,
    ...(dashboardAddress === undefined ? [] : [`Dashboard: ${dashboardAddress}`]),
    ...(names.length > 0 ? [`Simulated devices: ${names.join(", ")}`] : []),
  ];
}

/** How other machines get in, if they can. */
export function greetingOfOthers(engine: Greeted, insecure: boolean, forOthers: ForOthers): readonly string[] {
  if (!engine.info.addresses.some(isForOthers)) return [];
  const address = addressForOthers(engine);
  const warning = insecure
    ? "WARNING: --insecure: everybody who reaches this machine can drive your devices."
    : "Applications on other machines need a token: make one on the dashboard.";
  return [...(address === undefined ? [] : linesForOthers(address, forOthers)), warning];
}

function linesForOthers(address: string, forOthers: ForOthers): readonly string[] {
  const what = "Dashboard for other machines";
  if (forOthers.kind === "kept") return [`${what}: the address, which lets in whoever has it, is in ${forOthers.path}`];
  if (forOthers.kind === "secret") return [`${what}: its address is told at a terminal only, or kept with --data`];
  const lines = [`${what}: ${address}`, "It lets in whoever has it, until the engine ends."];
  return [...lines, forOthers.qrCode(address)];
}
