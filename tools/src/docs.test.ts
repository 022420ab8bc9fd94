import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { v4 } from "@buttplug-ts/messages";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { errorEntriesIn } from "./docs-errors.mjs";
import { samples } from "./docs-message-samples.mjs";
import { exists, readJson, readText, root } from "./repository.js";

const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

it("the reference is what tables and docstrings say; run `npm run docs` and commit if not", () => {
  const run = spawnSync(process.execPath, ["tools/src/docs.mjs", "--check"], { cwd: root, encoding: "utf8" });
  expect(run.status, `${run.stdout}${run.stderr}`).toBe(0);
}, 120_000);

describe("the error catalogue", () => {
  it("has every code of the table, each with a sentence or two", () => {
    const table = readText("packages/core/src/error-table.ts");
    const codes = [...table.matchAll(/^ {2}"([a-z]+\/[a-z-]+)":/gm)].map(([, code]) => code);
    const entries = errorEntriesIn(table);
    expect(entries.map(({ code }) => code)).toEqual(codes);
    const odd = entries.filter(({ doc }) => !/^[A-Z`].{20,}\.$/.test(doc) || doc.split(/\. (?=[A-Z`])/).length > 3);
    expect(odd.map(({ code }) => code)).toEqual([]);
  });

  it("cannot be made while a code has no docstring", () => {
    const bare = 'export interface ErrorDetails {\n  "usage/closed": Record<never, never>;\n}\n';
    expect(() => errorEntriesIn(bare)).toThrow("usage/closed");
  });
});

describe("the message reference", () => {
  const schema = readJson<object>("docs/reference/messages.schema.json");
  const validate = new Ajv2020({ strict: false }).compile(schema);

  it("has an example of each message, which its JSON Schema accepts", () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(v4.messages).sort());
    for (const [name, sample] of Object.entries(samples)) {
      expect(validate([{ [name]: sample }]), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  it("has a JSON Schema that refuses what is none of them", () => {
    expect(validate([{ OutputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: {} } } }])).toBe(false);
    expect(validate([{ Toast: { Id: 1 } }])).toBe(false);
  });
});

it("links between pages lead somewhere", () => {
  expect(pages.length).toBeGreaterThan(15);
  const dead = pages.flatMap((page) => {
    const prose = readText(page).replaceAll(/```[\s\S]*?```/g, "");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => deadLink(page, link));
  });
  expect(dead).toEqual([]);
});

function deadLink(page: string, link: string): string[] {
  if (/^[a-z]+:/.test(link)) return [];
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!exists(target)) return [`${page}: ${link}`];
  if (anchor === undefined || !target.endsWith(".md")) return [];
  return anchorsOf(readText(target)).has(anchor) ? [] : [`${page}: ${link}`];
}

/** As the usual renderers make them: lower case, no punctuation, dashes for spaces, a number for what comes again. */
function anchorsOf(text: string): ReadonlySet<string> {
  const count = new Map<string, number>();
  const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id));
  for (const [, title = ""] of text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/^#+ (.*)$/gm)) {
    const plain = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
    const seen = count.get(plain) ?? 0;
    count.set(plain, seen + 1);
    anchors.add(seen === 0 ? plain : `${plain}-${seen}`);
  }
  return anchors;
}
