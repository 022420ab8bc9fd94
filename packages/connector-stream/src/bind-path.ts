import { once } from "node:events";
import { chmodSync, lstatSync, type Stats, statSync, unlinkSync } from "node:fs";
import { connect, type Server } from "node:net";
import { dirname } from "node:path";
import type { ButtplugError } from "@buttplug-ts/core";
import { type Bound, listenFailure, otherListenFailure } from "@buttplug-ts/messages/listening";
import { systemCodeOf } from "@buttplug-ts/messages/transport";
import { isPipe } from "./check-argument.js";
import { ipcAddress } from "./target.js";

const ownerOnly = 0o600;

/**
 * Lets a server listen at a Unix socket or named pipe, in the place of one that died there. The file goes when the server
 * closes. Rejects with `connector/failed`, and leaves nothing open then.
 */
export async function bindPath(makeServer: () => Server, path: string): Promise<readonly Bound<Server>[]> {
  const address = ipcAddress(path);
  try {
    return [{ server: await listen(makeServer(), path), address }];
  } catch (error) {
    if (systemCodeOf(error) !== "EADDRINUSE" || isPipe(path)) throw explain(path, error);
    await clear(path, error);
  }
  try {
    return [{ server: await listen(makeServer(), path), address }];
  } catch (error) {
    throw explain(path, error);
  }
}

async function listen(server: Server, path: string): Promise<Server> {
  server.listen({ path });
  await once(server, "listening");
  // Until here the usual umask keeps others from connecting: that takes the right to write.
  try {
    if (!isPipe(path)) chmodSync(path, ownerOnly);
  } catch (error) {
    server.close();
    throw error;
  }
  return server;
}

/** Removes the socket of a server that does not listen any more. Throws if it listens, or if there is something else. */
async function clear(path: string, cause: unknown): Promise<void> {
  const found = statOf(path);
  if (found === undefined) return;
  if (!found.isSocket()) {
    throw listenFailure(
      ipcAddress(path),
      "there is a file that is no socket; remove it or take another path",
      "in-use",
      cause,
    );
  }
  if (!(await isDead(path))) throw explain(path, cause);
  // Another server may have come first meanwhile: its socket is not the one that was found dead.
  const now = statOf(path);
  if (now?.ino === found.ino && now.ctimeMs === found.ctimeMs) unlinkSync(path);
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Whether the system says that nobody listens at a socket. Any doubt, such as a lack of rights, counts as alive. */
function isDead(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ path });
    probe.once("connect", () => {
      probe.destroy();
      resolve(false);
    });
    probe.once("error", (error) => resolve(["ECONNREFUSED", "ENOENT"].includes(systemCodeOf(error) ?? "")));
  });
}

function explain(path: string, cause: unknown): ButtplugError<"connector/failed"> {
  const address = ipcAddress(path);
  switch (systemCodeOf(cause)) {
    case "EADDRINUSE":
      return listenFailure(
        address,
        "it is in use by a server that runs; end that or take another path",
        "in-use",
        cause,
      );
    case "ENOENT":
    case "ENOTDIR":
      return noFolder(address, cause);
    case "EACCES":
    case "EPERM":
      // Node says EACCES for a folder that is missing, too.
      if (isFolderMissing(path)) return noFolder(address, cause);
      return listenFailure(
        address,
        "this user may not make a socket there; take another folder",
        "permission-denied",
        cause,
      );
    default:
      return otherListenFailure(address, cause);
  }
}

function noFolder(address: string, cause: unknown): ButtplugError<"connector/failed"> {
  return listenFailure(address, "there is no such folder; make it or take another path", "not-found", cause);
}

function isFolderMissing(path: string): boolean {
  try {
    return statSync(dirname(path), { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
