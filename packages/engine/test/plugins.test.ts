import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import type { EnginePlugin } from "../src/plugin.js";
import { startManaged } from "./managed-engine.js";

const vivi = "Aneros Vivi";

/** A bridge as one could be: `POST /plugins/levels/0.5` sets every vibrator. */
function levelsPlugin() {
  const events: string[] = [];
  const plugin: EnginePlugin = {
    name: "levels",
    async start({ server, openSession, route, logger }) {
      const session = openSession("levels bridge");
      route(async ({ method, url = "" }, response) => {
        if (method !== "POST") return void response.writeHead(405).end();
        const level = Number(url.slice("/plugins/levels/".length).split("?")[0]);
        for (const { deviceIndex, deviceFeatures } of server.devices) {
          for (const { featureIndex, output } of deviceFeatures) {
            const high = output?.vibrate?.value[1];
            if (high === undefined) continue;
            await session.output(deviceIndex, featureIndex, { type: "vibrate", value: Math.round(level * high) });
          }
        }
        logger.log("info", "levels", `all are at ${level}`);
        response.end("done");
      });
      return {
        async stop() {
          events.push(`stopped with ${server.devices.length} devices`);
          await session.close();
        },
      };
    },
  };
  return { plugin, events };
}

async function bridged(options: { readonly hosts?: readonly string[] } = {}) {
  const { plugin, events } = levelsPlugin();
  const managed = await startManaged({ models: [vivi], parts: { plugins: [plugin] }, settings: options });
  const { port } = new URL(managed.address);
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}, method = "POST") => {
    const asked = request({
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { host: `127.0.0.1:${port}`, ...headers },
    });
    asked.end();
    const [response] = await once(asked, "response");
    response.resume();
    await once(response, "end");
    return response.statusCode as number;
  };
  const levels = () => managed.device(vivi).levels.map(({ value }) => value);
  return { ...managed, events, ask, levels };
}

describe("a plugin", () => {
  it("drives devices in a session of its own, and answers at its place", async () => {
    const { ask, levels, engine, manage } = await bridged();
    expect(await ask("/plugins/levels/1")).toBe(200);
    expect(levels()).toEqual([127, 127]);
    expect(engine.logs.after().at(-1)).toMatchObject({ area: "levels", message: "all are at 1" });
    const { clients, devices } = (await manage()).state;
    expect(clients).toMatchObject([{ clientName: "levels bridge", transport: "embedded", drives: [{}, {}] }]);
    expect(devices[0]?.features[0]?.driver?.clientName).toBe("levels bridge");
    expect([await ask("/plugins/levels/1", {}, "GET"), await ask("/plugins/other/1", {}, "GET")]).toEqual([405, 404]);
    expect([await ask("/plugins/levels", {}, "GET"), await ask("/plugins/", {}, "GET")]).toEqual([404, 404]);
  });

  it("is behind the gate of everybody", async () => {
    const { ask, levels, engine } = await bridged();
    const token = async (name: string, scope: object) => (await engine.management.createToken({ name, scope })).token;
    const scopes = [{ levelCap: 0.5 }, { readOnly: true }, { devices: ["simulated/x"] }, { outputs: ["vibrate"] }];
    const limited = await Promise.all(scopes.map((scope, index) => token(`limited ${index}`, scope)));
    const whole = await token("whole", {});
    const statuses = {
      "another origin": await ask("/plugins/levels/1", { origin: "https://page.example" }),
      "a form of another site": await ask("/plugins/levels/1", { "sec-fetch-site": "cross-site" }),
      "no origin": await ask("/plugins/levels/1", { origin: "null" }),
      "another host": await ask("/plugins/levels/1", { host: "page.example" }),
      "a proxy": await ask("/plugins/levels/1", { "x-forwarded-for": "203.0.113.5" }),
      "a wrong token": await ask("/plugins/levels/1?token=wrong"),
      "limited tokens": await Promise.all(limited.map((each) => ask(`/plugins/levels/1?token=${each}`))),
    };
    expect(statuses).toEqual({
      "another origin": 403,
      "a form of another site": 403,
      "no origin": 403,
      "another host": 403,
      "a proxy": 401,
      "a wrong token": 401,
      "limited tokens": [403, 403, 403, 403],
    });
    expect(levels()).toEqual([0, 0]);
    expect(await ask(`/plugins/levels/1?token=${whole}`, { "x-forwarded-for": "203.0.113.5" })).toBe(200);
    const near = { origin: "http://localhost:5173", "sec-fetch-site": "cross-site" };
    expect(await ask("/plugins/levels/0.5", near)).toBe(200);
    expect(levels()).toEqual([64, 64]);
  });

  it("ends with the engine, after its devices", async () => {
    const { engine, events, ask, levels } = await bridged();
    await ask("/plugins/levels/1");
    await engine.close();
    await engine.close();
    expect([events, levels()]).toEqual([["stopped with 0 devices"], [0, 0]]);
  });

  it.each(["throws", "rejects"])("that %s answers 500 and keeps the engine running", async (how) => {
    const bad: EnginePlugin = {
      name: "bad",
      async start({ route }) {
        route((_, response) => {
          if (response.req.url?.endsWith("half")) response.write("half of");
          if (how === "throws") throw new TypeError("a mistake");
          return settle().then(() => Promise.reject(new TypeError("a mistake")));
        });
        return { stop: () => Promise.reject(new TypeError("another one")) };
      },
    };
    const { engine, address } = await startManaged({ parts: { plugins: [bad] } });
    const answer = await fetch(`${address.replace("ws:", "http:")}/plugins/bad/`);
    expect(answer.status).toBe(500);
    // What was begun is broken off, lest it be taken for whole.
    const begun = fetch(`${address.replace("ws:", "http:")}/plugins/bad/half`).then((half) => half.text());
    await expect(begun).rejects.toThrow();
    await engine.close();
    expect(engine.logs.after().map(({ message }) => message)).toEqual(
      expect.arrayContaining(["a plugin could not answer: a mistake", "a plugin did not end well: another one"]),
    );
  });

  it("that does not end keeps nothing else from ending", async () => {
    const slow: EnginePlugin = { name: "slow", start: async () => ({ stop: () => new Promise(() => {}) }) };
    const clock = new TestClock();
    const { engine } = await startManaged({ parts: { plugins: [slow], clock } });
    let isClosed = false;
    void engine.close().then(() => {
      isClosed = true;
    });
    while (!isClosed) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(1_000);
    }
    expect(engine.logs.after().map(({ message }) => message)).toContain(
      "a plugin did not end well: it took more than 2000 ms",
    );
  });

  it("that never gets ready keeps the engine from starting, and is ended if it does later", async () => {
    const events: string[] = [];
    let getReady = () => {};
    const slow: EnginePlugin = {
      name: "slow",
      start: () =>
        new Promise((resolve) => {
          getReady = () => resolve({ stop: () => void events.push("ended") });
        }),
    };
    const clock = new TestClock();
    const started = startManaged({ parts: { plugins: [slow], clock } }).then(
      () => "started",
      ({ message }) => message,
    );
    void started.then((what) => events.push(what));
    while (events.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(1_000);
    }
    getReady();
    await vi.waitFor(() =>
      expect(events).toEqual(["the plugin slow did not start: it took more than 10000 ms", "ended"]),
    );
  });

  it("is ready before anybody can connect", async () => {
    const ipc = join(mkdtempSync(join(tmpdir(), "engine-plugins-")), "socket");
    const seen: boolean[] = [];
    const eager: EnginePlugin = {
      name: "eager",
      async start() {
        seen.push(existsSync(ipc));
        return { stop: () => {} };
      },
    };
    await startManaged({ parts: { plugins: [eager] }, settings: { ipc } });
    expect([seen, existsSync(ipc)]).toEqual([[false], true]);
  });

  it("is told where it may keep something", async () => {
    const folders: (string | undefined)[] = [];
    const keeping: EnginePlugin = {
      name: "keeping",
      async start({ folder }) {
        folders.push(folder);
        return { stop: () => {} };
      },
    };
    await startManaged({ parts: { plugins: [keeping] }, settings: { dataFolder: "/data" } });
    await startManaged({ parts: { plugins: [keeping] } });
    expect(folders).toEqual([join("/data", "plugins", "keeping"), undefined]);
  });

  it.each(["", "Levels", "a/b", ".."])("cannot be called %j", async (name) => {
    const { plugin } = levelsPlugin();
    const started = startManaged({ parts: { plugins: [{ ...plugin, name }] } });
    await expect(started).rejects.toMatchObject({ code: "usage/invalid-argument" });
  });

  it("that cannot start, or has the name of another, ends those that did, and the engine", async () => {
    const { plugin, events } = levelsPlugin();
    const failing: EnginePlugin = { name: "failing", start: () => Promise.reject(new TypeError("no broker")) };
    await expect(startManaged({ parts: { plugins: [plugin, failing] } })).rejects.toMatchObject({
      code: "usage/invalid-argument",
      message: "the plugin failing did not start: no broker",
    });
    expect(events).toEqual(["stopped with 0 devices"]);
    await expect(startManaged({ parts: { plugins: [plugin, plugin] } })).rejects.toThrow('cannot be called "levels"');
  });
});
