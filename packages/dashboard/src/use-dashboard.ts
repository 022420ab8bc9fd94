import { ButtplugError } from "@buttplug-ts/core";
import { type Context, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Dashboard } from "./dashboard.js";

export const DashboardContext: Context<Dashboard | undefined> = createContext<Dashboard | undefined>(undefined);

/** What is behind the page, for its components. */
export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext);
  if (dashboard) return dashboard;
  throw new ButtplugError("internal/bug", "a component is outside of the dashboard");
}
