import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildBundle } from "../../packages/engine/build-bundle.mjs";
import type { Figure, Measured } from "./figure.js";
import { interleave } from "./stats.js";

const dist = fileURLToPath(new URL("../../packages/engine/dist/", import.meta.url));
const options = ["serve", "--port", "0", "--memory"];
const nativeBluetooth = ["--bluetooth-backend", "hci"];
/** What any server in Node takes, on this machine and at this moment. */
const emptyServer = [
  "--eval",
  'const s = require("http").createServer().listen(0, "127.0.0.1", () => console.log("ws://127.0.0.1:" + s.address().port))',
];
const starts = 10;
const soonMs = 5_000;
/** V8 gives back what starting took some eight seconds after it was last busy. */
const idleMs = 15_000;

/**
 * What it costs to start the engine with all protocols, all buses, their native libraries and the dashboard: until it accepts
 * the first connection, and what it takes of memory afterwards, with the processes that it started. The bundle is what people
 * run; the compiled files are measured beside it.
 */
export const engineStart: Figure = {
  name: "engine-start",
  async run() {
    await buildBundle(`${dist}bundle`);
    const bundle = `${dist}bundle/buttplug-engine.mjs`;
    const contenders: Readonly<Record<string, readonly string[]>> = {
      ours: [bundle, ...options],
      "compiled files": [`${dist}main.js`, ...options],
      "an empty server": emptyServer,
    };
    const [ours = never, ...peers] = await interleave(
      Object.entries(contenders).map(([name, args]) => ({ name, sample: () => startTime(args) })),
      starts,
    );
    const [soon, idle] = await residentMegabytes([bundle, ...options]);
    const [, native] = await residentMegabytes([bundle, ...options, ...nativeBluetooth]);
    return [
      {
        name: "Engine accepts after",
        unit: "ms",
        ours,
        peers,
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
      {
        name: `… with a process for native Bluetooth`,
        unit: "MB",
        ours: native,
        peers: [],
        aim: { better: "lower", limit: 130 },
      },
    ];
  },
};

const never: Measured = { name: "ours", samples: [] };

/** Milliseconds from the start of a process until it has accepted a connection. */
async function startTime(args: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const { child, port } = await startAt(args);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const tookMs = performance.now() - startMs;
  socket.destroy();
  await stop(child);
  return tookMs;
}

async function residentMegabytes(args: readonly string[]): Promise<readonly [Measured, Measured]> {
  const { child } = await startAt(args);
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

async function startAt(args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
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
  const kibibytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN);
  const below = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean),
  );
  return below.reduce((sum, child) => sum + residentOf(Number(child)), (kibibytes * 1_024) / 1_000_000);
}
