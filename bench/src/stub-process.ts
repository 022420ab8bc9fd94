import { firstMessage, startChild } from "./child.js";
import type { StubPorts } from "./stub-server.js";

/** Runs `work` with a stub server in a child process. */
export async function withStubServer<T>(work: (ports: StubPorts) => Promise<T>): Promise<T> {
  const child = startChild(new URL("./stub-server.js", import.meta.url));
  try {
    return await work(await firstMessage<StubPorts>(child));
  } finally {
    child.kill();
  }
}
