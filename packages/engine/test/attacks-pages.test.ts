import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import type { EnginePlugin } from "../src/plugin.js";
import {
  type Caller,
  call,
  enter,
  fetchFrom,
  greeting,
  type Message,
  pass,
  serverName,
  startTarget,
  statusOf,
  stop,
  type Target,
  vibrate,
} from "./attack-set-up.js";

const evil = "https://evil.example";

/** Waits for the question and gives its id. */
const question = ({ engine }: Target, number = 0) =>
  vi.waitFor(() => {
    const request = engine.access.requests[number];
    expect(request).toBeDefined();
    return request?.id ?? "";
  });

describe("a page of another origin", () => {
  /** What a page hears that asks for everything and is not let in. */
  async function everythingHeard(target: Target): Promise<readonly Message[]> {
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    const id = await question(target);
    page.say({ RequestDeviceList: { Id: 2 } }, { StartScanning: { Id: 3 } }, vibrate(4, 20), greeting(), stop(5));
    page.say({ Ping: { Id: 6 } });
    await page.answer(6);
    target.engine.access.answer(id, "refuse");
    await page.closed;
    return page.heard;
  }

  it("learns nothing before the owner lets it in: neither a name nor whether there are devices", async () => {
    const full = await startTarget();
    await full.ready();
    const empty = await startTarget({ simulate: [], serverName: "Another Name" });
    const [heard, heardOfNothing] = [await everythingHeard(full), await everythingHeard(empty)];
    const withoutPort = (each: Message) => JSON.stringify(each).replace(/:\d{4,5}\b/, "");
    expect(heard.map(withoutPort)).toEqual(heardOfNothing.map(withoutPort));
    expect(heard).toHaveLength(7);
    expect(JSON.stringify(heard)).not.toContain(serverName);
    expect(full.level()).toBe(0);
    expect(full.engine.server.sessions.map(({ transport }) => transport)).toEqual(["embedded"]);
  });

  it("that is refused is told in class 1 and by 4403, and where it can be let in", async () => {
    const target = await startTarget();
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    target.engine.access.answer(await question(target), "refuse");
    const { code, reason } = await page.closed;
    // Browsers show their developers what fits into a close frame.
    const asked = `refused by the owner of the devices, who can be asked again at http://127.0.0.1:${target.port} in a few minutes`;
    expect([code, reason]).toEqual([4403, expect.stringContaining(asked)]);
    const ErrorMessage = expect.stringMatching(`^\\[handshake/origin-refused\\] .*http://127.0.0.1:${target.port}`);
    expect(page.heard).toEqual([{ Error: { Id: 1, ErrorCode: 1, ErrorMessage } }]);
  });

  it("that nobody answers is told so after a minute", async () => {
    const clock = new TestClock();
    const target = await startTarget({}, clock);
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    await question(target);
    await pass(clock, 60_000, page);
    const asked = `the owner of the devices must approve this page: open http://127.0.0.1:${target.port}, then connect`;
    expect(await page.closed).toMatchObject({ code: 4403, reason: expect.stringContaining(asked) });
    expect(page.heard).toEqual([{ Error: expect.objectContaining({ ErrorCode: 1 }) }]);
  });

  it("that is let in once comes in again, until the owner ends its session", async () => {
    const target = await startTarget();
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    target.engine.access.answer(await question(target), "once");
    await page.answer("ServerInfo");
    page.ws.close();
    const again = await enter(target.address, { origin: evil });
    const session = target.engine.server.sessions.find(({ origin }) => origin === evil);
    await target.engine.management.disconnectClient({ id: session?.id ?? -1 });
    expect((await again.closed).code).toBe(4403);
    const third = await call(target.address, { origin: evil });
    third.say(greeting());
    await question(target);
    expect(third.heard).toEqual([]);
  });

  it("whose approval is taken back is out at once, and what it drove stands still", async () => {
    const target = await startTarget();
    await target.ready();
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    target.engine.access.answer(await question(target), "always");
    await page.answer("ServerInfo");
    const later = await enter(target.address, { origin: evil });
    later.say(vibrate(2, 20));
    await later.answer(2);
    expect(target.level()).toBe(20);
    await target.engine.management.forgetOrigin({ origin: evil });
    expect([(await page.closed).code, (await later.closed).code]).toEqual([4403, 4403]);
    await vi.waitFor(() => expect(target.level()).toBe(0));
  });

  it("whose approval is taken back while it waits is out as well", async () => {
    const target = await startTarget();
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    await question(target);
    await target.engine.management.forgetOrigin({ origin: evil });
    expect((await page.closed).code).toBe(4403);
  });

  it("that comes again and again is one question, and none after a refusal", async () => {
    const target = await startTarget();
    for (let time = 0; time < 20; time += 1) {
      const page = await call(target.address, { origin: evil });
      page.say(greeting(`name ${time}`));
      await question(target);
      page.ws.terminate();
    }
    expect(target.engine.access.requests.map(({ clientName }) => clientName)).toEqual(["name 0"]);
    target.engine.access.answer(await question(target), "refuse");
    const page = await call(target.address, { origin: evil });
    page.say(greeting());
    expect((await page.closed).code).toBe(4403);
    expect(target.engine.access.requests).toEqual([]);
  });

  it("that takes every place leaves room for others", async () => {
    const target = await startTarget({ maxConnections: 40 });
    await target.ready();
    const callers: Caller[] = [];
    const statuses: unknown[] = [];
    for (let number = 0; number < 70; number += 1) {
      await call(target.address, { origin: `https://a${number % 7}.evil.example` }).then(
        (caller) => callers.push(caller),
        ({ statusCode }) => statuses.push(statusCode),
      );
    }
    expect([callers.length, statuses]).toEqual([20, Array.from({ length: 50 }, () => 429)]);
    const game = await enter(target.address);
    game.say(vibrate(2, 20));
    expect(await game.answer(2)).toEqual({ Ok: { Id: 2 } });
    for (const { ws } of callers) ws.terminate();
    await vi.waitFor(async () => expect(await statusOf(target.address, { origin: evil })).toBe(101));
  });

  it("cannot put on a name that steers the terminal or looks like something else", async () => {
    const target = await startTarget();
    const page = await call(target.address, { origin: evil });
    page.say(greeting(`\u001b[2JDashboard\u202e\r\n${"x".repeat(100_000)}`));
    await question(target);
    const [request] = target.engine.access.requests;
    expect(request?.clientName).toMatch(/^\ufffd\[2JDashboard\ufffd x+…$/);
    expect(Array.from(request?.clientName ?? "")).toHaveLength(60);
  });
});

describe("a page without an origin", () => {
  it.each(["null", "file://"])("(%s) gets in once, alone, and never always", async (origin) => {
    const target = await startTarget();
    const [mine, other] = [await call(target.address, { origin }), await call(target.address, { origin })];
    mine.say(greeting("mine"));
    const id = await question(target);
    other.say(greeting("other"));
    await question(target, 1);
    expect(() => target.engine.management.answerApproval({ id, answer: "always" })).toThrow(/never always/);
    await target.engine.management.answerApproval({ id, answer: "once" });
    await mine.answer("ServerInfo");
    expect([other.heard, target.engine.access.origins]).toEqual([[], []]);
  });
});

describe("a page whose name was made to point here (DNS rebinding)", () => {
  const rebound = { host: "evil.example:12345" };

  it("gets no page and no token", async () => {
    const target = await startTarget();
    for (const path of ["/", "/app.js", "/healthz", "/management"]) {
      const { status, body } = await fetchFrom(target, path, rebound);
      expect([path, status, body]).toEqual([path, 403, "403 Forbidden\n"]);
    }
  });

  it("gets no WebSocket, also with its own origin, and not by a name that sounds like this machine", async () => {
    const { address } = await startTarget();
    const headers = rebound;
    expect(await statusOf(address, { headers, origin: "http://evil.example:12345" })).toBe(403);
    expect(await statusOf(address, { headers, path: "/management" })).toBe(403);
    for (const host of [
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "x.localhost",
      "localhost.",
      "evil.example#@localhost",
    ]) {
      expect([host, await statusOf(address, { headers: { host } })]).toEqual([host, 403]);
    }
  });

  it("gets nothing by the names that the network gives this machine: others can take those", async () => {
    const target = await startTarget({ allowHosts: ["devices.example"] });
    for (const host of ["devices.example", "192.168.1.5"]) {
      const [headers, origin] = [{ host: `${host}:12345` }, `http://${host}:12345`];
      expect([host, await statusOf(target.address, { headers, origin })]).toEqual([host, 401]);
      expect((await fetchFrom(target, "/", headers)).body).not.toContain(target.engine.access.pageToken);
    }
  });
});

it("a page of a name below localhost, which the network may answer for, waits for the owner like any other", async () => {
  const target = await startTarget();
  const origin = `http://evil.localhost:${target.port}`;
  const page = await call(target.address, { origin });
  page.say(greeting());
  await question(target);
  expect(page.heard).toEqual([]);
  // Its name may have been made to point here meanwhile.
  const headers = { host: `evil.localhost:${target.port}` };
  expect(await statusOf(target.address, { headers, origin })).toBe(403);
  expect((await fetchFrom(target, "/", headers)).status).toBe(403);
});

describe("the management interface", () => {
  it.each([evil, "null", "http://127.0.0.1:1", "http://localhost", "chrome-extension://127.0.0.1"])(
    "is closed to pages of %s, whatever they know",
    async (origin) => {
      const { engine, address } = await startTarget();
      expect(await statusOf(address, { origin, path: "/management" })).toBe(403);
      expect(await statusOf(address, { origin, path: `/management?token=${engine.access.pageToken}` })).toBe(403);
    },
  );

  it("tells nothing to the engine's own page without the token", async () => {
    const { port, address, engine } = await startTarget();
    const { token } = await engine.access.createToken("guest", {});
    for (const wrong of ["wrong", "", token, ["a"], undefined]) {
      const page = await call(address, { origin: `http://127.0.0.1:${port}`, path: "/management" });
      page.ws.send(JSON.stringify({ token: wrong }));
      page.ws.send(JSON.stringify({ id: 1, method: "getState" }));
      expect([(await page.closed).code, page.heard]).toEqual([4403, []]);
    }
  });

  it.each(["//management", "/management/", "/%6danagement", "/Management", "/management;a"])(
    "is not at %s",
    async (path) => {
      const { address, engine } = await startTarget();
      const peer = await call(address, { path });
      peer.ws.send(JSON.stringify({ token: engine.access.pageToken }));
      await peer.answer("Error");
      peer.say(greeting());
      expect(await peer.answer("ServerInfo")).toBeDefined();
    },
  );

  it("is at its path whatever the query, so that nobody gets past by one", async () => {
    const { address } = await startTarget();
    expect(await statusOf(address, { origin: evil, path: "/management?x=/" })).toBe(403);
  });
});

describe("the token that the dashboard is given", () => {
  const has = async (target: Target, headers: Readonly<Record<string, string>> = {}) =>
    (await fetchFrom(target, "/", headers)).body.includes(target.engine.access.pageToken);

  it.each(["iframe", "frame", "embed", "object", "script", "image", "empty", "worker"])(
    "is not in what another page asks for as %s",
    async (destination) => {
      const target = await startTarget();
      expect(await has(target, { "sec-fetch-dest": destination, "sec-fetch-site": "cross-site" })).toBe(false);
    },
  );

  it("cannot be read by other origins, not framed, not run, not kept", async () => {
    const target = await startTarget();
    const { headers } = await fetchFrom(target, "/", { origin: evil });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    const policy = new Map(
      String(headers["content-security-policy"])
        .split("; ")
        .map((each) => [each.split(" ")[0], each.split(" ").slice(1)]),
    );
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("connect-src")).toEqual([
      "'self'",
      ...["ws", "wss"].map((s) => `${s}://127.0.0.1:${target.port}`),
    ]);
  });

  it.each(["/", "/app.js", "/healthz", "/nothing"])("and what is at %s have no CORS headers", async (path) => {
    const target = await startTarget();
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const asked = {
        origin: evil,
        "access-control-request-method": "GET",
        "access-control-request-private-network": "true",
      };
      const { headers } = await fetchFrom(target, path, asked, { method });
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
    }
  });
});

describe("a request that a page sends without being able to read the answer (CSRF)", () => {
  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("by %s is refused", async (method) => {
    const target = await startTarget();
    expect((await fetchFrom(target, "/", {}, { method })).status).toBe(405);
  });

  it("by GET changes nothing", async () => {
    const target = await startTarget();
    await target.ready();
    const before = JSON.stringify(await target.engine.management.getState(undefined));
    for (const path of [
      "/",
      "/stopAll",
      "/management/addSimulated?model=x",
      `/?token=${target.engine.access.pageToken}`,
    ]) {
      await fetchFrom(target, path);
      await fetchFrom(target, path, {}, { method: "HEAD" });
    }
    expect(JSON.stringify(await target.engine.management.getState(undefined))).toBe(before);
  });

  it("with wrong tokens, as pictures, does not lock the owner out and is no oracle", async () => {
    const target = await startTarget();
    const { token } = await target.engine.access.createToken("game", {});
    const answers = new Set<number>();
    for (const guess of [...Array.from({ length: 30 }, (_, number) => `wrong${number}`), token]) {
      answers.add((await fetchFrom(target, `/?token=${guess}`)).status);
    }
    expect([...answers]).toEqual([200]);
    expect(await statusOf(target.address, { path: `/?token=${token}` })).toBe(101);
  });
});

describe("a plugin of the engine", () => {
  const site = { "sec-fetch-site": "cross-site" };
  it.each([
    ["a picture of another site", "GET", site, 403],
    ["a form of another site", "POST", { ...site, origin: evil }, 403],
    ["a form of an old browser", "POST", { origin: evil }, 403],
    ["a page in a closed frame", "POST", { origin: "null" }, 403],
    ["a name that was made to point here", "GET", { host: "evil.example" }, 403],
    ["a proxy", "GET", { "x-forwarded-for": "127.0.0.1" }, 401],
    ["a program of this machine", "GET", {}, 200],
    ["a page that the owner let in", "POST", { ...site, origin: "https://good.example" }, 200],
  ])("is reached as little as the rest: by %s", async (_, method, headers, status) => {
    let asked = 0;
    const answer: Parameters<Parameters<EnginePlugin["start"]>[0]["route"]>[0] = (_request, response) => {
      asked += 1;
      response.end();
    };
    const plugin: EnginePlugin = {
      name: "bridge",
      start: async ({ route }) => {
        route(answer);
        return { stop: () => {} };
      },
    };
    const target = await startTarget({ allowOrigins: ["https://good.example"] }, undefined, [plugin]);
    expect((await fetchFrom(target, "/plugins/bridge/x", headers, { method })).status).toBe(status);
    expect(asked).toBe(status === 200 ? 1 : 0);
  });
});

it("names that clients and devices give themselves stand in no page", async () => {
  const target = await startTarget();
  const script = "<script>alert(1)</script>";
  const client = await call(target.address);
  client.say(greeting(script));
  await client.answer("ServerInfo");
  for (const path of ["/", `/${script}`, `/?${script}`]) {
    expect((await fetchFrom(target, encodeURI(path))).body).not.toContain("alert(1)");
  }
  expect((await fetchFrom(target, "/", { host: "<script>" })).body).toBe("403 Forbidden\n");
});
