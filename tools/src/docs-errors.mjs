// The error catalogue, from the docstrings of the error table.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorClassOf } from "@buttplug-ts/core";

const source = "packages/core/src/error-table.ts";

/** What an area is about. */
const areas = {
  connector: "Opening, keeping and losing connections between client and server.",
  request: "Requests of a client, whatever they ask for.",
  message: "Messages on the wire that cannot be read. Applications see these only where a peer has a bug.",
  handshake: "Introduction of a client to a server, and whom a server lets in.",
  ping: "Signs of life that a server asks for.",
  device: "Commands to devices, their features, outputs and inputs.",
  hardware: "Buses and the hardware on them.",
  protocol: "What devices say and are told.",
  config: "User configuration.",
  usage: "Calls that cannot mean anything.",
  internal: "Bugs of this project.",
};

const classNames = ["unknown", "handshake", "ping", "message", "device"];

/** The codes of the table's source, with their docstring and the names of their details. Throws if one has no docstring. */
export function errorEntriesIn(text) {
  const [, body = ""] = /export interface ErrorDetails \{\n([\s\S]*?)\n\}/.exec(text) ?? [];
  const pattern =
    /(?: {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {2}"([a-z]+\/[a-z-]+)": (Record<never, never>|\{[\s\S]*?\n? *\});/g;
  const entries = [...body.matchAll(pattern)].map(([, docstring = "", code, details]) => ({
    code,
    doc: docstring
      .replaceAll(/^\s*\* ?/gm, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
    details: [...details.matchAll(/readonly (\w+)(\??):/g)].map(([, name, optional]) => `\`${name}${optional}\``),
  }));
  const bare = entries.filter(({ doc }) => doc === "").map(({ code }) => code);
  if (bare.length > 0) throw new Error(`write a docstring in ${source} for ${bare.join(", ")}`);
  return entries;
}

/** The page `errors.md`. */
export function errorsPage(root, notice) {
  const entries = errorEntriesIn(readFileSync(join(root, source), "utf8"));
  const present = [...new Set(entries.map(({ code }) => code.split("/")[0]))];
  const sections = present.map((area) => {
    const own = entries.filter(({ code }) => code.startsWith(`${area}/`));
    const wire = classNames[errorClassOf(own[0].code)];
    const items = own.map(
      ({ code, doc, details }) =>
        `### ${code}\n\n${doc}\n${details.length > 0 ? `\nDetails: ${details.join(", ")}.\n` : ""}`,
    );
    return `## ${area}\n\n${areas[area]} On the wire: error class ${errorClassOf(own[0].code)} (${wire}).\n\n${items.join("\n")}`;
  });
  return `# Errors

${notice}

Everything that goes wrong is a \`ButtplugError\` with one of these codes. The codes are stable: compare them with
\`isButtplugError(error, "device/gone")\`. \`message\` is one sentence for people, \`details\` has the facts listed here (they are
missing where the error came from a server over a connection), and \`cause\` is what led to it. How to handle errors:
[the guide](../guide/errors.md).

${sections.join("\n")}`;
}
