import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { tellOthers } from "../src/cli/tell-others.js";
import { announce } from "../src/discovery/announce.js";
import { readRunningEngine, writeDiscoveryFile } from "../src/discovery/discovery-file.js";
import { keepAnnounced } from "../src/discovery/keep-announced.js";
import { portHolder } from "../src/discovery/port-holder.js";
import { isForOthers, reachableAddresses } from "../src/discovery/reachable-addresses.js";
import { writeRunFile } from "../src/discovery/run-file.js";

const info = {
  name: "My Engine",
  version: "1.2.3",
  startedAtMs: 0,
  platform: "x",
  runtime: "x",
  addresses: ["ws://127.0.0.1:12345", "ws://192.168.1.5:12345"],
};

function listening() {
  const lines: string[] = [];
  return {
    lines,
    logger: { log: (level: string, _area: string, text: string) => void lines.push(`${level} ${text}`) },
  };
}

interface Packet {
  readonly answers: readonly {
    readonly type: string;
    readonly name: string;
    readonly ttl: number;
    readonly data: unknown;
  }[];
}

/** The library's own other side, which has no types. */
const multicastDns = createRequire(createRequire(import.meta.url).resolve("bonjour-service"))("multicast-dns") as (
  options: object,
) => NodeJS.EventEmitter & { destroy(done: () => void): void };

const silent = { log: () => {} };

async function freePort(): Promise<number> {
  const probe = createSocket("udp4").bind(0);
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise<void>((resolve) => probe.close(resolve));
  return port;
}

describe("an announcement", () => {
  it("is sent, with what applications look for", async () => {
    const multicast = { interface: "127.0.0.1", bind: "0.0.0.0", port: await freePort() };
    const listener = multicastDns(multicast);
    onTestFinished(() => new Promise<void>((resolve) => listener.destroy(resolve)));
    await once(listener, "ready");
    const heard = once(listener, "response") as Promise<[Packet]>;
    const { lines, logger } = listening();
    const end = await announce(info, { logger, multicast });
    const [{ answers }] = await heard;
    await end();
    const of = (type: string) =>
      answers.find((each) => each.type === type && each.name.includes("_intiface_engine._tcp.local"));
    const machine = hostname().replace(/\.local$/, "");
    expect(of("PTR")?.data).toMatch(/^My Engine on .* [0-9a-f]{6}\._intiface_engine\._tcp\.local$/);
    expect(of("SRV")?.data).toMatchObject({ port: 12345, target: `${machine}.local` });
    expect(String(of("TXT")?.data)).toBe("path=/,tls=false,version=1.2.3");
    expect(lines).toEqual([]);
  });

  it.each(["My Engine", "é".repeat(80), "😀".repeat(20), "v1.0 of mine"])(
    "of the name %j fits, and is told from another of this name",
    async (name) => {
      const multicast = { interface: "127.0.0.1", bind: "0.0.0.0", port: await freePort() };
      const listener = multicastDns(multicast);
      onTestFinished(() => new Promise<void>((resolve) => listener.destroy(resolve)));
      await once(listener, "ready");
      const names = new Set<string>();
      const heardBoth = new Promise<void>((resolve) => {
        listener.on("response", ({ answers }: Packet) => {
          for (const { type, data } of answers)
            if (type === "PTR" && !String(data).startsWith("_")) names.add(String(data));
          const own = [...names].filter((each) => !each.startsWith("_"));
          if (own.length === 2) resolve();
        });
      });
      const announced = { ...info, name };
      const ends = [
        announce(announced, { logger: silent, multicast }),
        announce(announced, { logger: silent, multicast }),
      ];
      await heardBoth;
      for (const end of await Promise.all(ends)) await end();
      const [first = ""] = names;
      const [label = "", type] = /^(.*)\._intiface_engine\._tcp\.(local)$/.exec(first)?.slice(1) ?? [];
      expect([Buffer.byteLength(label) <= 63, label.includes("\uFFFD"), label.includes("."), type]).toEqual([
        true,
        false,
        false,
        "local",
      ]);
    },
  );

  it("is made anew when this machine is in another network", async () => {
    const multicast = { interface: "127.0.0.1", bind: "0.0.0.0", port: await freePort() };
    const listener = multicastDns(multicast);
    onTestFinished(() => new Promise<void>((resolve) => listener.destroy(resolve)));
    await once(listener, "ready");
    const heard: string[] = [];
    listener.on("response", ({ answers }: Packet) => {
      const [found] = answers.filter(({ type }) => type === "SRV");
      const { port } = (found?.data ?? {}) as { readonly port?: number };
      const said = found && `${found.ttl === 0 ? "gone" : "there"} ${port}`;
      if (said !== undefined && heard.at(-1) !== said) heard.push(said);
    });
    const engine = { info };
    const clock = new TestClock();
    const end = await keepAnnounced(engine, { logger: silent, multicast, clock });
    await vi.waitFor(() => expect(heard).toEqual(["there 12345"]));
    // The same addresses, and none: nothing changes.
    await clock.advance(5_000);
    engine.info = { ...info, addresses: ["ws://127.0.0.1:12345"] };
    await clock.advance(5_000);
    engine.info = { ...info, addresses: ["ws://127.0.0.1:12345", "ws://10.0.0.7:12346"] };
    await clock.advance(5_000);
    await vi.waitFor(() => expect(heard).toEqual(["there 12345", "gone 12345", "there 12346"]));
    await end();
    expect(clock.pendingTimers).toBe(0);
    await vi.waitFor(() => expect(heard.at(-1)).toBe("gone 12346"));
  });

  it("that cannot be sent is a line in the log", async () => {
    const { lines, logger } = listening();
    const end = await announce(info, { logger, multicast: { interface: "192.0.2.1", port: 1 } });
    while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(lines[0]).toMatch(/^warn announcing failed: /);
    await end();
  });

  it("is not made of an engine that others cannot reach", async () => {
    const { lines, logger } = listening();
    await (
      await announce({ ...info, addresses: ["ws://127.0.0.1:1", "ws://[::1]:1", "tcp://127.0.0.1:2"] }, { logger })
    )();
    expect(lines).toEqual([
      "warn nothing is announced: this engine can be reached from this machine only (see --host)",
    ]);
  });
});

describe("addresses that can be reached", () => {
  const own = (address: string, family: "IPv4" | "IPv6", internal: boolean) =>
    ({ address, family, internal, netmask: "", mac: "", cidr: null }) as never;
  const interfaces = {
    eth0: [own("192.168.1.5", "IPv4", false), own("fe80::1", "IPv6", false), own("2001:db8::1", "IPv6", false)],
    lo: [own("127.0.0.1", "IPv4", true), own("::1", "IPv6", true)],
  };

  it("stand for all of this machine's, its own first", () => {
    expect(reachableAddresses(["ws://0.0.0.0:1", "wss://[::]:2", "ipc:///tmp/x"], interfaces)).toEqual([
      "ws://127.0.0.1:1",
      "ws://192.168.1.5:1",
      "wss://[::1]:2",
      "wss://[2001:db8::1]:2",
      "ipc:///tmp/x",
    ]);
  });

  it.each([
    ["ws://127.0.0.1:1", false],
    ["ws://[::1]:1", false],
    ["ws://localhost:1", false],
    ["ipc:///tmp/x", false],
    ["ws://192.168.1.5:1", true],
    ["wss://[2001:db8::1]:1", true],
    ["ws://my-pc.lan:1", true],
  ])("%s can be reached by others: %s", (address, expected) => {
    expect(isForOthers(address)).toBe(expected);
  });
});

describe("other machines", () => {
  function booting(host = "0.0.0.0") {
    const dataFolder = mkdtempSync(join(tmpdir(), "engine-boot-"));
    const { lines, logger } = listening();
    const engine = {
      info: { ...info, addresses: ["ws://127.0.0.1:1"] },
      dashboardAddress: "http://127.0.0.1:1",
      access: { pageToken: "secret" },
    };
    const around = {
      settings: { dataFolder, hosts: [host], insecure: false },
      values: { mdns: false },
      world: { isTerminal: false },
      logger: { ...logger, say: (line: string) => void lines.push(line) },
    };
    const clock = new TestClock();
    const kept = () => existsSync(join(dataFolder, "dashboard-address"));
    return { engine, clock, lines, kept, told: tellOthers(engine as never, around as never, clock) };
  }

  it("are told how to get in when there is a network, which may come after the engine", async () => {
    const { engine, clock, lines, kept, told } = booting();
    const end = await told;
    await clock.advance(60_000);
    expect([lines, kept()]).toEqual([["Other machines cannot reach this one yet: it has no network."], false]);
    engine.info.addresses.push("ws://192.168.1.5:1");
    await clock.advance(5_000);
    await vi.waitFor(() => expect(lines).toHaveLength(3));
    expect(lines[1]).toMatch(/^Dashboard for other machines: .* is in .*dashboard-address$/);
    expect(kept()).toBe(true);
    await end();
    expect([kept(), clock.pendingTimers]).toEqual([false, 0]);
  });

  it("are not waited for any longer when the engine ends", async () => {
    const { clock, told } = booting("::");
    await (await told)();
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });

  it("are not waited for if only this one is meant to get in", async () => {
    const { clock, lines, told } = booting("127.0.0.1");
    await told;
    expect([lines, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe("a file of a run", () => {
  it("goes with the run, unless somebody else has put one there", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "engine-run-")), "new", "file");
    const end = await writeRunFile(path, "one");
    const endOther = await writeRunFile(path, "two");
    await end();
    expect(readFileSync(path, "utf8")).toBe("two");
    await endOther();
    expect(existsSync(path)).toBe(false);
    await endOther();
  });

  it("that cannot be written is a line in the log", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-run-"));
    writeFileSync(join(folder, "taken"), "");
    const { lines, logger } = listening();
    const end = await writeDiscoveryFile(join(folder, "taken"), info, logger);
    await end();
    expect(lines).toEqual([expect.stringMatching(/^warn applications will not find this engine by .*running\.json: /)]);
    mkdirSync(join(folder, "running.json"));
    await writeDiscoveryFile(folder, info, logger);
    expect(readdirSync(folder).sort()).toEqual(["running.json", "taken"]);
  });

  it.each(["tcp", "ipc"])("of an engine that listens at %s only is told from one that left", async (scheme) => {
    const folder = mkdtempSync(join(tmpdir(), "engine-run-"));
    const path = join(folder, "socket");
    const other = scheme === "ipc" ? createServer().listen(path) : createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const at = other.address();
    const address = typeof at === "string" ? `ipc://${at}` : `tcp://127.0.0.1:${at?.port}`;
    writeFileSync(join(folder, "running.json"), JSON.stringify({ pid: process.ppid, addresses: [address] }));
    expect(await readRunningEngine(folder)).toMatchObject({ addresses: [address] });
    await new Promise((resolve) => other.close(resolve));
    expect(await readRunningEngine(folder)).toBeUndefined();
  });

  it("of another engine that runs is told apart from one that was left behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-run-"));
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { readonly port: number };
    const say = (pid: number) =>
      writeFileSync(join(folder, "running.json"), JSON.stringify({ pid, addresses: [`ws://127.0.0.1:${port}`] }));
    say(process.ppid);
    expect(await readRunningEngine(folder)).toMatchObject({ pid: process.ppid });
    say(2 ** 22 + 1);
    expect(await readRunningEngine(folder)).toBeUndefined();
    say(process.ppid);
    await new Promise((resolve) => other.close(resolve));
    expect(await readRunningEngine(folder)).toBeUndefined();
    writeFileSync(join(folder, "running.json"), "{ no");
    expect(await readRunningEngine(folder)).toBeUndefined();
  });
});

describe("the holder of a port", () => {
  /** A part of a `/proc` in which process 7, `sleeper`, holds socket 42. */
  function procWith(table: string, tcp: string): string {
    const proc = mkdtempSync(join(tmpdir(), "engine-proc-"));
    mkdirSync(join(proc, "net"));
    writeFileSync(join(proc, "net", table), `  sl  local_address rem_address   st\n${tcp}\n`);
    mkdirSync(join(proc, "7", "fd"), { recursive: true });
    writeFileSync(join(proc, "7", "comm"), "sleeper\n");
    symlinkSync("socket:[42]", join(proc, "7", "fd", "3"));
    return proc;
  }
  const line = (state: string) =>
    `   0: 0100007F:3039 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 42 1`;
  const line6 =
    "   0: 00000000000000000000000001000000:3039 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 42 1";

  it("is found by its socket", async () => {
    expect(await portHolder(12345, procWith("tcp", line("0A")))).toBe("sleeper (process 7)");
    expect(await portHolder(12345, procWith("tcp6", line6))).toBe("sleeper (process 7)");
  });

  it("is nobody who is connected from that port, or listens at another", async () => {
    expect(await portHolder(12345, procWith("tcp", line("01")))).toBeUndefined();
    expect(await portHolder(12346, procWith("tcp", line("0A")))).toBeUndefined();
  });

  it("is not known where the system does not tell", async () => {
    expect(await portHolder(12345, "/no/proc")).toBeUndefined();
  });
});
