import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const all: RunOptions = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
const colors: RunOptions = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** What WCAG 2.2 A and AA, and good practice, find wrong with the page as it is, or with its colours: the rule, and where. */
export async function accessibilityFaults(page: Page, what: "all" | "colors"): Promise<readonly string[]> {
  const options = what === "all" ? all : colors;
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  // What is half under the bar at the lower end of the window can be scrolled out from under it.
  return faults.filter((fault) => !fault.includes("partially obscured"));
}
