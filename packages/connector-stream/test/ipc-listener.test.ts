import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ipcConnector, ipcListener } from "@buttplug-ts/connector-stream";
import { describe, expect, it } from "vitest";
import { isPipe } from "../src/check-argument.js";
import { ipcAddress } from "../src/target.js";
import { freshPath, startListener } from "./set-up.js";

describe("an IPC listener", () => {
  it("listens at a socket that only its user may use, and removes it when it is closed", async () => {
    const path = freshPath();
    const listener = ipcListener({ path });
    expect(listener.addresses).toEqual([]);
    await listener.start(() => {});
    expect(listener.addresses).toEqual([`ipc://${path}`]);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    await listener.close();
    expect(existsSync(path)).toBe(false);
    expect(listener.addresses).toEqual([]);
  });

  it("knows of its peers what the transport knows", async () => {
    const { listener, connector, next } = await startListener("ipc");
    await connector().connect({});
    expect((await next()).peer).toEqual({ transport: "ipc" });
    await listener.close();
  });

  it("takes the place of a server that died without removing its socket", async () => {
    const path = freshPath();
    await leaveDeadSocket(path);
    expect(lstatSync(path).isSocket()).toBe(true);
    const listener = ipcListener({ path });
    await listener.start(() => {});
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    const channel = await ipcConnector({ path }).connect({});
    await channel.close();
    await listener.close();
  });

  it("leaves a server that lives alone, says that it is in use, and can be started later", async () => {
    const path = freshPath();
    const first = ipcListener({ path });
    await first.start(() => {});
    const second = ipcListener({ path });
    await expect(second.start(() => {})).rejects.toMatchObject({
      code: "connector/failed",
      message: `cannot listen at ipc://${path}: it is in use by a server that runs; end that or take another path`,
      details: { address: `ipc://${path}`, why: "in-use", systemCode: "EADDRINUSE" },
    });
    await (await ipcConnector({ path }).connect({})).close();
    await first.close();
    await second.start(() => {});
    await second.close();
  });

  it("leaves a file alone that is no socket", async () => {
    const path = freshPath();
    writeFileSync(path, "precious");
    await expect(ipcListener({ path }).start(() => {})).rejects.toMatchObject({
      message: expect.stringContaining("a file that is no socket"),
    });
    expect(readFileSync(path, "utf8")).toBe("precious");
  });

  it("says that there is no folder", async () => {
    const path = join(freshPath(), "socket");
    await expect(ipcListener({ path }).start(() => {})).rejects.toMatchObject({
      message: expect.stringContaining("there is no such folder"),
      details: { why: "not-found" },
    });
  });

  it("says that it may not make a socket there", async () => {
    const path = join(freshPath(), "socket");
    mkdirSync(dirname(path), { mode: 0o500 });
    const starting = withoutRights(() => ipcListener({ path }).start(() => {}));
    await expect(starting).rejects.toMatchObject({ details: { why: "permission-denied", systemCode: "EACCES" } });
  });

  it("does not let in whom the mode of its socket keeps out", async () => {
    const { listener, address } = await startListener("ipc");
    const path = address.slice("ipc://".length);
    chmodSync(path, 0o000);
    const connecting = withoutRights(() => ipcConnector({ path }).connect({}));
    await expect(connecting).rejects.toMatchObject({
      message: expect.stringContaining("run server and client as the same user (EACCES)"),
      details: { why: "permission-denied" },
    });
    await listener.close();
  });

  it.each(["", "a\0b", `/${"x".repeat(200)}`])("refuses the path %j", (path) => {
    for (const make of [ipcListener, ipcConnector]) {
      expect(() => make({ path })).toThrow(
        expect.objectContaining({ code: "usage/invalid-argument", details: { argument: "path" } }),
      );
    }
  });

  it("takes a named pipe of any length, which is no file, and writes its address with slashes", () => {
    const path = `\\\\.\\pipe\\${"x".repeat(200)}`;
    expect(() => ipcListener({ path })).not.toThrow();
    expect([isPipe(path), isPipe("//./pipe/x"), isPipe("/tmp/pipe/x")]).toEqual([true, true, false]);
    expect(ipcAddress("\\\\.\\pipe\\name")).toBe("ipc:////./pipe/name");
  });
});

/** Lets a process listen at `path` and kills it. */
async function leaveDeadSocket(path: string): Promise<void> {
  const program = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => console.log("listening"))`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Starts something as a user whom the modes of files bind; root is bound by none. */
function withoutRights<T>(start: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return start();
  process.seteuid?.("nobody");
  try {
    return start();
  } finally {
    process.seteuid?.(0);
  }
}
