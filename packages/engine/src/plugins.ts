import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { ButtplugError, type Clock, type Logger, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { Grant } from "@buttplug-ts/messages";
import type { ButtplugServer } from "@buttplug-ts/server";
import type { Access } from "./access/access.js";
import { sendStatus } from "./http/answers.js";
import { askerOf, isWellFormed, pathOf } from "./http/request.js";
import type { EnginePlugin, PluginAnswer, RunningPlugin } from "./plugin.js";

const area = "plugins";

/** How long a plugin may take to start, while nobody can connect. */
const startLimitMs = 10_000;
/** How long it may take to end. */
const endLimitMs = 2_000;

export interface PluginsOptions {
  readonly access: Access;
  readonly logger: Logger;
  readonly clock: Clock;
  /** In which plugins may keep something. */
  readonly dataFolder: string | undefined;
}

/** The plugins of an engine, behind the gate that everybody comes through. */
export class Plugins {
  readonly #access: Access;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #dataFolder: string | undefined;
  readonly #answers = new Map<string, PluginAnswer>();
  readonly #running: RunningPlugin[] = [];
  #isClosed = false;

  constructor({ access, logger, clock, dataFolder }: PluginsOptions) {
    this.#access = access;
    this.#logger = logger;
    this.#clock = clock;
    this.#dataFolder = dataFolder;
  }

  /** @throws ButtplugError `usage/invalid-argument` for a name that cannot be one, and for a plugin that does not start */
  async start(plugins: readonly EnginePlugin[], server: ButtplugServer): Promise<void> {
    const names = plugins.map(({ name }) => name);
    const bad = names.find((name, at) => !/^[a-z0-9-]+$/.test(name) || names.indexOf(name) !== at);
    if (bad !== undefined) throw badName(bad);
    for (const plugin of plugins) await this.#start(plugin, server);
  }

  async #start(plugin: EnginePlugin, server: ButtplugServer): Promise<void> {
    const { name } = plugin;
    const common = { server, openSession: server.openSession.bind(server), logger: this.#logger };
    const route = (answer: PluginAnswer) => void this.#answers.set(name, answer);
    const folder = this.#dataFolder === undefined ? {} : { folder: join(this.#dataFolder, "plugins", name) };
    try {
      await this.#within(startLimitMs, "start", async () => {
        this.#running.push(await plugin.start({ ...common, route, ...folder }));
        // The engine did not wait for it.
        if (this.#isClosed) await this.close();
      });
    } catch (cause) {
      const text = `the plugin ${name} did not start: ${textOf(cause)}`;
      throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "plugins" }, cause });
    }
  }

  /** Ends all of them, also if one fails to. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#answers.clear();
    const end = (plugin: RunningPlugin) => this.#within(endLimitMs, "stop", async () => plugin.stop());
    const ended = await Promise.allSettled(this.#running.splice(0).map(end));
    for (const each of ended) {
      if (each.status === "rejected")
        this.#logger.log("warn", area, `a plugin did not end well: ${textOf(each.reason)}`);
    }
  }

  #within(limitMs: number, request: string, work: () => Promise<void>): Promise<void> {
    const details = { request, afterMs: limitMs };
    const late = () => new ButtplugError("request/timeout", `it took more than ${limitMs} ms`, { details });
    return withTimeLimit(this.#clock, limitMs, undefined, late, work);
  }

  /** Takes a request that is for a plugin. Whether it was. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const [, name = ""] = /^\/plugins\/([^/]+)\//.exec(pathOf(request)) ?? [];
    const answer = this.#answers.get(name);
    if (answer) void this.#answer(answer, request, response);
    return answer !== undefined;
  }

  async #answer(answer: PluginAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const status = await this.#statusOf(request);
      if (status !== "in") return sendStatus(response, status);
      await answer(request, response);
    } catch (error) {
      this.#logger.log("error", area, `a plugin could not answer: ${textOf(error)}`);
      if (!response.headersSent) sendStatus(response, 500);
      else response.destroy();
    }
  }

  async #statusOf(request: IncomingMessage): Promise<"in" | number> {
    const peer = askerOf(request);
    // A picture, a link or a form of another site: its browser does not say of which.
    const isHidden = peer.origin === undefined && request.headers["sec-fetch-site"] === "cross-site";
    const gate = !isWellFormed(request) ? 400 : isHidden ? 403 : this.#access.gate(peer);
    if (gate !== "in") return gate === "asks" ? 403 : gate;
    const grant = await this.#access.authorize(peer);
    return "refused" in grant || grant.confirm || isLimited(grant) ? 403 : "in";
  }
}

function isLimited({ readOnly, devices, outputs, levelCap }: Grant): boolean {
  return readOnly === true || devices !== undefined || outputs !== undefined || levelCap !== undefined;
}

function badName(name: string): ButtplugError {
  const text = `a plugin cannot be called ${JSON.stringify(name)}: names are small letters, digits and dashes, each once`;
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "plugins" } });
}
