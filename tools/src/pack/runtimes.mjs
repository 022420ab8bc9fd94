import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const { platform, arch } = process;
const extension = platform === "win32" ? ".exe" : "";

/**
 * Runtimes as the packages of their binaries: what `node`, `deno` and `bun` of the registry install by a script, which
 * not every machine lets run.
 */
export const runtimes = [
  { name: "Node 20", package: nodePackage(), version: "20.19.0", binary: nodeBinary(), args: [], socket: "ws" },
  { name: "Node 24", package: nodePackage(), version: "24.9.0", binary: nodeBinary(), args: [], socket: "ws" },
  {
    name: "Deno",
    package: `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`,
    version: "2.9.6",
    binary: `deno${extension}`,
    args: ["run", "--quiet", "--allow-all", "--no-lock", "--no-remote", "--node-modules-dir=manual"],
    socket: "the global WebSocket",
  },
  {
    name: "Bun",
    package: `@oven/bun-${platform === "win32" ? "windows" : platform}-${arch === "arm64" ? "aarch64" : arch}`,
    version: "1.4.5",
    binary: `bin/bun${extension}`,
    args: ["--no-install", "run"],
    socket: "the global WebSocket",
  },
];

function nodePackage() {
  return `node-${platform === "win32" ? "win" : platform}-${arch}`;
}

function nodeBinary() {
  return platform === "win32" ? "bin/node.exe" : "bin/node";
}

/** For each runtime the command that starts it, or why it cannot run here. */
export async function installRuntimes(folder) {
  const aliases = runtimes.map((one, index) => `runtime-${index}@npm:${one.package}@${one.version}`);
  const failures = new Map();
  const install = (names) => run("npm", ["install", "--ignore-scripts", "--no-save", "--force", ...names], folder);
  await install(aliases).catch(async () => {
    // One that cannot be had must not take the others with it; npm removes what it was not told of.
    const usable = [];
    for (const [index, alias] of aliases.entries()) {
      await install([...usable, alias]).then(
        () => usable.push(alias),
        (error) => failures.set(index, error.message.split("\n").find((line) => /code|404|notsup/i.test(line)) ?? ""),
      );
    }
    await install(usable);
  });
  return Promise.all(
    runtimes.map(async (one, index) => {
      const command = join(folder, "node_modules", `runtime-${index}`, one.binary);
      if (!existsSync(command)) {
        const reason = `${one.package}@${one.version} could not be installed: ${failures.get(index) ?? "no binary in it"}`;
        return { ...one, missing: reason };
      }
      chmodSync(command, 0o755);
      try {
        const { standard } = await run(command, ["--version"], folder);
        return { ...one, command, label: `${one.name} (${/\d+\.\d+\.\d+/.exec(standard)?.[0]})` };
      } catch (error) {
        return { ...one, missing: `${one.package}@${one.version} does not start: ${error.message}` };
      }
    }),
  );
}

/** Runs a program of the consumer's folder in a runtime. */
export async function runIn(runtime, folder, file, ...args) {
  const { standard } = await run(runtime.command, [...runtime.args, file, ...args], folder);
  return standard.trim();
}
