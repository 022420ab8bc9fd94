import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { overTcp, overWebSocket, scene } from "./doomed-peer.js";
import { runProgram } from "./run-program.js";

const drivingClient = new URL("./programs/driving-client.ts", import.meta.url);

describe("a client that is frozen, whose system goes on to acknowledge what it gets", () => {
  it.each([
    ["WebSocket, because it answers no ping", overWebSocket, ["connector/silent"]],
    ["TCP with a ping time-out", overTcp, []],
  ] as const)("has its device at rest over %s, and does not come back when it thaws", async (_, plan, ends) => {
    const set = await scene(plan);
    const child = await runProgram(drivingClient, [set.address]);
    await set.driven();
    child.kill("SIGSTOP");
    expect(await set.rest()).toBeLessThan(4000);
    expect(set.ends).toEqual(ends);
    const exited = once(child, "exit");
    child.kill("SIGCONT");
    expect(await exited).toEqual([0, null]);
  });
});
