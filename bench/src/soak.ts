/**
 * Runs one server with 50 devices and 20 clients over WebSocket that come and go, and looks for what may never be: outputs
 * without an owner, requests without an answer, and anything that is left when it is over. Ends with code 1 if it saw any.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { protocols } from "@buttplug-ts/protocols";
import { testProtocol } from "@buttplug-ts/testing";
import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { heapUsed } from "./heap-used.js";
import { CountingClock } from "./soak-clock.js";
import { soakDevices } from "./soak-devices.js";
import { any, type GuestBook, visit } from "./soak-guest.js";
import { unowned, watcher } from "./soak-watch.js";

const guestCount = 20;
const watchEveryMs = 250;
const troubleEveryMs = 100;
const progressEveryMs = 10_000;
const settleLimitMs = 30_000;
/** How much larger the heap may be in the end, as a share of what it was after the warm-up. */
const heapShare = 0.1;

const { values } = parseArgs({ options: { seconds: { type: "string", default: "600" } } });
const seconds = Number(values.seconds);
if (!(seconds > 0)) {
  console.error("--seconds takes a number above 0");
  process.exit(2);
}

const clock = new CountingClock();
const { devices, managers, deviceDb } = soakDevices(clock);
const options = { managers, deviceDb, protocols: [...protocols, testProtocol], clock };
const server = createServer("soak", options);
const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"], clock });
await server.listen(listener);
const port = Number(new URL(listener.addresses[0] ?? "").port);
const violations = new Set<string>();
function violated(text: string): void {
  if (!violations.has(text)) console.error(`violation: ${text}`);
  violations.add(text);
}
const book: GuestBook = { requests: 0, open: 0, visits: 0, cuts: 0, violated };
process.on("warning", ({ message }) => violated(`Node warns: ${message}`));
const counts = new Map<string, number>();
const unobserve = server.observe(({ kind }) => void counts.set(kind, (counts.get(kind) ?? 0) + 1));

/** Something happens to some device. */
function trouble(): void {
  const device = devices[any(devices.length)];
  const what = any(10);
  if (what < 2) device?.vanish();
  else if (what < 5) device?.appear();
  else if (what < 6) device?.fail();
  else if (what < 8) device?.slowDown([0, 20, 300][any(3)] ?? 0);
  else device?.measure();
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const giveUpAtMs = clock.now() + settleLimitMs;
  while (!isSo()) {
    if (clock.now() > giveUpAtMs) return violated(`${settleLimitMs} ms after the end not so: ${what}`);
    await sleep(10);
  }
}

/** The load for so long, and then the quiet of 50 devices at rest and no client. Resolves with the heap, in bytes. */
async function run(forMs: number): Promise<number> {
  const end = new AbortController();
  const troubles = setInterval(trouble, troubleEveryMs);
  const guests = Array.from({ length: guestCount }, () => visit(port, clock, book, end.signal));
  await sleep(forMs);
  clearInterval(troubles);
  end.abort();
  await Promise.all(guests);
  for (const device of devices) {
    device.slowDown(0);
    device.appear();
  }
  await until("every request is settled", () => book.open === 0);
  await until("no session is left", () => server.sessionCount === 0);
  await using session = server.openSession("soak");
  await session.scan();
  await until("every device is back", () => server.devices.length === devices.length);
  await until("every device is at rest", () => unowned(server, devices).length === 0);
  return heapUsed();
}

const watch = watcher({ server, clock, devices, guests: guestCount, book });
const watching = setInterval(watch, watchEveryMs);
const startedAtMs = clock.now();
const progress = setInterval(() => {
  const atSeconds = Math.round((clock.now() - startedAtMs) / 1000);
  const heapMb = Math.round(process.memoryUsage().heapUsed / 1e6);
  const { requests, visits } = book;
  console.log(`${atSeconds} s: ${requests} requests, ${visits} visits, ${heapMb} MB, ${violations.size} violations`);
}, progressEveryMs);

const heapAtStart = await run(Math.min(60_000, seconds * 250));
const heapAtEnd = await run(seconds * 1000);
clearInterval(watching);
clearInterval(progress);
const grown = heapAtEnd / heapAtStart - 1;
if (grown > heapShare) violated(`the heap has grown by ${Math.round(grown * 100)} %`);

unobserve();
await server.close();
await sleep(watchEveryMs);
if (clock.pending > 0) violated(`${clock.pending} timers are left`);
const left = process.getActiveResourcesInfo().filter((kind) => /^TCP|^Timeout/.test(kind));
if (left.length > 0) violated(`left behind: ${left.join(", ")}`);

const of = (kind: string) => counts.get(kind) ?? 0;
console.log(
  `${seconds} s: ${book.requests} requests, ${of("command")} commands, ${of("stop")} stops, ${of("write")} writes, ` +
    `${book.visits} visits, ${book.cuts} cut off, ${of("device-removed")} devices left, ${of("dropped")} dropped; ` +
    `heap ${(heapAtStart / 1e6).toFixed(2)} MB to ${(heapAtEnd / 1e6).toFixed(2)} MB; ${violations.size} violations`,
);
process.exitCode = violations.size === 0 ? 0 : 1;
