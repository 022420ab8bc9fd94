import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { ButtplugError } from "buttplug-ts";

/** As in `chromium.ts`; nothing here may switch the throttling of hidden tabs off. */
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe"];

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: Readonly<Record<string, unknown>>;
}

/**
 * Chromium with the tabs of one window, of which only the one in front is visible. Playwright cannot have these: it makes
 * every page believe that it is seen, and then no timer is throttled.
 */
export class Tabs {
  readonly #browser: ChildProcess;
  readonly #profile: string;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #rest = "";

  private constructor(browser: ChildProcess, profile: string) {
    this.#browser = browser;
    this.#profile = profile;
    (browser.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => this.#receive(text));
    browser.once("exit", () => {
      for (const settle of this.#pending.values()) settle({ error: { message: "the browser ended" } });
    });
  }

  static async launch(executablePath: string, more: readonly string[] = []): Promise<Tabs> {
    const profile = await mkdtemp(join(tmpdir(), "buttplug-ts-tabs-"));
    const args = [...flags, ...quiet, ...more, `--user-data-dir=${profile}`, "about:blank"];
    return new Tabs(spawn(executablePath, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] }), profile);
  }

  /** Opens a tab in front of all others; `withoutPolicy` lets it do what its content security policy forbids. */
  async open(url: string, { withoutPolicy = false } = {}): Promise<Tab> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab(this, String(targetId), String(sessionId));
    await this.send("Target.activateTarget", { targetId });
    await this.send("Page.enable", {}, tab.sessionId);
    if (withoutPolicy) await this.send("Page.setBypassCSP", { enabled: true }, tab.sessionId);
    await tab.navigate(url);
    await tab.until(() => "page" in globalThis);
    return tab;
  }

  /** Sends a command of the DevTools protocol. Rejects if the browser refuses it. */
  async send(method: string, params: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#lastId;
    const { error, result = {} } = await new Promise<Answer>((resolve) => {
      this.#pending.set(id, resolve);
      (this.#browser.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    if (error) throw new ButtplugError("internal/bug", `${method}: ${error.message}`);
    return result;
  }

  async close(): Promise<void> {
    const ended = once(this.#browser, "exit");
    this.#browser.kill();
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(text: string): void {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) {
      const answer = JSON.parse(part) as Answer;
      this.#pending.get(answer.id ?? 0)?.(answer);
      this.#pending.delete(answer.id ?? 0);
    }
  }
}

/** One tab. */
export class Tab {
  readonly sessionId: string;
  readonly #tabs: Tabs;
  readonly #targetId: string;

  constructor(tabs: Tabs, targetId: string, sessionId: string) {
    this.#tabs = tabs;
    this.#targetId = targetId;
    this.sessionId = sessionId;
  }

  /** Runs a function in the page; it sees nothing but its argument and the page. `userGesture`: as if in a click. */
  async evaluate<A, R>(work: (argument: A) => R | Promise<R>, argument?: A, { userGesture = false } = {}): Promise<R> {
    const expression = `(${work})(${JSON.stringify(argument)})`;
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await this.#tabs.send("Runtime.evaluate", params, this.sessionId);
    if (exceptionDetails) throw new ButtplugError("internal/bug", `in the page: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: R }).value;
  }

  /** Asks the page again and again. Waits here, where no timer is throttled. */
  async until(holds: () => boolean): Promise<void> {
    while (!(await this.evaluate(holds))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Puts an empty tab in front. */
  async hide(): Promise<void> {
    const { targetId } = await this.#tabs.send("Target.createTarget", { url: "about:blank" });
    await this.#tabs.send("Target.activateTarget", { targetId });
    await this.until(() => document.visibilityState === "hidden");
  }

  /** Puts it in front again. */
  async show(): Promise<void> {
    await this.#tabs.send("Target.activateTarget", { targetId: this.#targetId });
    await this.until(() => document.visibilityState === "visible");
  }

  async navigate(url: string): Promise<void> {
    await this.#tabs.send("Page.navigate", { url }, this.sessionId);
  }

  async reload(): Promise<void> {
    await this.#tabs.send("Page.reload", {}, this.sessionId);
  }

  async close(): Promise<void> {
    await this.#tabs.send("Target.closeTarget", { targetId: this.#targetId });
  }
}
