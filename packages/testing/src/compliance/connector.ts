import type { Channel, Connector } from "@buttplug-ts/messages";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settle } from "../test-clock.js";

/** A connector with something that it reaches. */
export interface ConnectorSetUp {
  readonly connector: Connector;
  /** A connector to nothing, where the transport can have one. */
  readonly unreachable?: Connector;
  cleanup(): Promise<void>;
}

/** The contract of a {@link Connector}. */
export function connectorCompliance(name: string, setUp: () => Promise<ConnectorSetUp>): void {
  describe(`${name}: connector contract`, () => {
    let world: ConnectorSetUp;
    let opened: Channel[];
    const connect = async (signal?: AbortSignal): Promise<Channel> => {
      const channel = await world.connector.connect(signal ? { signal } : {});
      opened.push(channel);
      return channel;
    };
    beforeEach(async () => {
      opened = [];
      world = await setUp();
    });
    afterEach(async () => {
      for (const channel of opened) await channel.close();
      await world.cleanup();
    });

    it("opens a channel that this side can close", async () => {
      const channel = await connect();
      await channel.close({ code: "usage/closed", reason: "enough" });
      expect(await channel.closed).toMatchObject({ by: "local", code: "usage/closed", reason: "enough" });
    });

    it("opens a new channel each time, independent of the others", async () => {
      const [first, second] = [await connect(), await connect()];
      expect(first).not.toBe(second);
      let isSecondClosed = false;
      const secondClosed = second.closed.then(() => {
        isSecondClosed = true;
      });
      await first.close();
      await settle();
      expect(isSecondClosed).toBe(false);
      await second.close();
      await secondClosed;
    });

    it("opens nothing for a caller that has already called it off", async () => {
      const controller = new AbortController();
      controller.abort();
      await expect(connect(controller.signal)).rejects.toMatchObject({ code: "request/aborted" });
    });

    it("stops opening as soon as the caller calls it off", async () => {
      const controller = new AbortController();
      const connecting = connect(controller.signal);
      controller.abort();
      await expect(connecting).rejects.toMatchObject({ code: "request/aborted" });
    });

    it("leaves an open channel alone when the signal of its opening aborts", async () => {
      const controller = new AbortController();
      const channel = await connect(controller.signal);
      controller.abort();
      await settle();
      await channel.close({ code: "usage/closed", reason: "enough" });
      expect(await channel.closed).toMatchObject({ by: "local", code: "usage/closed" });
    });

    it("rejects with connector/failed where nothing can be reached", async (context) => {
      if (!world.unreachable) return context.skip("this transport has no unreachable target");
      await expect(world.unreachable.connect({})).rejects.toMatchObject({ code: "connector/failed" });
    });
  });
}
