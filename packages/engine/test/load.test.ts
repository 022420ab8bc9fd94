import { once } from "node:events";
import { connect } from "node:net";
import { managementPath } from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { named, startManaged, testTime } from "./managed-engine.js";

/** It takes commands at any time: none waits for a gap. */
const model = "Rez TranceVibrator";

/**
 * An engine whose clock stands still, and an application that drives. With that, no limit in time helps anybody out: whatever
 * waits for a peer waits for ever, and the test ends with it.
 */
async function driven(models: readonly string[] = [model]) {
  const managed = await startManaged({ parts: testTime(new TestClock()), models });
  const device = named(await managed.application(), model);
  let level = 0;
  /** Drives it, each time when the time before has been answered. */
  const drive = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      level = (level % 255) + 1;
      await device.vibrate(level / 255);
      expect([...(managed.device(model).writes.at(-1)?.data ?? [])]).toContain(level);
    }
  };
  return { ...managed, drive };
}

async function socketTo(address: string): Promise<WebSocket> {
  const ws = new WebSocket(address, { perMessageDeflate: false });
  onTestFinished(() => ws.terminate());
  ws.on("error", () => {});
  await once(ws, "open");
  return ws;
}

const hello = { RequestServerInfo: { Id: 1, ClientName: "slow", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } };
const subscription = { StartScanning: { Id: 2 } };

describe("a client is not delayed", () => {
  it("by others that say nothing, however far they came", async () => {
    const { address, drive, engine } = await driven();
    const { port } = new URL(address);
    for (let peer = 0; peer < 20; peer += 1) {
      const socket = connect(Number(port), "127.0.0.1");
      onTestFinished(() => void socket.destroy());
      await once(socket, "connect");
      if (peer % 2 === 0) socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: webso");
      await socketTo(address);
      const greeted = await socketTo(address);
      greeted.send(JSON.stringify([hello, subscription]));
      await socketTo(address + managementPath);
    }
    await vi.waitFor(() => expect(engine.server.sessions.length).toBe(22), { interval: 2 });
    await drive(200);
  });

  it("by one that does not read what it asks for; that one is let go when too much waits for it", async () => {
    const models = Array.from({ length: 20 }, () => "Aneros Vivi");
    const { address, drive, engine } = await driven([model, ...models]);
    const slow = await socketTo(address);
    slow.send(JSON.stringify([hello]));
    await once(slow, "message");
    slow.pause();
    const isThere = () => engine.server.sessions.some(({ clientName }) => clientName === "slow");
    expect(isThere()).toBe(true);
    // Twenty lists, then errors: the answers that it does not read are what counts.
    const question = JSON.stringify(Array.from({ length: 1_000 }, (_, at) => ({ RequestDeviceList: { Id: at + 2 } })));
    for (let round = 0; isThere(); round += 1) {
      expect(round).toBeLessThan(500);
      slow.send(question);
      await drive(5);
    }
    const lines = engine.logs.after().map(({ message }) => message);
    expect(lines.at(-1)).toMatch(/^slow left: more than \d+ bytes waited to be sent/);
    await drive(50);
  });

  it("by a dashboard that does not read; that one is let go, and others are told as before", async () => {
    const { address, drive, engine, manage } = await driven();
    const other = await manage();
    const slow = await socketTo(address + managementPath);
    slow.send(JSON.stringify({ token: engine.access.pageToken }));
    await once(slow, "message");
    slow.pause();
    for (let line = 0; line < 2_000; line += 1) engine.logs.log("debug", "test", "x".repeat(1_000));
    const isGone = () => engine.logs.after().some(({ message }) => message.endsWith("it reads too slowly"));
    for (let id = 1; !isGone(); id += 1) {
      expect(id).toBeLessThan(200);
      slow.send(JSON.stringify({ id, method: "logs", params: {} }));
      await drive(5);
    }
    await drive(50);
    const before = await other.call("getState");
    expect(before.devices[0]?.features[0]?.outputs[0]?.level).toBeGreaterThan(0);
  });

  it("by one whose own device does not take its bytes", async () => {
    const { drive, application, device } = await driven([model, "Kizuna Smart"]);
    const release = device("Kizuna Smart").stall();
    const stuck = named(await application("stuck"), "Kizuna Smart").rotate(1);
    await drive(100);
    release();
    await stuck;
  });
});
