import {
  type Advertisement,
  ButtplugError,
  type Endpoint,
  type EndpointPlan,
  type ErrorCode,
  type Observable,
  ObservableValue,
  onAbort,
  type ScanFilters,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareClosed, HardwareManager } from "@buttplug-ts/hardware";
import type { Page } from "playwright-core";
import type { BluetoothPage, PageNews, PageOperation } from "./pages/bluetooth.js";

/** Of the page. */
declare const page: BluetoothPage;

/** The manager that lives in a page, as if it were here. Keeps no rules of its own. */
export class PageHardwareManager implements HardwareManager {
  readonly name = "bluetooth";
  readonly ready: Promise<void>;
  readonly availability: Observable<Availability>;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "" });
  readonly #page: Page;
  readonly #listeners = new Map<number, (value: unknown) => void>();
  #calls = 0;

  private constructor(tab: Page) {
    this.#page = tab;
    this.availability = this.#availability;
    this.ready = this.#begin();
  }

  /** For a page with the script `pages/bluetooth.ts`. */
  static async of(tab: Page): Promise<PageHardwareManager> {
    const manager = new PageHardwareManager(tab);
    await manager.ready;
    return manager;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    const call = this.#next((value) => arrivals(value as Advertisement));
    void this.call("watch", [], signal, call);
  }

  async *scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    const waiting: Advertisement[] = [];
    let wake = () => {};
    let isOver = false;
    const call = this.#next((value) => {
      waiting.push(value as Advertisement);
      wake();
    });
    const done = this.call("scan", [filters], signal, call).finally(() => {
      isOver = true;
      wake();
    });
    done.catch(() => {});
    while (!isOver || waiting.length > 0) {
      const next = waiting.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    await done;
  }

  async open(
    id: string,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    let settle: (value: HardwareClosed) => void = () => {};
    const closed = new Promise<HardwareClosed>((resolve) => (settle = resolve));
    const on = this.#next((value) => settle(value as HardwareClosed));
    const found = (await this.call("open", [id, plans], signal, on)) as Pick<
      Hardware,
      "endpoints" | "gapMs" | "needsKeepalive"
    > & { readonly plan: number };
    const write: Hardware["write"] = async (endpoint, data, { withResponse, signal: calledOff }) => {
      await this.call("write", [on, endpoint, [...data], withResponse], calledOff);
    };
    const read: Hardware["read"] = async (endpoint, { timeoutMs }) =>
      Uint8Array.from((await this.call("read", [on, endpoint, timeoutMs])) as number[]);
    return {
      ...found,
      plan: plans[found.plan] as EndpointPlan,
      closed,
      write,
      read,
      subscribe: (endpoint, listener) => this.#subscribe(on, endpoint, listener),
      [Symbol.asyncDispose]: async () => void (await this.call("close", [on])),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.call("dispose", []);
  }

  /** Has the page do something; rejects with the error of the page. */
  async call(
    operation: PageOperation,
    values: readonly unknown[],
    signal?: AbortSignal,
    call: number = this.#next(() => {}),
  ): Promise<unknown> {
    const tab = this.#page;
    const isOff = signal?.aborted === true;
    const answering = tab.evaluate((asked) => page.call(...asked), [operation, call, values, isOff] as const);
    const unlisten = onAbort(signal, () => void tab.evaluate((number) => page.abort(number), call).catch(() => {}));
    const answer = await answering.finally(unlisten);
    if ("value" in answer) return answer.value;
    const { code, message, details } = answer.error;
    throw new ButtplugError(code as ErrorCode, message, { details: details as never });
  }

  async #subscribe(on: number, endpoint: Endpoint, listener: (data: Uint8Array) => void): Promise<() => Promise<void>> {
    const subscription = this.#next((value) => listener(Uint8Array.from(value as number[])));
    await this.call("subscribe", [on, endpoint], undefined, subscription);
    return async () => void (await this.call("unsubscribe", [subscription]));
  }

  #next(listener: (value: unknown) => void): number {
    this.#listeners.set(++this.#calls, listener);
    return this.#calls;
  }

  async #begin(): Promise<void> {
    await this.#page.exposeFunction("tellTest", (news: PageNews) => {
      if (news.kind === "availability") this.#availability.set(news.value as Availability);
      else this.#listeners.get(news.id)?.(news.value);
    });
    this.#availability.set((await this.call("start", [])) as Availability);
  }
}
