import type { FakeDevice, WriteFault } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { type RawClient, sensorOptions, serverWith, vibrate } from "./server-bench.js";

const hourMs = 3_600_000;
const deviceCount = 50;
const clientCount = 20;
/** On average; each time somebody does something. */
const stepMs = 600;
/** A client's own time limit for requests. */
const answerLimitMs = 10_000;
/** A write under way may take 2 s, the stop after it 1 s. */
const unownedLimitMs = 3_500;
/** A device has a commit, a keepalive, a write limit, a reconnect and a slow write; a client has its handshake. */
const timerLimit = 5 * deviceCount + clientCount + 1;

/** The same hour every time. (Mulberry32.) */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What a device does, from what was written to it. */
class Levels {
  readonly #levels = new Map<number, number>();

  constructor(device: FakeDevice) {
    device.onWrite = ({ hex }) => {
      device.writes.length = 0;
      const bytes = hex.split(" ").map((byte) => Number.parseInt(byte, 16));
      if (bytes.length === 3) this.#levels.set(bytes[0] as number, bytes[2] as number);
    };
  }

  get running(): readonly number[] {
    return [...this.#levels].filter(([, level]) => level !== 0).map(([feature]) => feature);
  }
}

/** A client that comes and goes, and what it waits for. */
class Guest {
  client: RawClient | undefined;
  readonly waiting = new Map<number, number>();
  answered = 0;
  #lastId = 2;

  id(nowMs: number): number {
    this.#lastId += 1;
    this.waiting.set(this.#lastId, nowMs);
    return this.#lastId;
  }

  /** Notes what came. Returns what should not have come. */
  listen(): readonly string[] {
    return (this.client?.take() ?? []).flatMap((message) => {
      const [[name, body]] = Object.entries(message) as [[string, { Id: number; ErrorCode?: number }]];
      if (body.Id === 0) return name === "Error" ? [JSON.stringify(message)] : [];
      this.answered += 1;
      // A device that left, failed or was never there is class 4; anything else would be a mistake of the server.
      const wrong = name === "Error" && body.ErrorCode !== 4;
      return this.waiting.delete(body.Id) && !wrong ? [] : [JSON.stringify(message)];
    });
  }

  leave(): Promise<void> | undefined {
    const { client } = this;
    this.client = undefined;
    this.waiting.clear();
    return client?.close();
  }
}

it("an hour with 50 devices and 20 clients that come and go leaves nothing running, waiting or behind", async () => {
  const random = seeded(4);
  const pick = <T>(from: readonly T[]) => from[random(from.length)] as T;
  const options = Array.from({ length: deviceCount }, (_, index) => ({
    ...(index % 5 === 0 ? sensorOptions : { name: "Trio" }),
    id: `device ${index}`,
    gapMs: pick([0, 0, 75, 200]),
    needsKeepalive: index % 4 === 0,
  }));
  const { server, manager, clock, open } = await serverWith(options);
  const devices = manager.devices;
  const levels = new Map(devices.map((device) => [device, new Levels(device)]));
  const guests = Array.from({ length: clientCount }, () => new Guest());
  const wrong: string[] = [];
  const unownedSinceMs = new Map<string, number>();
  const seen = new Map<string, number>();
  server.observe(({ kind }) => void seen.set(kind, (seen.get(kind) ?? 0) + 1));

  const watch = () => {
    const now = clock.now();
    const present = new Set(server.sessions.map(({ id }) => id));
    const drivers = new Map(server.deviceStatus.map((status) => [status.hardware, status.drivers]));
    for (const device of devices) {
      const driven = drivers
        .get(`fake/${device.id}`)
        ?.filter(({ session }) => present.has(session))
        .map(({ feature }) => feature);
      for (const feature of [0, 1, 2]) {
        const key = `${device.id}/${feature}`;
        const runs = levels.get(device)?.running.includes(feature);
        if (!driven || !runs || driven.includes(feature)) unownedSinceMs.delete(key);
        else if (!unownedSinceMs.has(key)) unownedSinceMs.set(key, now);
        else if (now - (unownedSinceMs.get(key) ?? now) > unownedLimitMs) wrong.push(`${now}: ${key} has no owner`);
      }
    }
    for (const guest of guests) {
      for (const text of guest.listen()) wrong.push(`${now}: ${text}`);
      // Who has left is owed nothing.
      if (guest.client?.closeInfo) guest.waiting.clear();
      for (const [id, sinceMs] of guest.waiting) {
        if (now - sinceMs > answerLimitMs) wrong.push(`${now}: request ${id} was not answered`);
      }
    }
    if (clock.pendingTimers > timerLimit) wrong.push(`${now}: ${clock.pendingTimers} timers`);
    if (server.sessionCount > clientCount) wrong.push(`${now}: ${server.sessionCount} sessions`);
  };

  const enter = async (guest: Guest) => {
    guest.client = open();
    await guest.client.handshake();
  };
  const speak = async (guest: Guest, client: RawClient) => {
    const id = () => guest.id(clock.now());
    const at = { DeviceIndex: random(deviceCount) };
    const command = () => vibrate(id(), at.DeviceIndex, random(2), random(101));
    const what = random(100);
    if (what < 60) return client.send(command());
    if (what < 70) return client.send(command(), command(), { StopCmd: { Id: id(), ...at } }, command());
    if (what < 78) return client.send({ StopCmd: { Id: id(), ...at } });
    if (what < 80) return client.send({ StopCmd: { Id: id() } });
    const input = (FeatureIndex: number, Type: string, Command: string) =>
      client.send({
        InputCmd: { Id: id(), DeviceIndex: at.DeviceIndex - (at.DeviceIndex % 5), FeatureIndex, Type, Command },
      });
    if (what < 84) return input(4, "Pressure", "Subscribe");
    if (what < 86) return input(4, "Pressure", "Unsubscribe");
    if (what < 88) return input(2, "RSSI", "Read");
    if (what < 90) return input(3, "Button", "Read");
    if (what < 92) return client.send({ StartScanning: { Id: id() } });
    return what < 98 ? guest.leave() : client.send({ Disconnect: { Id: id() } });
  };
  const trouble = () => {
    const device = pick(devices);
    const what = random(10);
    const gone = devices.filter(({ present }) => !present);
    if (what < 2) device.vanish();
    else if (what < 5 && gone.length > 0) manager.arrive(pick(gone));
    else if (what < 6) device.writeFaults.push(pick<WriteFault>(["fail", "hang", "vanish"]));
    else if (what < 8) device.writeMs = pick([0, 0, 20, 300]);
    else device.notify("rxpressure", Uint8Array.of(4, random(101)));
  };

  const first = pick(guests);
  await enter(first);
  await first.client?.send({ StartScanning: { Id: first.id(clock.now()) } });
  expect(server.devices.length).toBe(deviceCount);
  while (clock.now() < hourMs) {
    const guest = pick(guests);
    if (guest.client?.closeInfo) await guest.leave();
    if (guest.client) await speak(guest, guest.client);
    else await enter(guest);
    if (random(8) === 0) trouble();
    await clock.advance(1 + random(2 * stepMs));
    watch();
  }

  for (const guest of guests) await guest.leave();
  await clock.advance(answerLimitMs);
  watch();
  const connected = devices.filter((each) => each.connected);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(connected.flatMap((each) => levels.get(each)?.running ?? [])).toEqual([]);
  expect([server.sessionCount, server.deviceStatus.flatMap(({ drivers }) => drivers)]).toEqual([0, []]);
  const closed = server.close();
  await clock.advance(answerLimitMs);
  await closed;
  expect(clock.pendingTimers).toBe(0);
  // Or the hour would prove nothing.
  for (const kind of ["command", "stop", "write"]) expect(seen.get(kind), kind).toBeGreaterThan(1_000);
  for (const kind of ["session-closed", "device-removed", "dropped", "reconnecting", "reading", "scan-finished"])
    expect(seen.get(kind), kind).toBeGreaterThan(50);
}, 300_000);
