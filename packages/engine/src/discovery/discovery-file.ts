import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { type Logger, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";
import { writeRunFile } from "./run-file.js";

/** What applications of the same user read to find an engine. It holds no secret. */
export interface RunningEngine {
  readonly name: string;
  readonly version: string;
  readonly pid: number;
  /** What clients connect to. */
  readonly addresses: readonly string[];
}

const answerLimitMs = 1_000;

/** Where an engine says that it runs. */
export function discoveryFileOf(dataFolder: string): string {
  return join(dataFolder, "running.json");
}

/** Where the dashboard's address for other machines is, with its token, unless a terminal shows it. */
export function dashboardAddressFile(dataFolder: string): string {
  return join(dataFolder, "dashboard-address");
}

/** Says where this engine can be reached. Returns the function that takes that back. */
export async function writeDiscoveryFile(
  dataFolder: string,
  { name, version, addresses }: EngineInfo,
  logger: Logger,
): Promise<() => Promise<void>> {
  const path = discoveryFileOf(dataFolder);
  const running: RunningEngine = { name, version, pid: process.pid, addresses };
  try {
    return await writeRunFile(path, `${JSON.stringify(running, undefined, 2)}\n`);
  } catch (error) {
    logger.log("warn", "engine", `applications will not find this engine by ${path}: ${textOf(error)}`);
    return async () => {};
  }
}

/** The engine that runs with this data folder. Undefined: none, or one that left without a word. */
export async function readRunningEngine(dataFolder: string): Promise<RunningEngine | undefined> {
  let running: RunningEngine;
  try {
    running = JSON.parse(await readFile(discoveryFileOf(dataFolder), "utf8")) as RunningEngine;
  } catch {
    return undefined;
  }
  const { pid, addresses } = running;
  if (pid === process.pid || !isAlive(pid) || !Array.isArray(addresses)) return undefined;
  // Numbers of processes are used again, so it must answer, too.
  const [address] = addresses;
  return address === undefined || (await isListening(address)) ? running : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...targetOf(address), timeout: answerLimitMs });
    const settle = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}

function targetOf(address: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  if (address.startsWith("ipc://")) return { path: address.slice("ipc://".length) };
  const { hostname, port } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
}
