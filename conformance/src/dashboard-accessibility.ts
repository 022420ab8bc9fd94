import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const options: RunOptions = {
  runOnly: { type: "tag", values: tags },
  resultTypes: ["violations"],
};

/** What WCAG 2.2 A and AA, and good practice, find wrong with the page as it is: the rule, and where. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
