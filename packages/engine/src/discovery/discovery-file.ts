import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Logger, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";

/**
 * Writes where this engine can be reached, for applications of the same user. It holds no secret. The returned function
 * takes it away, unless another engine has put its own there.
 */
export async function writeDiscoveryFile(path: string, info: EngineInfo, logger: Logger): Promise<() => Promise<void>> {
  const { name, version, addresses } = info;
  const text = `${JSON.stringify({ name, version, pid: process.pid, addresses }, undefined, 2)}\n`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text, { mode: 0o600 });
  } catch (error) {
    logger.log("warn", "engine", `applications will not find this engine by ${path}: ${textOf(error)}`);
    return async () => {};
  }
  return async () => {
    const now = await readFile(path, "utf8").catch(() => "");
    if (now === text) await rm(path, { force: true });
  };
}
