import type { Advertisement, EndpointPlan, Logger } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import { settle, TestClock } from "@buttplug-ts/testing";
import { LovenseDongleHardwareManager, type LovenseDongleHardwareManagerOptions } from "../src/index.js";
import { FakeDongle } from "./fake-dongle.js";
import { FakeToy } from "./fake-toy.js";

export const lovensePlan: EndpointPlan = { kind: "bluetooth", protocol: "lovense", services: {} };

const filters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};

/** A dongle with toys near it, a manager, and the time of both. */
export class DongleWorld {
  readonly clock: TestClock = new TestClock();
  readonly toy: FakeToy = new FakeToy("0082059AD3BD");
  readonly otherToy: FakeToy = new FakeToy("00820599AAAA");
  readonly dongle: FakeDongle = new FakeDongle(this.clock, [this.toy, this.otherToy]);
  readonly logged: string[] = [];
  readonly logger: Logger = { log: (level, area, text) => this.logged.push(`${level} ${area}: ${text}`) };
  manager!: LovenseDongleHardwareManager;

  constructor() {
    this.otherToy.isOn = false;
  }

  start(options: LovenseDongleHardwareManagerOptions = {}): LovenseDongleHardwareManager {
    const { dongle: binding, clock, logger } = this;
    this.manager = new LovenseDongleHardwareManager({ binding, clock, logger, ...options });
    return this.manager;
  }

  /** A manager whose first question to the dongle is answered, or not. */
  async ready(options: LovenseDongleHardwareManagerOptions = {}): Promise<LovenseDongleHardwareManager> {
    const manager = this.start(options);
    await this.clock.advance(300);
    await manager.ready;
    return manager;
  }

  /** A scan under way: what it has found, and how it ended. */
  scan(signal: AbortSignal = new AbortController().signal): { found: Advertisement[]; end: Promise<unknown> } {
    const found: Advertisement[] = [];
    const run = async () => {
      for await (const each of this.manager.scan(filters, { signal })) found.push(each);
      return "over";
    };
    return { found, end: run().catch((error: unknown) => error) };
  }

  open(toy: FakeToy, signal: AbortSignal = new AbortController().signal): Promise<Hardware> {
    const opening = this.manager.open(toy.id, [lovensePlan], { signal });
    opening.catch(() => {});
    return opening;
  }

  /** A toy that is open. */
  async opened(toy: FakeToy = this.toy): Promise<Hardware> {
    const opening = this.open(toy);
    await this.clock.advance(100);
    return opening;
  }

  /** The functions of the requests, in their order. */
  get asked(): readonly string[] {
    return this.dongle.requests.map((request) => (JSON.parse(request) as { func: string }).func);
  }

  get why(): string {
    const { value } = this.manager.availability;
    return value.usable ? "usable" : value.why;
  }

  /** Shuts down and tells what is left: complaints of the firmware, open handles, timers of this side. */
  async remains(): Promise<{ complaints: readonly string[]; openHandles: number; isLockedUp: boolean }> {
    const disposing = this.manager[Symbol.asyncDispose]();
    await this.clock.advance(20_000);
    await disposing;
    await settle();
    const { complaints, openHandles, isLockedUp } = this.dongle;
    return { complaints, openHandles, isLockedUp };
  }
}

export const nothingLeft = { complaints: [], openHandles: 0, isLockedUp: false } as const;
