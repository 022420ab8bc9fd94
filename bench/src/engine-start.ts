import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildBundle } from "../../packages/engine/build-bundle.mjs";
import type { Figure, Measured } from "./figure.js";

const dist = fileURLToPath(new URL("../../packages/engine/dist/", import.meta.url));
const options = ["serve", "--port", "0", "--memory"];
const starts = 10;
const soonMs = 5_000;
/** V8 gives back what starting took some eight seconds after it was last busy. */
const idleMs = 15_000;

/**
 * What it costs to start the engine with all protocols, all buses, their native libraries and the dashboard: until it accepts
 * the first connection, and what it takes of memory afterwards, with the processes that it started. The bundle is what people
 * run; the compiled files, as `npm start` runs them, are measured beside it.
 */
export const engineStart: Figure = {
  name: "engine-start",
  async run() {
    await buildBundle(`${dist}bundle`);
    const bundle = `${dist}bundle/buttplug-engine.mjs`;
    const bundled = await startTimes(bundle);
    const compiled = await startTimes(`${dist}main.js`);
    const [soon, idle] = await residentMegabytes(bundle);
    return [
      {
        name: "Engine accepts after",
        unit: "ms",
        ours: bundled,
        peers: [compiled],
        aim: { better: "lower", limit: 300 },
      },
      { name: `Engine's memory after ${soonMs / 1_000} s`, unit: "MB", ours: soon, peers: [] },
      {
        name: `Engine's memory after ${idleMs / 1_000} s`,
        unit: "MB",
        ours: idle,
        peers: [],
        aim: { better: "lower", limit: 80 },
      },
    ];
  },
};

async function startTimes(program: string): Promise<Measured> {
  const samples: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const startMs = performance.now();
    const { child, port } = await startAt(program);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    samples.push(performance.now() - startMs);
    socket.destroy();
    await stop(child);
  }
  return { name: program.endsWith(".mjs") ? "ours" : "compiled files", samples };
}

async function residentMegabytes(program: string): Promise<readonly [Measured, Measured]> {
  const { child } = await startAt(program);
  await sleep(soonMs);
  const soon = residentOf(child.pid ?? 0);
  await sleep(idleMs - soonMs);
  const idle = residentOf(child.pid ?? 0);
  await stop(child);
  return [
    { name: "ours", samples: [soon] },
    { name: "ours", samples: [idle] },
  ];
}

async function startAt(program: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return { child, port: Number(port) };
  }
  throw new Error("the engine ended before it listened");
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** Of a process and all below it. Linux only. */
function residentOf(pid: number): number {
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN);
  const below = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean),
  );
  return below.reduce((sum, child) => sum + residentOf(Number(child)), kilobytes / 1_000);
}
