import { defaultOf, isSwitch, serveOptions } from "../src/cli/serve-options.js";

/** All options of `serve` as rows of Markdown, as the guide shows them. */
export function optionsTable(): string {
  const rows = serveOptions.map((option) => {
    const { key, flags, help, isList } = option;
    return `| \`${flags}\` | \`${key}\` | ${help.replace("|", "\\|")}${isList ? "; repeat for more" : ""} | ${shown(defaultOf(option), isSwitch(option))} |`;
  });
  return ["| flag | in the file | | default |", "|---|---|---|---|", ...rows].join("\n");
}

function shown(value: unknown, isSwitchValue: boolean): string {
  if (isSwitchValue) return value === true ? "`true`" : "`false`";
  if (Array.isArray(value)) return value.map((each) => `\`${each}\``).join(", ");
  if (value instanceof Map) return "`info`";
  return value === undefined ? "" : `\`${String(value)}\``;
}
