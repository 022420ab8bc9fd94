import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { type BarePeer, barePeer } from "./bare-peer.js";
import { scene, transports } from "./doomed-peer.js";
import { runProgram } from "./run-program.js";

const drivingClient = new URL("./programs/driving-client.ts", import.meta.url);

describe("a client that is frozen, whose system goes on to acknowledge what it gets", () => {
  it.each(transports)("has its device at rest over %s, and does not come back when it thaws", async (transport) => {
    const set = await scene({ transport });
    const child = await runProgram(drivingClient, [set.address]);
    await set.driven();
    child.kill("SIGSTOP");
    await set.rest();
    expect(set.ends).toEqual(["connector/silent"]);
    const exited = once(child, "exit");
    child.kill("SIGCONT");
    expect(await exited).toEqual([0, null]);
  });
});

describe("a client that never reads", () => {
  const ask = Array.from({ length: 20 }, (_, at) => ({ RequestDeviceList: { Id: 10 + at } }));

  /** Asks as fast as answers can be made, with room in between for them to leave; not for ever. */
  async function keepAsking(peer: BarePeer, goesOn: (asked: number) => boolean): Promise<number> {
    let asked = 0;
    for (; asked < 100_000 && goesOn(asked); asked += ask.length) {
      peer.send(ask);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return asked;
  }

  it.each(transports)(
    "has its device at rest when too much waits for it over %s; one that asks as much and reads stays",
    async (transport) => {
      const set = await scene({ transport });
      const [deaf, hears] = [await barePeer(set.address), await barePeer(set.address)];
      deaf.deafen();
      deaf.send(set.drive);
      hears.send(set.drive.slice(0, 1));
      await set.driven();
      const [, asked] = await Promise.all([set.rest(), keepAsking(deaf, () => set.ends.length === 0)]);
      expect(set.ends).toEqual(["connector/overflow"]);
      await keepAsking(hears, (count) => count < asked);
      const answered = hears.heard('{"Ok":{"Id":99}}');
      hears.send([{ Ping: { Id: 99 } }]);
      await answered;
      expect(set.ends).toHaveLength(1);
    },
  );
});
