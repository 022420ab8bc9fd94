import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { firstMessage, startChild } from "./child.js";
import type { Answers, EngineLoad } from "./engine-clients.js";
import { startEngineProcess } from "./engine-process.js";
import type { Aim, Effort, Figure, Result } from "./figure.js";
import { percentile, timed } from "./stats.js";

const sessions = 200;
const commandsPerSecond = 10;
const deviceCount = 50;
/** It has no gap, so that nothing but the engine makes a command wait. */
const model = "Rez TranceVibrator";
const windowMs = 5_000;
const warmUpMs = 2_000;
const aim: Aim = { better: "lower", limit: 10 };

/**
 * How long an application waits for the `Ok` of a command when 200 sessions send 10 commands a second each: the whole engine in a
 * process of its own, the clients in another one. Their own queue, the sockets and whatever else runs on the machine count,
 * too. With a dashboard: somebody watches everything over the management interface meanwhile.
 */
export const engineLoad: Figure = {
  name: "engine-load",
  async run(effort) {
    await using engine = await startEngineProcess(Array.from({ length: deviceCount }, () => model));
    const clients = startChild(new URL("./engine-clients.js", import.meta.url));
    try {
      const connected = firstMessage(clients);
      const load: EngineLoad = { address: engine.address, sessions, commandsPerSecond };
      clients.send({ ...load, devices: deviceCount });
      await connected;
      const alone = await measured(effort, "alone", () => take(clients));
      const dashboard = await watch(engine.address);
      const watched = await measured(effort, "with a dashboard", () => take(clients));
      const events = dashboard.heard();
      dashboard.close();
      if (events === 0) throw new Error("the dashboard heard nothing");
      return [...alone, ...watched];
    } finally {
      clients.kill("SIGKILL");
    }
  },
};

async function take(clients: ReturnType<typeof startChild>): Promise<Answers> {
  const answers = once(clients, "message");
  clients.send("report");
  return (await answers)[0] as Answers;
}

async function measured({ rounds, scale }: Effort, how: string, take: () => Promise<Answers>): Promise<Result[]> {
  const samples = { p50: [] as number[], p99: [] as number[], perSecond: [] as number[] };
  await sleep(warmUpMs);
  await take();
  for (let round = 0; round < rounds; round += 1) {
    const seconds = (await timed(() => sleep(windowMs * scale))) / 1000;
    const { waitsMs, errors } = await take();
    if (errors > 0) throw new Error(`${errors} commands failed`);
    samples.p50.push(percentile(waitsMs, 0.5));
    samples.p99.push(percentile(waitsMs, 0.99));
    samples.perSecond.push(waitsMs.length / seconds);
  }
  const result = (name: string, unit: string, ours: readonly number[], limit?: Aim): Result => ({
    name: `Engine, ${sessions} × ${commandsPerSecond}/s, ${how}: ${name}`,
    unit,
    ours: { name: "ours", samples: ours },
    peers: [],
    ...(limit && { aim: limit }),
  });
  return [
    result("command to Ok, p50", "ms", samples.p50),
    result("command to Ok, p99", "ms", samples.p99, aim),
    result("answered", "commands/s", samples.perSecond),
  ];
}

/** Watches as the page does: with the token that stands in it, taking everything in that is told. */
async function watch(address: string): Promise<{ heard(): number; close(): void }> {
  const page = await (await fetch(address.replace("ws:", "http:"))).text();
  const token = /name="management-token" content="([^"]+)"/.exec(page)?.[1];
  const socket = new WebSocket(`${address}/management`, { perMessageDeflate: false });
  let events = 0;
  socket.on("message", (data) => {
    if ("event" in (JSON.parse(data.toString()) as object)) events += 1;
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ token }));
  return { heard: () => events, close: () => socket.close() };
}
