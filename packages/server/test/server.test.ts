import type { Channel, Grant, Listener, Peer } from "@buttplug-ts/messages";
import { memoryChannelPair } from "@buttplug-ts/server";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, RawClient, serverWith, trio, vibrate } from "./server-bench.js";

const twins = ["left", "right"].map((id) => ({ name: "Trio", id }));
const atRest = ["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"];

/** A listener that hands over channels when it is told to. */
function listenerWith({ close = async () => {} }: { readonly close?: () => Promise<void> } = {}) {
  let accept: (channel: Channel, peer: Peer, grant: Grant) => void = () => {};
  let closed = 0;
  const listener: Listener = {
    addresses: [],
    async start(taking) {
      await settle();
      accept = taking;
    },
    close() {
      closed += 1;
      return close();
    },
  };
  const open = (grant: Grant = {}) => {
    const pair = memoryChannelPair();
    accept(pair.server, { transport: "embedded" }, grant);
    return new RawClient(pair.client);
  };
  return { listener, open, closed: () => closed };
}

describe("a listener", () => {
  it("brings clients in until the server closes, each known by its own number", async () => {
    const { server, ready, device } = await serverWith(twins, [trio]);
    await ready();
    const { listener, open, closed } = listenerWith();
    await server.listen(listener);
    const [one, other] = [open({ label: "one" }), open({ label: "other" })];
    await one.handshake();
    await other.handshake();
    await one.send(vibrate(3, 0, 0, 9));
    await other.send(vibrate(3, 1, 0, 9));
    device(0).takeWrites();
    device(1).takeWrites();
    const { id = 0 } = server.sessions.find(({ label }) => label === "one") ?? {};
    expect(server.disconnect(id, "no more")).toBe(true);
    await settle();
    expect(one.closeInfo).toBeDefined();
    expect(other.closeInfo).toBeUndefined();
    expect(device(0).takeWrites()).toEqual(["tx 00 00 00"]);
    expect(device(1).takeWrites()).toEqual([]);
    await server.close();
    expect(other.closeInfo).toBeDefined();
    expect(closed()).toBe(1);
    const late = open();
    await settle();
    expect(late.closeInfo).toMatchObject({ reason: expect.stringContaining("the server is closing") });
  });

  it("that starts while the server closes is closed, too", async () => {
    const { server } = await serverWith();
    const { listener, closed } = listenerWith();
    const listening = server.listen(listener);
    await server.close();
    await listening;
    expect(closed()).toBe(1);
  });

  it("that fails to close holds no device back: the server says so when all are at rest", async () => {
    const { server, ready, device, clock } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    await server.listen(listenerWith({ close: () => Promise.reject(new Error("the port is gone")) }).listener);
    device().takeWrites();
    device().writeMs = 100;
    let failed = "";
    const closing = server.close().catch((error: Error) => {
      failed = error.message;
    });
    await settle();
    expect(failed).toBe("");
    await clock.advance(2_000);
    await closing;
    expect(failed).toBe("the port is gone");
    expect(device().takeWrites()).toEqual(atRest);
    expect(device().connected).toBe(false);
  });
});

describe("a stop of everything", () => {
  it("reaches every device, whoever drives it, and resolves when all have been tried", async () => {
    const { server, ready, device, clock } = await serverWith(twins, [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9), vibrate(4, 1, 0, 9));
    device(0).takeWrites();
    device(1).takeWrites();
    device(0).writeFaults.push("fail", "fail", "fail");
    device(1).writeMs = 100;
    let isOver = false;
    const stopped = server.stopAll().then(() => {
      isOver = true;
    });
    await clock.advance(250);
    expect(isOver).toBe(false);
    await clock.advance(1_000);
    await stopped;
    expect(device(1).takeWrites()).toEqual(atRest);
    // What could not be stopped is let go.
    expect(server.deviceStatus).toMatchObject([{ hardware: "fake/right" }]);
  });

  it("that fails is told to who asked, also while somebody looks on", async () => {
    const { server, ready, device, clock } = await serverWith([{ name: "Trio" }], [trio]);
    const told: string[] = [];
    server.observe((event) => event.kind === "stopped" && told.push(event.result));
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    expect(client.take()).toEqual([ok(3)]);
    device().writeFaults.push("fail", "fail", "fail");
    await client.send({ StopCmd: { Id: 4, DeviceIndex: 0 } });
    await clock.advance(1_000);
    expect(client.take()).toContainEqual({ Error: expect.objectContaining({ Id: 4 }) });
    expect(told).toEqual(["hardware/write-failed"]);
  });

  it("is what a feature's stop without a device is, too", async () => {
    const { ready, device } = await serverWith(twins, [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9), vibrate(4, 1, 2, 9));
    device(0).takeWrites();
    device(1).takeWrites();
    await client.send({ StopCmd: { Id: 5, FeatureIndex: 1 } });
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([atRest, atRest]);
  });

  it("of one device, held, leaves the others alone", async () => {
    const { server, ready, device } = await serverWith(twins, [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9), vibrate(4, 1, 0, 9));
    device(0).takeWrites();
    device(1).takeWrites();
    using hold = server.hold("the owner", ["fake/left", "fake/away"]);
    await hold.stopped;
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([atRest, []]);
  });
});
