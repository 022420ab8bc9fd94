import { createServer, type Socket } from "node:net";
import { type EndpointPlan, toHex } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocketHardwareManager, type WebSocketHardwareManagerOptions } from "../src/index.js";
import { arrival, device, type Peer, pass, peer, plan, recorder, scanned, signal, start, until } from "./set-up.js";

async function opened(options: WebSocketHardwareManagerOptions = {}) {
  const { manager, address } = await start(options);
  const box = await device(address, "box", "box-1");
  const opening = manager.open("box-1", [plan], { signal });
  return { manager, address, box, hardware: await opening };
}

/** The next bytes that come in. */
function next(hardware: Hardware): Promise<string> {
  return new Promise((resolve) => void hardware.subscribe("rx", (data) => resolve(toHex(data))));
}

function socketOf({ ws }: Peer): Socket {
  return (ws as unknown as { readonly _socket: Socket })._socket;
}

describe("devices that come", () => {
  it("are told to those who watch, also when they came earlier, until nobody watches", async () => {
    const { manager, address } = await start();
    await device(address, "box", "box-1");
    await arrival(manager, "box-1");
    await arrival(manager, "box-1");
    const ended = new AbortController();
    const deaf = vi.fn();
    manager.watch(deaf, { signal: ended.signal });
    ended.abort();
    manager.watch(deaf, { signal: ended.signal });
    await device(address, "box", "box-2");
    await arrival(manager, "box-2");
    expect(deaf).not.toHaveBeenCalled();
  });

  it("are found by a scan while nobody has opened them", async () => {
    const { manager, address } = await opened();
    await device(address, "wand", "wand-1");
    await arrival(manager, "wand-1");
    expect(await scanned(manager)).toEqual([{ kind: "websocket", id: "wand-1", name: "wand" }]);
  });

  it("are waited for a while when they are opened, and no longer", async () => {
    const clock = new TestClock();
    const { manager, address } = await start({ clock });
    const opening = manager.open("box-1", [plan], { signal });
    await clock.advance(1_999);
    await device(address, "box", "box-1");
    expect((await opening).endpoints).toEqual(["tx", "rx"]);
    const other = manager.open("box-2", [plan], { signal });
    const failed = expect(other).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to box-2: it is not here; devices like it connect to this server by themselves",
    });
    await clock.advance(2_000);
    await failed;
  });

  it("that nobody opens are sent away, and told what is missing", async () => {
    const clock = new TestClock();
    const { lines, logger } = recorder();
    const { address, box } = await opened({ clock, logger, silenceLimitMs: 60_000 });
    const stranger = await device(address, "strange", "strange-1");
    const { code, reason } = await pass(clock, stranger.closed);
    expect(code).toBe(4404);
    const entry = '{"hardware":"websocket/strange-1","protocol":"…"}';
    expect(reason).toBe(`nobody took it: the user configuration needs ${entry}`);
    expect(lines).toEqual([
      `warn the WebSocket device strange was sent away: ${reason}, a device file "websocket: [strange]", or what keeps it out must go`,
    ]);
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
    await clock.advance(10_000);
    expect(box.ws.readyState).toBe(box.ws.OPEN);
  });
});

describe("two devices with one address", () => {
  it("the second is turned away while the first one is there", async () => {
    const { address, box, hardware } = await opened();
    const second = await device(address, "box", "box-1");
    expect(await second.closed).toEqual({ code: 4409, reason: 'a device with the address "box-1" is here already' });
    await hardware.write("tx", Uint8Array.of(7), { withResponse: false });
    await box.received(1);
  });

  it("the second takes the place of one that is not there any more, and is told to those who watch", async () => {
    const clock = new TestClock();
    const { manager, address, box, hardware } = await opened({ clock });
    box.ws.pause();
    const second = await device(address, "box", "box-1");
    const arrived = arrival(manager, "box-1");
    expect(await pass(clock, hardware.closed)).toEqual({ by: "failure", reason: "the device connected again" });
    await pass(clock, arrived);
    const again = await manager.open("box-1", [plan], { signal });
    await again.write("tx", Uint8Array.of(7), { withResponse: false });
    await second.received(1);
  });
});

describe("an open device", () => {
  it("gets binary frames, and may send text, which is its UTF-8 bytes", async () => {
    const { box, hardware } = await opened();
    const text = next(hardware);
    box.ws.send("ä;");
    expect(await text).toBe("c3 a4 3b");
    await hardware.write("tx", Uint8Array.of(1, 255), { withResponse: true });
    await box.received(1);
    expect(box.frames).toEqual([{ data: Buffer.from([1, 255]), isBinary: true }]);
  });

  it("may send frames of 64 kB, and is lost with larger ones", async () => {
    const { box, hardware } = await opened();
    const large = next(hardware);
    box.ws.send(new Uint8Array(65_536));
    expect((await large).length).toBe(3 * 65_536 - 1);
    box.ws.send(new Uint8Array(65_537));
    expect((await box.closed).code).toBe(1009);
    expect(await hardware.closed).toEqual({
      by: "failure",
      reason: "the device sent a frame of more than 65536 bytes",
    });
  });

  it("is lost when it sends what is no frame", async () => {
    const { box, hardware } = await opened();
    socketOf(box).write(Buffer.from("garbage, and more of it"));
    expect(await hardware.closed).toMatchObject({
      by: "failure",
      reason: expect.stringMatching(/^the connection broke: /),
    });
  });

  it("is lost when its connection is reset", async () => {
    const { box, hardware } = await opened();
    socketOf(box).resetAndDestroy();
    expect((await hardware.closed).by).toBe("failure");
  });

  it("is lost when it is frozen: it answers no ping", async () => {
    const clock = new TestClock();
    const { box, hardware } = await opened({ clock, silenceLimitMs: 4_000 });
    box.ws.pause();
    await clock.advance(4_000);
    expect(await hardware.closed).toEqual({ by: "failure", reason: "nothing came from the device for 4000 ms" });
  });

  it("that takes nothing any more fails its writes, and settles those under way when it leaves", async () => {
    const { box, hardware } = await opened();
    box.ws.pause();
    const block = new Uint8Array(65_536);
    const writes: Promise<void>[] = [];
    let failure: unknown;
    while (failure === undefined) {
      const write = hardware.write("tx", block, { withResponse: false });
      writes.push(write);
      failure = await Promise.race([write, new Promise<void>((resolve) => setImmediate(resolve))]).catch(
        (error) => error,
      );
    }
    expect(failure).toMatchObject({ code: "hardware/write-failed", message: expect.stringContaining("does not take") });
    box.ws.terminate();
    await hardware.closed;
    expect((await Promise.allSettled(writes)).some(({ status }) => status === "rejected")).toBe(true);
  });

  it("can leave while it is opened", async () => {
    const { manager, address } = await start();
    const box = await device(address, "box", "box-1");
    await arrival(manager, "box-1");
    box.ws.pause();
    const opening = manager.open("box-1", [plan], { signal });
    socketOf(box).resetAndDestroy();
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  });
});

describe("the port", () => {
  it("of others is named in a sentence, and taken when it is free", async () => {
    const clock = new TestClock();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ host: "127.0.0.1", port: 0 }, resolve));
    const { port } = other.address() as { readonly port: number };
    const manager = new WebSocketHardwareManager({ port, hosts: ["127.0.0.1"], clock });
    onTestFinished(() => manager[Symbol.asyncDispose]());
    expect(manager.availability.value.usable).toBe(false);
    await manager.ready;
    const why = `Port ${port}, at which devices connect, is in use by another program: end that one, or set the option port to another.`;
    expect(manager.availability.value).toEqual({ usable: false, why });
    await expect(scanned(manager)).rejects.toMatchObject({ code: "hardware/unavailable", message: why });
    await new Promise((resolve) => other.close(resolve));
    const usable = new Promise<void>((resolve) => {
      manager.availability.subscribe((value) => value.usable && resolve());
    });
    await pass(clock, usable);
    expect(manager.addresses).toEqual([`ws://127.0.0.1:${port}`]);
    const note = `Devices connect to ws://127.0.0.1:${port}.`;
    expect(manager.availability.value).toEqual({ usable: true, note });
  });

  it("is the same at each host, and hosts that this machine lacks are left out", async () => {
    const { manager } = await start({ hosts: ["127.0.0.1", "127.0.0.2", "203.0.113.1"] });
    const ports = manager.addresses.map((address) => new URL(address).port);
    expect(manager.addresses).toEqual([`ws://127.0.0.1:${ports[0]}`, `ws://127.0.0.2:${ports[0]}`]);
  });

  it("cannot be had at a host that this machine lacks", async () => {
    const { manager } = await start({ hosts: ["203.0.113.1"] });
    expect(manager.availability.value).toMatchObject({
      why: expect.stringMatching(/^Devices cannot connect, .*hosts and port\.$/),
    });
  });
});

describe("the end", () => {
  it("is told to devices, open or not, and nothing is left", async () => {
    const clock = new TestClock();
    const { manager, address, box, hardware } = await opened({ clock });
    const waiting = await device(address, "wand");
    await until(async () => (await scanned(manager)).length === 1);
    const silent = peer(address);
    await silent.opened;
    await Promise.all([manager[Symbol.asyncDispose](), manager[Symbol.asyncDispose]()]);
    expect(await hardware.closed).toMatchObject({ by: "local" });
    const codes = await Promise.all([box, waiting, silent].map(async ({ closed }) => (await closed).code));
    expect(codes).toEqual([1000, 1001, 1001]);
    await clock.advance(0);
    await until(() => clock.pendingTimers === 0);
    expect((await peer(address).closed).code).toBe(1006);
  });

  it("may come before the beginning", async () => {
    const manager = new WebSocketHardwareManager({ port: 0 });
    await manager[Symbol.asyncDispose]();
    await manager.ready;
    expect([manager.availability.value.usable, manager.addresses]).toEqual([false, []]);
  });
});

it.each<[WebSocketHardwareManagerOptions, string]>([
  [{ port: 65_536 }, "port"],
  [{ port: 1.5 }, "port"],
  [{ hosts: [] }, "hosts"],
  [{ allowOrigins: ["https://example.org/"] }, "allowOrigins"],
  [{ maxConnections: 0 }, "maxConnections"],
  [{ handshakeLimitMs: 0 }, "handshakeLimitMs"],
  [{ claimLimitMs: Number.NaN }, "claimLimitMs"],
  [{ silenceLimitMs: Number.POSITIVE_INFINITY }, "silenceLimitMs"],
])("does not begin with %j", (options, argument) => {
  const make = () => new WebSocketHardwareManager(options);
  expect(make).toThrow(expect.objectContaining({ code: "usage/invalid-argument", details: { argument } }));
});

it("takes no plan of another bus", async () => {
  const { manager } = await start();
  const other: EndpointPlan = { kind: "hid", protocol: "lovense", endpoints: ["tx"] };
  const opening = manager.open("box-1", [other], { signal });
  await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
});
