import { ButtplugClient, webSocketConnector } from "buttplug-ts";
import { stopOnPageHide, workerClock } from "buttplug-ts/page";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** How a page drives devices. */
export interface DriveOptions {
  readonly address: string;
  /** Pings and all else on a worker's clock. Default: on the page's own. */
  readonly inWorker?: boolean;
  /** Whether, and when, the page stops its devices. Default: it does not care. */
  readonly stops?: "on pagehide" | "when hidden" | undefined;
}

const logged: string[] = [];
const logger = { log: (level: string, area: string, text: string) => void logged.push(`${level} ${area}: ${text}`) };
let client: ButtplugClient;

/** When the page sent a Ping. */
const pingsAtMs: number[] = [];
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data) {
  if (String(data).includes('"Ping"')) pingsAtMs.push(performance.now());
  send.call(this, data);
};

async function driveAll(): Promise<void> {
  const finished = new Promise((resolve) => client.on("scanningFinished", resolve));
  await client.startScanning();
  await finished;
  const nora = client.devices.find(({ name }) => name === "Lovense Nora");
  await nora?.vibrate(1);
}

/** The gaps between ticks that are asked for every 100 ms, sorted. */
function gapsOf(after: (delayMs: number, tick: () => void) => unknown, count: number): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let lastMs = performance.now();
    const tick = () => {
      const nowMs = performance.now();
      gaps.push(nowMs - lastMs);
      lastMs = nowMs;
      if (gaps.length < count) after(100, tick);
      else resolve(gaps.sort((a, b) => a - b));
    };
    after(100, tick);
  });
}

export const hiddenPage = {
  /** What became of the clock, and the gaps between its ticks, which plain timers of the page have at the same time. */
  async ticks({ workerUrl, count = 20, plain = 0 }: { workerUrl?: string; count?: number; plain?: number } = {}) {
    await using clock = workerClock({ workerUrl, logger });
    await clock.started;
    const [gapsMs, plainGapsMs] = await Promise.all([
      gapsOf((delayMs, tick) => clock.after(delayMs, tick), count),
      plain > 0 ? gapsOf((delayMs, tick) => setTimeout(tick, delayMs), plain) : [],
    ]);
    return { mode: clock.mode, visibility: document.visibilityState, gapsMs, plainGapsMs, logged: logged.splice(0) };
  },
  /** Drives the Nora of a server somewhere else. */
  async remote({ address, inWorker = false, stops }: DriveOptions): Promise<void> {
    const clock = inWorker ? workerClock() : undefined;
    await clock?.started;
    client = new ButtplugClient("page", { clock });
    if (stops) stopOnPageHide(client, { whenHidden: stops === "when hidden" });
    await client.connect(webSocketConnector(address));
    await driveAll();
  },
  /** Drives a Nora with a server in the page. What reaches the device is shown at `address`, a packet a frame. */
  async embedded({ address, stops }: DriveOptions): Promise<void> {
    const socket = new WebSocket(address);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const nora = simulate("Lovense Nora");
    nora.onWrite(({ data }) => socket.send(JSON.stringify([{ packet: new TextDecoder().decode(data) }])));
    const server = createServer("page", { managers: [new SimulatedHardwareManager({ devices: [nora] })] });
    if (stops) stopOnPageHide(server, { whenHidden: stops === "when hidden" });
    client = new ButtplugClient("page");
    await client.connect(embeddedConnector(server));
    await driveAll();
  },
  /** The gaps between the packets that keep a device alive which the page's own server drives on a worker's clock, sorted. */
  async keepaliveGaps({ model, count }: { model: string; count: number }): Promise<readonly number[]> {
    await using clock = workerClock();
    await clock.started;
    const device = simulate(model);
    await using server = createServer("page", {
      managers: [new SimulatedHardwareManager({ devices: [device], clock })],
      clock,
    });
    const session = server.openSession("page");
    await session.scan();
    const [feature] = server.devices[0]?.deviceFeatures ?? [];
    await session.output(0, feature?.featureIndex ?? 0, { type: "vibrate", value: 1 });
    return await new Promise((resolve) => {
      const gaps: number[] = [];
      let lastMs: number | undefined;
      device.onWrite(() => {
        const nowMs = performance.now();
        if (lastMs !== undefined) gaps.push(nowMs - lastMs);
        lastMs = nowMs;
        if (gaps.length === count) resolve(gaps.sort((a, b) => a - b));
      });
    });
  },
  connected: () => client.connected,
  /** The gaps between the coming pings, sorted; fewer than asked for if the connection ends. */
  async pingGaps({ count }: { count: number }): Promise<readonly number[]> {
    await using clock = workerClock();
    await clock.started;
    pingsAtMs.length = 0;
    while (pingsAtMs.length <= count && client.connected)
      await new Promise<void>((resolve) => clock.after(50, resolve));
    return pingsAtMs
      .slice(1)
      .map((atMs, index) => atMs - (pingsAtMs[index] ?? 0))
      .sort((a, b) => a - b);
  },
};

export type HiddenPage = typeof hiddenPage;

Object.assign(globalThis, { page: hiddenPage });
