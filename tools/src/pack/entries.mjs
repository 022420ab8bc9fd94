import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const everywhere = ["Node 20", "Node 24", "Deno", "Bun", "page", "types", "types without @types/node"];
const noSockets = "a page cannot open sockets of this kind, or listen";

const stream = ["buttplug-ts/stream", "@buttplug-ts/connector-stream"];
const listener = ["buttplug-ts/listener", "@buttplug-ts/connector-websocket/listener"];
const nodeBuses = [
  "@buttplug-ts/hardware-bluetooth",
  "@buttplug-ts/hardware-gamepad/node",
  "@buttplug-ts/hardware-hid",
  "@buttplug-ts/hardware-lovense",
  "@buttplug-ts/hardware-network",
  "@buttplug-ts/hardware-process",
  "@buttplug-ts/hardware-serial",
  "@buttplug-ts/hardware-websocket",
];

/** Entries that are left out somewhere, and why. Everything else works everywhere. */
const exceptions = [
  { entries: listener, not: ["page"], why: noSockets },
  { entries: nodeBuses, not: ["page"], why: "a page has buses of its own" },
  { entries: ["@buttplug-ts/dashboard"], not: ["page"], why: "it reads the files of the page for whoever serves it" },
  { entries: stream, not: ["page"], why: noSockets },
  {
    entries: ["buttplug-ts/node", "@buttplug-ts/config-node", "@buttplug-ts/config-node/make-folder"],
    not: ["page"],
    why: "a page has no files",
  },
  {
    entries: [...stream, ...listener],
    not: ["types without @types/node"],
    why: "its declarations name connections of Node",
  },
  {
    entries: ["@buttplug-ts/page/worker"],
    not: ["Node 20", "Node 24", "Deno", "Bun"],
    why: "it is the script of a page's worker",
  },
  { entries: ["@buttplug-ts/testing/compliance"], not: everywhere, why: "its suites are collected by vitest only" },
];

/** Why an entry is left out in a place, or undefined. */
export function whyNot(entry, place) {
  return exceptions.find(({ entries, not }) => entries.includes(entry) && not.includes(place))?.why;
}

/** The entries of an installed package by name, those of patterns included. */
export function entriesOf(folder) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const all = Object.entries(exports).flatMap(([entry, { default: file }]) => {
    const [before, after] = file.split("*");
    if (after === undefined) return [`${name}${entry.slice(1)}`];
    const files = readdirSync(join(folder, before), { recursive: true }).map((path) => `${before}${path}`);
    return files
      .filter((path) => path.endsWith(after))
      .map((path) => `${name}${entry.slice(1).replace("*", path.slice(before.length, -after.length))}`);
  });
  return [...new Set(all)];
}
