import { fork } from "node:child_process";
import { once } from "node:events";
import type { StubPorts } from "./stub-server.js";

/** Runs `work` with a stub server in a child process. */
export async function withStubServer<T>(work: (ports: StubPorts) => Promise<T>): Promise<T> {
  const child = fork(new URL("./stub-server.js", import.meta.url), { execArgv: [] });
  try {
    const [ports] = (await once(child, "message")) as [StubPorts];
    return await work(ports);
  } finally {
    child.kill();
  }
}
