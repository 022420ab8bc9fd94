import { type Logger, textOf } from "@buttplug-ts/core";
import { type DashboardPage, dashboardPages } from "@buttplug-ts/dashboard";

/** The pages of the dashboard, read when they are first asked for. None, and a word in the log, if they were not built. */
export function pagesOfDashboard(logger: Logger): () => ReadonlyMap<string, DashboardPage> {
  let pages: ReadonlyMap<string, DashboardPage> | undefined;
  return () => {
    try {
      pages ??= dashboardPages();
    } catch (error) {
      logger.log("error", "engine", `the dashboard cannot be served: ${textOf(error)}`);
      pages = new Map();
    }
    return pages;
  };
}
