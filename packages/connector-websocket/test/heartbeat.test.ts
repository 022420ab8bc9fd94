import { once } from "node:events";
import { webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { clientFrame, openBare, upgradeByHand } from "./raw-peer.js";
import { startListener } from "./set-up.js";

const pingFrame = Buffer.from([0x89, 0x00]);
const pongOpcode = 0xa;

it("pings every peer after 5 s and drops one that stays silent for 10 s, as a failure", async () => {
  const clock = new TestClock();
  const { listener, address, next } = await startListener({ clock });
  const peer = await upgradeByHand(address);
  const { channel } = await next();
  const pinged = once(peer, "data");
  await clock.advance(5000);
  expect((await pinged)[0]).toEqual(pingFrame);
  const gone = once(peer, "close");
  await clock.advance(5000);
  expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/silent" });
  await gone;
  expect(clock.pendingTimers).toBe(0);
  await listener.close();
});

it("keeps a peer that answers pings and sends nothing else", async () => {
  const clock = new TestClock();
  const { listener, address, next } = await startListener({ clock });
  const peer = await openBare(address);
  const { channel } = await next();
  let isClosed = false;
  void channel.closed.then(() => {
    isClosed = true;
  });
  for (let round = 0; round < 6; round += 1) {
    const pinged = once(peer.ws, "ping");
    await clock.advance(5000);
    await pinged;
    for (let turn = 0; turn < 3; turn += 1) {
      channel.send([{ Ok: { Id: turn } }]);
      await once(peer.ws, "message");
    }
  }
  expect(isClosed).toBe(false);
  await listener.close();
  expect(clock.pendingTimers).toBe(0);
});

it("counts every byte as a sign of life, and ten seconds from the last one", async () => {
  const clock = new TestClock();
  const { listener, address, next } = await startListener({ clock });
  const peer = await upgradeByHand(address);
  const { channel } = await next();
  await clock.advance(9000);
  const heard = new Promise((resolve) => channel.receive(resolve));
  peer.write(Buffer.concat([clientFrame(pongOpcode, ""), clientFrame(1, "[1]")]));
  await heard;
  let isClosed = false;
  void channel.closed.then(() => {
    isClosed = true;
  });
  await clock.advance(9999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  await clock.advance(1);
  expect(await channel.closed).toMatchObject({ code: "connector/silent" });
  await listener.close();
});

it("takes a shorter limit, and pings at half of it", async () => {
  const clock = new TestClock();
  const { listener, address, next } = await startListener({ clock, silenceLimitMs: 2000 });
  const peer = await upgradeByHand(address);
  const { channel } = await next();
  const pinged = once(peer, "data");
  await clock.advance(1000);
  expect((await pinged)[0]).toEqual(pingFrame);
  await clock.advance(1000);
  expect(await channel.closed).toMatchObject({ code: "connector/silent", reason: expect.stringContaining("2000 ms") });
  await listener.close();
});

it.each([999, 10_001, Number.NaN])("refuses a limit of %s ms", (silenceLimitMs) => {
  expect(() => webSocketListener({ silenceLimitMs })).toThrow("silenceLimitMs: it must be 1000 to 10000 ms");
});
