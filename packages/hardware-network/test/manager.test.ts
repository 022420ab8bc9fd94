import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type NetworkDevice, NetworkHardwareManager, type NetworkHardwareManagerOptions } from "../src/index.js";
import { type FarStroker, TcpStroker, UdpStroker } from "./far-stroker.js";

const plan: EndpointPlan = { kind: "network", protocol: "tcode-v03", endpoints: ["tx", "rx"] };
const { signal } = new AbortController();
const bluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };

async function udp(host?: string): Promise<UdpStroker> {
  const stroker = await UdpStroker.open(host);
  onTestFinished(() => stroker.close());
  return stroker;
}

async function tcp(): Promise<TcpStroker> {
  const stroker = await TcpStroker.open();
  onTestFinished(() => stroker.close());
  return stroker;
}

function managerOf(devices: readonly NetworkDevice[], more: Omit<NetworkHardwareManagerOptions, "devices"> = {}) {
  const manager = new NetworkHardwareManager({ devices, ...more });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return manager;
}

async function opened(stroker: FarStroker, more: Omit<NetworkHardwareManagerOptions, "devices"> = {}) {
  const manager = managerOf([{ address: stroker.address }], more);
  return { manager, hardware: await manager.open(stroker.address, [plan], { signal }) };
}

function write(hardware: Hardware, text: string): Promise<void> {
  return hardware.write("tx", utf8(text), { withResponse: false });
}

const textOf = ({ packets }: FarStroker) => packets.map((packet) => packet.toString());

/** Lets the sockets of this process talk, and time on the clock of the test pass, until `awaited` settles. */
async function pass(clock: TestClock, awaited: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  awaited.then(over, over);
  while (!isOver) {
    await new Promise<void>((resolve) => systemClock.after(1, resolve));
    await clock.advance(50);
  }
}

/** A port of UDP at which nothing listens. */
async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  socket.bind({ address: "127.0.0.1", port: 0 });
  await once(socket, "listening");
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

describe("devices that were named", () => {
  it("are reported under their address, with their name if they have one, and only while they are not open", async () => {
    const stroker = await udp();
    const { manager } = await opened(stroker);
    const named = managerOf([{ address: stroker.address, name: "SR6" }, { address: "tcp://192.0.2.1:23" }]);
    const scanned = async (each: NetworkHardwareManager) => {
      const found: unknown[] = [];
      for await (const one of each.scan({ bluetooth }, { signal })) found.push(one);
      return found;
    };
    expect(await scanned(manager)).toEqual([]);
    expect(await scanned(named)).toEqual([
      { kind: "network", id: stroker.address, name: "SR6" },
      { kind: "network", id: "tcp://192.0.2.1:23", name: "tcp://192.0.2.1:23" },
    ]);
  });

  it("may be none, which the availability tells", () => {
    const { value } = managerOf([]).availability;
    expect(value).toMatchObject({ usable: false, why: expect.stringMatching(/^No network device is named: .*\.$/) });
  });

  it.each<[NetworkHardwareManagerOptions, string]>([
    [{ devices: [{ address: "tcode.local" }] }, "devices"],
    [{ devices: [{ address: "udp://a" }, { address: "udp://A:8000" }] }, "devices"],
    [{ devices: [], connectLimitMs: 0 }, "connectLimitMs"],
    [{ devices: [], silenceLimitMs: Number.NaN }, "silenceLimitMs"],
  ])("must be named well: %j", (options, argument) => {
    const refused = expect.objectContaining({ code: "usage/invalid-argument", details: { argument } });
    expect(() => new NetworkHardwareManager(options)).toThrow(refused);
  });

  it("have plans of this bus", async () => {
    const manager = managerOf([{ address: "udp://127.0.0.1" }]);
    const opening = manager.open("udp://127.0.0.1:8000", [{ ...plan, kind: "hid" } as EndpointPlan], { signal });
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  });
});

describe("a host", () => {
  it("is looked up at each connection, and tried at all of its addresses", async () => {
    const stroker = await udp();
    const { port } = new URL(stroker.address);
    const address = `udp://tcode.local:${port}`;
    const resolve = vi.fn(async () => ["127.0.0.2", "127.0.0.1"]);
    const manager = managerOf([{ address }], { resolve });
    for (let turn = 0; turn < 2; turn += 1) {
      const hardware = await manager.open(address, [plan], { signal });
      await write(hardware, "L0500\n");
      await stroker.received(6);
      await hardware[Symbol.asyncDispose]();
    }
    expect(resolve.mock.calls).toEqual([["tcode.local"], ["tcode.local"]]);
  });

  it("is found by the system if nobody else is to do that", async () => {
    const stroker = await udp();
    const address = stroker.address.replace("127.0.0.1", "localhost");
    const manager = managerOf([{ address }]);
    await expect(manager.open(address, [plan], { signal })).resolves.toBeDefined();
  });

  it.each([
    [
      "does not exist",
      async () => Promise.reject(Object.assign(new Error(), { code: "ENOTFOUND" })),
      "no such name: the",
    ],
    ["has no address", async () => [], "knows no such name"],
  ])("that %s is no place to connect to", async (_, resolve, reason) => {
    const manager = managerOf([{ address: "udp://tcode.local" }], { resolve });
    const opening = manager.open("udp://tcode.local:8000", [plan], { signal });
    await expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining(reason),
    });
  });

  it("that is looked up for ever is given up", async () => {
    const clock = new TestClock();
    const manager = managerOf([{ address: "udp://tcode.local" }], { clock, resolve: () => new Promise(() => {}) });
    const opening = manager.open("udp://tcode.local:8000", [plan], { signal });
    const failed = expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to udp://tcode.local:8000: it took longer than 8000 ms",
    });
    await clock.advance(8_000);
    await failed;
  });

  it("may have an IPv6 address", async (context) => {
    const stroker = await udp("::1").catch(() => undefined);
    if (!stroker) return context.skip("this machine has no IPv6");
    const { hardware } = await opened(stroker);
    await write(hardware, "L0500\n");
    await stroker.received(6);
  });
});

describe("over UDP", () => {
  it("each line is a datagram of its own", async () => {
    const stroker = await udp();
    const { hardware } = await opened(stroker);
    await write(hardware, "L0500\nR0500\n");
    await stroker.received(12);
    expect(textOf(stroker)).toEqual(["L0500\n", "R0500\n"]);
  });

  it("a stop reaches a device that loses the first of it, also when the connection is closed at once", async () => {
    const clock = new TestClock();
    const stroker = await udp();
    const { hardware } = await opened(stroker, { clock });
    await write(hardware, "V0500\nV000\nV100\n");
    await stroker.received(15);
    stroker.packets.length = 0;
    const closing = hardware[Symbol.asyncDispose]();
    await clock.advance(150);
    await closing;
    await stroker.received(20);
    expect(textOf(stroker)).toEqual(["V000\n", "V100\n", "V000\n", "V100\n"]);
  });

  it("a device at whose port nothing listens is not there, without a wait", async () => {
    const port = await freePort();
    const clock = new TestClock();
    const manager = managerOf([{ address: `udp://127.0.0.1:${port}` }], { clock });
    await expect(manager.open(`udp://127.0.0.1:${port}`, [plan], { signal })).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: `cannot connect to udp://127.0.0.1:${port}: nothing listens at this port there`,
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it("a device that says nothing is not there", async () => {
    const clock = new TestClock();
    const stroker = await udp();
    stroker.state = "mute";
    const manager = managerOf([{ address: stroker.address }], { clock });
    const opening = manager.open(stroker.address, [plan], { signal });
    const failed = expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining("nothing there answers D1"),
    });
    await pass(clock, failed);
    await failed;
    expect(clock.pendingTimers).toBe(0);
  });

  it("a device that is known to say nothing is taken for there, and not asked", async () => {
    const stroker = await udp();
    stroker.state = "mute";
    const manager = managerOf([{ address: stroker.address, answers: false }]);
    const hardware = await manager.open(stroker.address, [plan], { signal });
    await write(hardware, "L0500\n");
    await stroker.received(6);
    expect(stroker.questions).toBe(0);
  });

  it("a device that leaves is lost: at once if the network tells, else after a silence", async () => {
    const [told, silent] = [await UdpStroker.open(), await udp()];
    const first = await opened(told);
    await told.close();
    await write(first.hardware, "L0500\n");
    expect(await first.hardware.closed).toEqual({ by: "failure", reason: "nothing listens at this port there" });
    const second = await opened(silent, { silenceLimitMs: 200 });
    silent.state = "gone";
    expect(await second.hardware.closed).toEqual({ by: "failure", reason: "nothing came from the device for 200 ms" });
  });

  it("only the device is listened to, whatever it sends", async () => {
    const stroker = await udp();
    const { hardware } = await opened(stroker);
    const heard: Uint8Array[] = [];
    const both = new Promise<void>((resolve) => {
      void hardware.subscribe("rx", (data) => {
        if (heard.push(data) === 2) resolve();
      });
    });
    const stranger = await udp();
    await write(hardware, "L0500\n");
    await stroker.received(6);
    stroker.send(new Uint8Array(9_000).fill(0xff));
    stranger.peer = stroker.peer;
    stranger.send("a stranger");
    stroker.send(Uint8Array.of(0));
    await both;
    expect(heard.map(({ length }) => length)).toEqual([9_000, 1]);
  });
});

describe("over TCP", () => {
  it("a packet is sent as it is, and not again", async () => {
    const clock = new TestClock();
    const stroker = await tcp();
    const { hardware } = await opened(stroker, { clock });
    await write(hardware, "L0500\nV000\n");
    await stroker.received(11);
    await clock.advance(2_000);
    await write(hardware, "V000\n");
    await stroker.received(5);
    expect(Buffer.concat(stroker.packets).toString()).toBe("L0500\nV000\nV000\n");
  });

  it("what was written leaves before the connection is closed", async () => {
    const stroker = await tcp();
    const { hardware } = await opened(stroker, { clock: new TestClock() });
    stroker.sockets[0]?.pause();
    const line = "V000\n";
    let count = 0;
    for (let isTaken = true; isTaken; ) {
      count += 10_000;
      const written = write(hardware, line.repeat(10_000)).then(() => true);
      written.catch(() => {}); // the last one may not have heard of its success
      isTaken = await Promise.race([written, new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);
    }
    stroker.sockets[0]?.resume();
    await hardware[Symbol.asyncDispose]();
    const bytes = count * line.length;
    expect((await stroker.received(bytes)).length).toBe(bytes);
  });

  it("a port at which nothing listens is no device", async () => {
    const stroker = await TcpStroker.open();
    const { address } = stroker;
    await stroker.close();
    await expect(managerOf([{ address }]).open(address, [plan], { signal })).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: `cannot connect to ${address}: nothing listens at this port there`,
    });
  });

  it("a device that closes or resets the connection is lost", async () => {
    const [closing, resetting] = [await tcp(), await tcp()];
    const [first, second] = [await opened(closing), await opened(resetting)];
    closing.sockets[0]?.end();
    expect(await first.hardware.closed).toEqual({ by: "remote", reason: "the device closed the connection" });
    resetting.sockets[0]?.resetAndDestroy();
    expect(await second.hardware.closed).toEqual({ by: "failure", reason: "the connection was reset" });
  });

  it("a device that has answered is lost when it does not any more", async () => {
    const stroker = await tcp();
    const { hardware } = await opened(stroker, { silenceLimitMs: 200 });
    stroker.state = "mute";
    expect(await hardware.closed).toEqual({ by: "failure", reason: "nothing came from the device for 200 ms" });
  });

  it("a device that never answers is there as long as the connection is", async () => {
    const clock = new TestClock();
    const stroker = await tcp();
    stroker.state = "mute";
    const manager = managerOf([{ address: stroker.address }], { clock });
    const opening = manager.open(stroker.address, [plan], { signal });
    await pass(clock, opening);
    const hardware = await opening;
    await clock.advance(60_000);
    await write(hardware, "L0500\n");
    await stroker.received(6);
  });

  it("a device that leaves while it is asked is not there", async () => {
    const stroker = await tcp();
    stroker.state = "gone";
    const opening = managerOf([{ address: stroker.address }]).open(stroker.address, [plan], { signal });
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  });

  it("a device that takes nothing any more fails its writes", async () => {
    const stroker = await tcp();
    const { hardware } = await opened(stroker);
    stroker.sockets[0]?.pause();
    const block = "x".repeat(65_536);
    let failure: unknown;
    while (failure === undefined) {
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      failure = await Promise.race([write(hardware, block), turn]).catch((error: unknown) => error);
    }
    expect(failure).toMatchObject({ code: "hardware/write-failed", message: expect.stringContaining("does not take") });
  });
});
