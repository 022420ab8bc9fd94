import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Cable, mayLayCables } from "./cable.js";
import { type ScenePlan, scene, transports } from "./doomed-peer.js";
import { runProgram } from "./run-program.js";

const drivingClient = new URL("./programs/driving-client.ts", import.meta.url);
const canPull = mayLayCables();
if (!canPull) console.warn("tests with a cable are skipped: they need Linux, root and the program ip");

/** A client on another machine, which drives. */
async function beyondCable(transport: ScenePlan["transport"]) {
  const cable = Cable.lay();
  const set = await scene({ transport, host: cable.host });
  const child = await runProgram(drivingClient, [set.address], cable.inside);
  await set.driven();
  return { ...set, cable, child };
}

describe.skipIf(!canPull).each(transports)("a client on another machine, connected over %s,", (transport) => {
  it.each([
    ["has its cable pulled", (cable: Cable) => cable.pull()],
    ["vanishes without a word", (cable: Cable) => cable.silence()],
  ] as const)("that %s has its device at rest", async (_, die) => {
    const { cable, rest, ends } = await beyondCable(transport);
    die(cable);
    await rest();
    expect(ends).toEqual(["connector/silent"]);
  });

  it("has its device at rest also if something is on its way to it, for which the system would wait for minutes", async () => {
    const { cable, rest, ends, say } = await beyondCable(transport);
    cable.pull();
    say();
    await rest();
    expect(ends).toEqual(["connector/silent"]);
  });

  it("that starts anew has its device at rest as soon as it is asked whether it is there", async () => {
    const { cable, child, rest, ends } = await beyondCable(transport);
    cable.pull();
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    cable.restart();
    await rest();
    expect(ends).toEqual(["connector/closed"]);
  });
});
