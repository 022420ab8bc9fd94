import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { environmentOf } from "../src/cli/environment.js";
import { exitCodes } from "../src/cli/exit-codes.js";
import { serveOptions } from "../src/cli/serve-options.js";
import { optionsTable } from "./options-table.js";
import { runCommand } from "./run-command.js";

const guide = readFileSync(new URL("../../../docs/guide/engine.md", import.meta.url), "utf8");

it("the guide has every option as it is", () => {
  const [, table] = /<!-- options: [^>]*-->\n([\s\S]*?)\n<!-- \/options -->/.exec(guide) ?? [];
  expect(table).toBe(optionsTable());
});

it("the guide and the help have every exit code", async () => {
  const { out } = await runCommand(["serve", "--help"]);
  for (const code of [0, ...Object.values(exitCodes)]) {
    expect(guide).toMatch(new RegExp(`^\\| ${code} \\| `, "m"));
    expect(out).toMatch(new RegExp(`Exit codes:.*\\b${code}\\b`));
  }
});

it("the guide and the help say that nothing is sent to anybody", async () => {
  expect(guide).toContain("**Nothing is ever sent to anybody: no telemetry");
  for (const args of [["--help"], ["serve", "--help"]]) {
    expect((await runCommand(args)).out).toContain("Nothing is ever sent to anybody: no telemetry.");
  }
});

it("the guide has every command", async () => {
  const commandsOf = ({ out }: { readonly out: string }) =>
    [...out.slice(out.indexOf("Commands:")).matchAll(/^ {2}([a-z-]+)/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== "help");
  const all = commandsOf(await runCommand(["--help"]));
  const ofConfig = commandsOf(await runCommand(["config", "--help"]));
  expect(all.length).toBeGreaterThan(5);
  for (const name of all.filter((each) => each !== "config")) expect(guide).toContain(`| \`${name}`);
  for (const name of ofConfig) expect(guide).toContain(`| \`config ${name}`);
});

it("the files for systemd and Docker, and the guide, name no option that does not exist", () => {
  const files = ["buttplug-engine.service", "Dockerfile", "README.md"].map((name) =>
    readFileSync(new URL(`../deploy/${name}`, import.meta.url), "utf8"),
  );
  const known = new Set(serveOptions.map(({ key }) => environmentOf(key)));
  const named = [guide, ...files].flatMap((text) => text.match(/BUTTPLUG_[A-Z_]*[A-Z]/g) ?? []);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
