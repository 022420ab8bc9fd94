import { ButtplugError, memoryConfigStore } from "@buttplug-ts/core";
import type { Grant, Peer } from "@buttplug-ts/messages";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { Access, type AccessOptions } from "../src/access/access.js";
import { BadTries } from "../src/access/bad-tries.js";

const host = "127.0.0.1:12345";
const near: Peer = { transport: "websocket", address: "127.0.0.1", host };
const far: Peer = { ...near, address: "192.168.1.9", host: "192.168.1.5:12345" };

async function world({ startMs = 0, ...options }: Partial<AccessOptions> & { readonly startMs?: number } = {}) {
  const clock = new TestClock();
  const lines: string[] = [];
  const revoked: string[] = [];
  let sleptMs = startMs;
  const access = new Access({
    store: memoryConfigStore(),
    clock,
    nowMs: () => clock.now() + sleptMs,
    logger: { log: (_, __, line) => lines.push(line) },
    allowOrigins: [],
    allowHosts: [],
    insecure: false,
    approveAt: () => `http://${host}`,
    onChanged: () => {},
    onRevoked: (label) => revoked.push(label),
    ...options,
  });
  await access.load();
  /** The machine is asleep: the calendar goes on, clocks stand still. */
  const sleep = (ms: number) => {
    sleptMs += ms;
  };
  return { clock, access, lines, revoked, sleep };
}

const page = (origin: string): Peer => ({ ...near, origin });

describe("the gate", () => {
  it.each<[string, Peer, string | number]>([
    ["a program of this machine", near, "in"],
    ["a page of this machine", page("http://localhost:3000"), "in"],
    ["a page of this machine by IPv6", page("http://[::1]:3000"), "in"],
    ["a page of a name under localhost", page("http://tauri.localhost"), "asks"],
    ["a page of a name that points to this machine", page("http://127.0.0.1.nip.io"), "asks"],
    ["a page of all addresses", page("http://0.0.0.0:3000"), "asks"],
    ["a page of a name with a dot at its end", page("http://localhost.:3000"), "asks"],
    ["a page of this machine in capitals", page("HTTP://LOCALHOST:3000"), "in"],
    ["a page of another address of this machine", page("http://127.0.0.2"), "in"],
    ["a page of somewhere", page("https://evil.example"), "asks"],
    ["a page that looks like this machine", page("https://localhost.evil.example"), "asks"],
    ["a page without an origin", page("null"), "asks"],
    ["a file", page("file://"), "asks"],
    ["an app whose scheme has localhost", page("capacitor://localhost"), "asks"],
    ["two origins", page("http://localhost, https://evil.example"), 403],
    ["an origin with a user", page("http://localhost@evil.example"), 403],
    ["an origin with a path", page("https://evil.example/localhost"), 403],
    ["an origin that is endless", page(`https://${"a".repeat(300)}.example`), 403],
    ["no host", { transport: "websocket", address: "127.0.0.1" }, 403],
    ["a host that was rebound", { ...near, host: "evil.example:12345" }, 403],
    ["another machine", far, 401],
    ["another machine that says it is here", { ...far, host }, 401],
    ["this machine by a name that others can take", { ...near, host: "named.example" }, 401],
    ["an IPv4 address in an IPv6 one", { ...near, address: "::ffff:127.0.0.1" }, "in"],
    ["another machine's in an IPv6 one", { ...near, address: "::ffff:192.168.1.9" }, 401],
    ["nobody knows who", { transport: "websocket", host }, 401],
    ["a wrong token", { ...near, token: "wrong" }, 401],
    ["an empty token", { ...near, token: "" }, 401],
  ])("for %s", async (_, peer, gate) => {
    const { access } = await world({ allowHosts: ["named.example"] });
    expect(access.gate(peer)).toBe(gate);
  });

  it("lets other machines in without a token if the owner says so, but not their pages", async () => {
    const { access } = await world({ insecure: true });
    expect([access.gate(far), access.gate({ ...far, origin: "https://evil.example" })]).toEqual(["in", "asks"]);
    expect(access.gate({ ...far, origin: "http://192.168.1.5:12345" })).toBe("in");
    expect(access.gate({ ...far, origin: "app://192.168.1.5:12345" })).toBe("asks");
    expect(access.gate({ ...far, host: "evil.example" })).toBe(403);
  });

  it("lets in what the owner allowed, however it is written", async () => {
    const { access } = await world({ allowOrigins: ["https://Good.example:443/", "chrome-extension://abc"] });
    expect(access.gate(page("https://good.example"))).toBe("in");
    expect(access.gate(page("chrome-extension://abc"))).toBe("in");
    expect(access.gate(page("http://good.example"))).toBe("asks");
    expect((await world({ allowOrigins: ["*"] })).access.gate(page("null"))).toBe("in");
  });

  it.each(["null", "file://", "example.org", "https://example.org/path", "https://*.example.org", ""])(
    "can not be opened for %j",
    async (origin) => {
      const problem = { code: "usage/invalid-argument", details: { argument: "allowOrigins" } };
      await expect(world({ allowOrigins: [origin] })).rejects.toMatchObject(problem);
    },
  );

  it("hears ten wrong tokens a minute of each, and the right one always", async () => {
    const { access, lines, clock } = await world();
    await clock.advance(30_000);
    const { token } = await access.createToken("guest", {});
    const wrong = { ...far, token: "wrong" };
    const gates = Array.from({ length: 12 }, () => access.gate(wrong));
    expect(gates).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect(lines).toEqual(Array.from({ length: 10 }, () => "a wrong token came from 192.168.1.9"));
    expect(access.gate({ ...far, token })).toBe("in");
    expect(access.gate({ ...wrong, origin: "https://other.example" })).toBe(401);
    expect(access.gate({ ...wrong, address: "192.168.1.10" })).toBe(401);
    await clock.advance(59_999);
    expect(access.gate(wrong)).toBe(429);
    await clock.advance(1);
    expect(access.gate(wrong)).toBe(401);
  });
});

it("of those who try tokens a thousand are remembered, whoever else comes", () => {
  const tries = new BadTries(new TestClock());
  for (let time = 0; time < 10; time += 1) tries.isOneOfFew("first");
  for (let number = 1; number < 1_000; number += 1) tries.isOneOfFew(`other ${number}`);
  expect(tries.isOneOfFew("first")).toBe(false);
  tries.isOneOfFew("one more");
  expect(tries.isOneOfFew("first")).toBe(true);
});

describe("what a token grants", () => {
  it("is what its scope says, for as long as it is good", async () => {
    const { access, clock } = await world();
    const scope = { readOnly: true, devices: ["a/1"], outputs: ["vibrate"], levelCap: 0.5 } as const;
    const { token } = await access.createToken("guest", scope, 10_000);
    await clock.advance(4_000);
    const peer = { ...far, origin: "https://evil.example", token };
    expect(await access.authorize(peer)).toEqual({ label: "token guest", ...scope, lifetimeMs: 6_000 });
    await clock.advance(6_000);
    expect(await access.authorize(peer)).toHaveProperty("refused");
  });

  it("is everything for one that manages, which nothing can limit", async () => {
    const { access } = await world();
    const { token } = await access.createToken("owner", { management: true });
    expect(await access.authorize({ ...far, token })).toEqual({ label: "token owner" });
    expect(access.manager(token, far)).toEqual({ label: "token owner" });
    const problem = { code: "usage/invalid-argument", details: { argument: "scope" } };
    await expect(access.createToken("x", { management: true, readOnly: true })).rejects.toMatchObject(problem);
  });

  it("is not management for one of clients", async () => {
    const { access, lines } = await world();
    const { token } = await access.createToken("guest", {});
    expect([access.manager(token, near), access.manager("", near)]).toEqual([undefined, undefined]);
    expect(lines).toEqual(Array.from({ length: 2 }, () => "a wrong management token came from 127.0.0.1"));
    expect(access.manager(access.pageToken, near)).toEqual({ label: "dashboard" });
  });
});

describe("a token that runs out", () => {
  const hour = 3_600_000;

  it("while the machine sleeps ends its sessions within seconds after that, once", async () => {
    const { access, clock, revoked, sleep } = await world();
    const { token } = await access.createToken("guest", {}, hour);
    await access.createToken("host", {}, 2 * hour);
    sleep(hour);
    expect(access.gate({ ...far, token })).toBe(401);
    await clock.advance(5_000);
    expect(revoked).toEqual(["token guest"]);
    await clock.advance(hour - 5_000);
    expect(revoked).toEqual(["token guest", "token host"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends its sessions to the millisecond while the machine is awake, once", async () => {
    const { access, clock, revoked } = await world();
    await access.createToken("guest", {}, 1_500);
    await access.createToken("host", {}, 1_600);
    await access.createToken("friend", {});
    await clock.advance(1_499);
    expect(revoked).toEqual([]);
    await clock.advance(1);
    expect(revoked).toEqual(["token guest"]);
    await clock.advance(600_000);
    expect(revoked).toEqual(["token guest", "token host"]);
  });

  it("does so, too, if it was made in an earlier run; one that had run out by then is no news", async () => {
    const store = memoryConfigStore();
    const earlier = await world({ store });
    await earlier.access.createToken("guest", {}, hour);
    await earlier.access.createToken("old", {}, 10);
    earlier.access.close();
    expect(earlier.clock.pendingTimers).toBe(0);
    const { clock, revoked } = await world({ store, startMs: 1_000 });
    await clock.advance(hour);
    expect(revoked).toEqual(["token guest"]);
  });
});

describe("who comes without a token", () => {
  it.each<[string, Peer]>([
    ["over TCP from another machine", { transport: "tcp", address: "192.168.1.9" }],
    ["over TCP from nowhere", { transport: "tcp" }],
    ["over a WebSocket from another machine", far],
  ])("is refused %s", async (_, peer) => {
    expect(await (await world()).access.authorize(peer)).toHaveProperty("refused");
  });

  it.each<Peer>([{ transport: "tcp", address: "::1" }, { transport: "ipc" }, near])(
    "may do everything: %j",
    async (peer) => {
      expect(await (await world()).access.authorize(peer)).toEqual({});
    },
  );
});

describe("a page", () => {
  async function asking(origin: string) {
    const made = await world();
    const { confirm } = (await made.access.authorize(page(origin))) as Grant;
    const answered = confirm?.("A game", new AbortController().signal);
    await settle();
    return { ...made, answered, id: made.access.requests[0]?.id ?? "" };
  }

  it("that the owner lets in always is not asked about again, and is known by its origin", async () => {
    const { access, answered, id, clock } = await asking("https://good.example");
    access.answer(id, "always");
    expect(await answered).toEqual({ label: "https://good.example" });
    await clock.advance(3_600_000);
    expect(await access.authorize(page("https://good.example"))).toEqual({ label: "https://good.example" });
  });

  it("that asks when the engine closes waits no longer", async () => {
    const { access, answered, clock } = await asking("https://good.example");
    access.close();
    expect(await answered).toHaveProperty("refused");
    expect([access.requests, clock.pendingTimers]).toEqual([[], 0]);
  });

  it("whose approval is taken back is asked about again", async () => {
    const { access, id, revoked } = await asking("https://good.example");
    access.answer(id, "always");
    await access.forgetOrigin("https://good.example");
    expect(revoked).toEqual(["https://good.example"]);
    const { confirm } = (await access.authorize(page("https://good.example"))) as Grant;
    void confirm?.("A game", new AbortController().signal);
    expect(access.requests).toHaveLength(1);
  });

  it.each(["null", "file://", "file://server", "content://"])(
    "of the origin %s is never let in always",
    async (origin) => {
      const { access, answered, id } = await asking(origin);
      expect(() => access.answer(id, "always")).toThrow(expect.objectContaining({ code: "usage/invalid-argument" }));
      expect(access.requests).toHaveLength(1);
      access.answer(id, "once");
      expect([await answered, access.origins]).toEqual([{ label: origin }, []]);
    },
  );

  it("of this machine is let in as nobody in particular", async () => {
    const { access } = await world();
    for (const origin of ["http://localhost:3000", "https://localhost", `http://${host}`])
      expect(await access.authorize(page(origin))).toEqual({});
  });

  it("that was let in once is asked about again where the owner wants it so", async () => {
    const { access, answered, id } = await asking("https://good.example");
    access.answer(id, "once");
    await answered;
    const come = async () => {
      const { confirm } = (await access.authorize(page("https://good.example"))) as Grant;
      void confirm?.("A game", new AbortController().signal);
      return access.requests.length;
    };
    expect(await come()).toBe(0);
    access.askAgain("https://good.example");
    expect(await come()).toBe(1);
  });

  it("that is refused, or not answered, is told where it can be approved", async () => {
    const refused = await asking("https://good.example");
    refused.access.answer(refused.id, "refuse");
    const unanswered = await asking("https://good.example");
    await unanswered.clock.advance(60_000);
    for (const [{ answered }, how] of [
      [refused, "^refused by"],
      [unanswered, "^the owner of the devices must"],
    ] as const) {
      const reason = expect.stringMatching(
        new RegExp(`${how}.*http://127\\.0\\.0\\.1:12345.* \\(https://good\\.example\\)$`),
      );
      expect(await answered).toEqual({ refused: { code: "handshake/origin-refused", reason } });
    }
    expect(() => refused.access.answer(refused.id, "once")).toThrow(/any more/);
  });
});

it("a token that is taken back is told with its label", async () => {
  const { access, revoked } = await world();
  await access.createToken("https://good.example", {});
  await access.revokeToken("https://good.example");
  expect([revoked, access.tokens]).toEqual([["token https://good.example"], []]);
});

it("what is taken back for this run only is told so", async () => {
  const store = memoryConfigStore();
  const { access, revoked } = await world({ store });
  await access.createToken("guest", {});
  store.write = () => Promise.reject(new ButtplugError("config/store-failed", "the disk is full"));
  await expect(access.revokeToken("guest")).rejects.toMatchObject({ code: "config/store-failed" });
  await expect(access.forgetOrigin("https://good.example")).rejects.toMatchObject({ code: "config/store-failed" });
  expect(revoked).toEqual(["token guest", "https://good.example"]);
});
