import type { Channel, CloseReason, Incoming } from "@buttplug-ts/messages";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settle } from "../test-clock.js";

/** Two ends of one open channel, and how to release what carries it. */
export interface ChannelPair {
  readonly client: Channel;
  readonly server: Channel;
  cleanup(): Promise<void>;
}

const reason: CloseReason = { code: "ping/timeout", reason: "the test is over" };
const bigTextLength = 1_000_000;

/** The contract of a {@link Channel}, for both ends of every transport. */
export function channelCompliance(name: string, open: () => Promise<ChannelPair>): void {
  describe(`${name}: channel contract`, () => {
    let pair: ChannelPair;
    beforeEach(async () => {
      pair = await open();
    });
    afterEach(async () => {
      await pair.client.close();
      await pair.server.close();
      await pair.cleanup();
    });
    describe("from client to server", () => rules(() => ({ near: pair.client, far: pair.server })));
    describe("from server to client", () => rules(() => ({ near: pair.server, far: pair.client })));
  });
}

type Ends = () => { readonly near: Channel; readonly far: Channel };

function rules(ends: Ends): void {
  deliveryRules(ends);
  listenerRules(ends);
  closeRules(ends);
}

function deliveryRules(ends: Ends): void {
  it("delivers batches as they were sent and in their order", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    const batches = Array.from({ length: 200 }, (_, index) => [{ Ping: { Id: index } }, { Ok: { Id: index } }]);
    for (const batch of batches) near.send(batch);
    expect(await inbox.take(200)).toEqual(batches);
  });

  it("carries frames of one and of 1,000 messages", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    const thousand = Array.from({ length: 1000 }, (_, index) => ({ Ping: { Id: index } }));
    near.send([{ Ping: { Id: 1 } }]);
    near.send(thousand);
    expect(await inbox.take(2)).toEqual([[{ Ping: { Id: 1 } }], thousand]);
  });

  it("carries text of every script unchanged", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    const batch = [{ Error: { Id: 0, ErrorMessage: 'ß – 日本語 – \u{1f9f8} – "\\ \n \u2028 \u0000' } }];
    near.send(batch);
    expect(await inbox.take(1)).toEqual([batch]);
  });

  it("carries a batch just below the frame limit", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    const batch = [{ Error: { Id: 0, ErrorMessage: "x".repeat(bigTextLength) } }];
    near.send(batch);
    expect(await inbox.take(1)).toEqual([batch]);
  });

  it("keeps batches that come before there is a listener, ahead of later ones", async () => {
    const { near, far } = ends();
    near.send([{ Ping: { Id: 1 } }]);
    near.send([{ Ping: { Id: 2 } }]);
    await roundTrips(far, near);
    const inbox = new Inbox(far);
    near.send([{ Ping: { Id: 3 } }]);
    expect(await inbox.take(3)).toEqual([1, 2, 3].map((Id) => [{ Ping: { Id } }]));
  });

  it("never calls a listener from within send", async () => {
    const { near, far } = ends();
    let isSending = false;
    const seen: boolean[] = [];
    const inbox = new Inbox(far, () => seen.push(isSending));
    isSending = true;
    near.send([{ Ping: { Id: 1 } }]);
    near.send([{ Ping: { Id: 2 } }]);
    isSending = false;
    await inbox.take(2);
    expect(seen).toEqual([false, false]);
  });
}

function listenerRules(ends: Ends): void {
  it("goes on after a listener that throws", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far, (_, count) => {
      if (count === 1) throw new TypeError("a listener of the compliance suite throws");
    });
    near.send([{ Ping: { Id: 1 } }]);
    near.send([{ Ping: { Id: 2 } }]);
    expect(await inbox.take(2)).toHaveLength(2);
  });

  it("lets a listener answer at once", async () => {
    const { near, far } = ends();
    far.receive(() => far.send([{ Ok: { Id: 1 } }]));
    const inbox = new Inbox(near);
    near.send([{ Ping: { Id: 1 } }]);
    expect(await inbox.take(1)).toEqual([[{ Ok: { Id: 1 } }]]);
  });

  it("can be closed from within a listener, which hears nothing after that", async () => {
    const { near, far } = ends();
    let closing: Promise<void> | undefined;
    const inbox = new Inbox(far, () => {
      closing ??= far.close(reason);
    });
    for (let Id = 1; Id <= 10; Id += 1) near.send([{ Ping: { Id } }]);
    await inbox.take(1);
    await closing;
    expect(await far.closed).toMatchObject({ by: "local", code: reason.code });
    expect(inbox.count).toBe(1);
  });
}

function closeRules(ends: Ends): void {
  it("says that this side closed it and why, and that the peer did on the other side", async () => {
    const { near, far } = ends();
    await near.close(reason);
    expect(await near.closed).toMatchObject({ by: "local", ...reason });
    expect(await far.closed).toMatchObject({ by: "remote" });
  });

  it("closes once, however often it is asked to", async () => {
    const { near } = ends();
    await Promise.all([near.close(reason), near.close(), near.close({ code: "usage/closed", reason: "again" })]);
    await near.close();
    expect(await near.closed).toMatchObject({ by: "local", ...reason });
  });

  it("ends when both sides close at the same time", async () => {
    const { near, far } = ends();
    await Promise.all([near.close(reason), far.close(reason)]);
    expect(await near.closed).toMatchObject({ by: "local" });
    expect((await far.closed).by).toMatch(/^(local|remote)$/);
  });

  it("delivers what was sent before it was closed", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    for (let Id = 1; Id <= 10; Id += 1) near.send([{ Ping: { Id } }]);
    await near.close();
    await far.closed;
    expect(inbox.count).toBe(10);
  });

  it("delivers nothing after it is closed", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(near);
    for (let Id = 1; Id <= 100; Id += 1) far.send([{ Ping: { Id } }]);
    const closing = near.close();
    far.send([{ Ping: { Id: 101 } }]);
    await closing;
    await near.closed;
    const { count } = inbox;
    far.send([{ Ping: { Id: 102 } }]);
    await far.closed;
    await settle();
    expect(inbox.count).toBe(count);
  });

  it("ignores what is sent after it is closed", async () => {
    const { near, far } = ends();
    const inbox = new Inbox(far);
    const closing = near.close();
    near.send([{ Ping: { Id: 1 } }]);
    await closing;
    near.send([{ Ping: { Id: 2 } }]);
    await far.closed;
    far.send([{ Ping: { Id: 3 } }]);
    expect(inbox.count).toBe(0);
  });

  it("takes a listener after it is closed and leaves it alone", async () => {
    const { near, far } = ends();
    await near.close();
    await far.closed;
    const inbox = new Inbox(near);
    await settle();
    expect(inbox.count).toBe(0);
  });
}

/** What a channel delivered, with a way to wait for it. */
class Inbox {
  readonly #batches: (readonly Incoming[])[] = [];
  #wake: () => void = () => {};

  constructor(channel: Channel, also: (batch: readonly Incoming[], count: number) => void = () => {}) {
    channel.receive((batch) => {
      this.#batches.push(batch);
      this.#wake();
      also(batch, this.#batches.length);
    });
  }

  get count(): number {
    return this.#batches.length;
  }

  /** The values of the first `count` batches, as soon as there are as many. */
  async take(count: number): Promise<unknown[][]> {
    while (this.#batches.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#batches.slice(0, count).map((batch) => batch.map((entry) => ("value" in entry ? entry.value : entry)));
  }
}

/** Gives what `to` sent before time to arrive at `from`, though nobody listens there: transports keep their order. */
async function roundTrips(from: Channel, to: Channel): Promise<void> {
  const inbox = new Inbox(to);
  for (let count = 1; count <= 3; count += 1) {
    from.send([{ Ok: { Id: count } }]);
    await inbox.take(count);
  }
}
