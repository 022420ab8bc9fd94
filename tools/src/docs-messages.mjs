// The message reference, from the message table.
import { decodeFrame, jsonSchemaOf, v4, v4Codec, v4Summaries } from "@buttplug-ts/messages";
import { samples } from "./docs-message-samples.mjs";
import { table } from "./docs-table.mjs";

/** What the scalars of the table hold. */
const scalars = {
  u32: "integer, 0 to 4,294,967,295",
  i32: "integer, −2,147,483,648 to 2,147,483,647",
  bool: "`true` or `false`",
  string: "string",
  errorClass: "integer: 0 unknown, 1 handshake, 2 ping, 3 message, 4 device",
  range: "`[low, high]`, two integers, inclusive",
  ranges: "list of `[low, high]`, one for each value of the sensor",
};

const headings = { client: "What a client sends", server: "What a server sends" };

/** The page `messages.md`. */
export function messagesPage(notice) {
  const sections = Object.entries(headings).map(([from, heading]) => {
    const messages = Object.entries(v4.messages).filter(([, spec]) => spec.from === from);
    return `## ${heading}\n\n${messages.map((entry) => messageSection(...entry)).join("\n")}`;
  });
  const types = Object.entries(v4.types).map(([name, spec]) => typeSection(name, spec));
  return `# Messages

${notice}

Message spec version ${v4.version}. A frame is a JSON list of messages; each message is an object with one key, its name. Every message has
an \`Id\`: requests count from 1 to 4,294,967,295, the answer carries the Id of its request, and what no request asked for has the
Id 0. Every request may be answered by [\`Error\`](#error) instead. Keys that are not listed here are ignored; \`null\` counts as absent.

[messages.schema.json](messages.schema.json) is the same as JSON Schema (draft 2020-12): frames of a client, or of a server.

${sections.join("\n")}
## Types

${types.join("\n")}`;
}

/** The document `messages.schema.json`: the frames of both sides. */
export function messagesSchema() {
  const sides = Object.fromEntries(
    ["client", "server"].map((from) => {
      const { $schema: _, $defs, ...schema } = jsonSchemaOf(v4, from, v4Summaries);
      return [from, { schema: schema, types: $defs }];
    }),
  );
  const document = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Buttplug message spec v${v4.version}: frames of either side`,
    anyOf: Object.keys(sides).map((from) => ({ $ref: `#/$defs/${from}Frame` })),
    $defs: {
      ...Object.fromEntries(Object.entries(sides).map(([from, { schema }]) => [`${from}Frame`, schema])),
      ...sides.client.types,
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function messageSection(name, { from, fields, replies }) {
  const answers = replies.map((reply) => `[\`${reply}\`](#${reply.toLowerCase()})`).join(" or ");
  return `### ${name}

${v4Summaries[name]}
${from === "client" ? `\nAnswered by ${answers}.\n` : ""}${fieldTable(fields)}
\`\`\`json
${sampleFrame(name, from)}
\`\`\`
`;
}

function sampleFrame(name, from) {
  if (samples[name] === undefined) throw new Error(`docs-message-samples.mjs has no example of ${name}`);
  const text = JSON.stringify([{ [name]: samples[name] }]);
  for (const item of decodeFrame(text)) {
    if ("malformed" in item) throw new Error(`the example of ${name} is malformed: ${item.malformed}`);
    if (from === "client") v4Codec.decodeClientMessage(item.value);
    else v4Codec.decodeServerMessage(item.value);
  }
  const pretty = text.length <= 120 ? text : JSON.stringify(JSON.parse(text), null, 2);
  return pretty.replaceAll(/\[\s+(-?[\d"\w]+)(?:,\s+(-?\d+))?\s+\]/g, (_, a, b) =>
    b === undefined ? `[${a}]` : `[${a}, ${b}]`,
  );
}

function fieldTable(fields) {
  const rows = Object.entries(fields).map(([name, type]) => [
    `\`${name}\``,
    typeText(type.replace(/\?$/, "")),
    type.endsWith("?") ? "no" : "yes",
  ]);
  return rows.length === 0 ? "" : `\n${table(["field", "type", "required"], rows)}`;
}

function typeText(type) {
  const many = /^(\w+)\[\]$/.exec(type);
  if (many) return `list of ${typeText(many[1])}`;
  const keyed = /^(\w+)\{(\w+)\}$/.exec(type);
  if (keyed) return `object of ${typeText(keyed[1])} by \`${keyed[2]}\``;
  return scalars[type] ?? `[${type}](#${type.toLowerCase()})`;
}

function typeSection(name, spec) {
  return `### ${name}\n\n${typeBody(spec)}`;
}

function typeBody(spec) {
  if ("struct" in spec)
    return `An object.\n${fieldTable(spec.struct)}${aliasText(spec.alias, "is read and written too, for")}`;
  if ("names" in spec) {
    const names = spec.names.map((name) => `\`"${name}"\``).join(", ");
    return `${names}${spec.open ? ", or a name that a newer version knows" : ""}. Upper and lower case do not matter.\n`;
  }
  const [variants, lead] =
    "oneOf" in spec
      ? [spec.oneOf, "An object with exactly one of these keys."]
      : [spec.anyOf, "An object with any of these keys."];
  const rows = Object.entries(variants).map(([key, fields]) => [
    `\`${key}\``,
    Object.entries(fields)
      .map(
        ([field, type]) =>
          `\`${field}\`: ${typeText(type.replace(/\?$/, ""))}${type.endsWith("?") ? ", optional" : ""}`,
      )
      .join("<br>"),
  ]);
  const sign = spec.signField ? `\n\`${spec.signField}: false\` turns the sign of \`Value\`.\n` : "";
  return `${lead} Names that are not listed are kept as unknown.\n\n${table(["key", "value"], rows)}${aliasText(spec.alias, "is read as")}${sign}`;
}

function aliasText(alias = {}, verb) {
  const lines = Object.entries(alias).map(([second, first]) => `\`${second}\` ${verb} \`${first}\`.`);
  return lines.length === 0 ? "" : `\n${lines.join(" ")}\n`;
}
