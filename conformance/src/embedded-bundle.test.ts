import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundleForNode, sourceCondition } from "./bundle.js";

const program = new URL("./programs/embedded-server.ts", import.meta.url);

/** Runs code that was bundled and gives what it says. */
async function outputOf(code: string, inputType: "module" | "commonjs"): Promise<string> {
  const running = promisify(execFile)(process.execPath, [`--input-type=${inputType}`, "-"]);
  running.child.stdin?.end(code);
  return (await running).stdout;
}

describe("an application with a server in it, bundled into one file for Node", () => {
  it.each([
    ["esm", "module"],
    ["cjs", "commonjs"],
  ] as const)("as %s reads its settings, applies them and keeps them", async (format, inputType) => {
    const said = await outputOf(await bundleForNode(program, format), inputType);
    const { packets, kept } = JSON.parse(said) as { packets: string; kept: unknown };
    expect(packets).toMatch(/Vibrate:10; Vibrate:5; /);
    expect(kept).toEqual({ version: 1, levelCap: 0.25, devices: [] });
  });
});

it("a page with a server and no settings does not load what reads them", async () => {
  const server = 'import { createServer } from "buttplug-ts/server"; createServer("Page", { managers: [] });';
  const { metafile } = await build({
    stdin: { contents: server, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    splitting: true,
    platform: "browser",
    format: "esm",
    conditions: [sourceCondition],
    outdir: "page",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const has = (inputs: object, name: string) => Object.keys(inputs).some((path) => path.includes(name));
  const chunks = Object.values(metafile.outputs);
  const reading = chunks.filter(({ inputs }) => has(inputs, "momoa") || has(inputs, "user-config-parse"));
  expect(reading).toHaveLength(1);
  const [{ entryPoint = "" } = {}] = reading;
  expect(entryPoint).toContain("user-config-file-entry");
  const page = chunks.find((chunk) => chunk.entryPoint === "<stdin>");
  expect(page?.imports).toContainEqual(expect.objectContaining({ kind: "dynamic-import" }));
});
