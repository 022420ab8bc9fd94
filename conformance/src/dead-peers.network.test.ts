import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Cable, mayLayCables } from "./cable.js";
import { overTcp, overWebSocket, type ScenePlan, scene } from "./doomed-peer.js";
import { type Program, runProgram } from "./run-program.js";

const drivingClient = new URL("./programs/driving-client.ts", import.meta.url);
const canPull = mayLayCables();
if (!canPull) console.warn("tests with a cable are skipped: they need Linux, root and the program ip");

/** A client on another machine, which drives. */
async function beyondCable(plan: ScenePlan) {
  const cable = Cable.lay();
  const set = await scene({ ...plan, host: cable.host });
  const child = await runProgram(drivingClient, [set.address], cable.inside);
  await set.driven();
  return { ...set, cable, child };
}

describe.skipIf(!canPull)("a client on another machine", () => {
  const deaths = [
    ["has its cable pulled", (cable: Cable) => cable.pull()],
    ["vanishes without a word", (cable: Cable) => cable.silence()],
  ] as const;

  describe.each(deaths)("that %s", (_, die) => {
    it.each([
      ["WebSocket, because no pong comes", overWebSocket, ["connector/silent"]],
      ["TCP with a ping time-out", overTcp, []],
    ] as const)("has its device at rest over %s", async (_, plan, ends) => {
      const { cable, rest, ends: heard } = await beyondCable(plan);
      die(cable);
      expect(await rest()).toBeLessThan(4000);
      expect(heard).toEqual(ends);
    });
  });

  it("has its device at rest over TCP without a ping time-out too, but later: the system finds out", async () => {
    const { cable, rest, ends } = await beyondCable({ transport: "tcp" });
    cable.pull();
    expect(await rest(25_000)).toBeLessThan(17_000);
    expect(ends).toEqual(["connector/silent"]);
  }, 40_000);

  it.each([
    ["WebSocket, at the next ping", overWebSocket],
    ["TCP without a ping time-out, at the system's first question", { transport: "tcp" }],
  ] as const)("that starts anew has its device at rest over %s", async (_, plan) => {
    const { cable, child, rest, ends } = await beyondCable(plan);
    cable.pull();
    await killed(child);
    cable.restart();
    expect(await rest()).toBeLessThan(7000);
    expect(ends).toEqual(["connector/closed"]);
  });
});

async function killed(child: Program): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
