import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { ourDriver } from "./drivers/our-driver.js";
import { formatOutcome } from "./report.js";
import { runScenario } from "./run-scenario.js";
import { scenarios } from "./scenarios.js";

it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  "our client passes %s",
  async (_, scenario) => {
    const clock = new TestClock();
    const timing = { clock, patienceMs: 10_000, advance: (byMs: number) => clock.advance(byMs) };
    const outcome = await runScenario(scenario, ourDriver, timing);
    expect(formatOutcome(outcome)).toBe("passed");
    expect(outcome.criteria.length).toBeGreaterThan(0);
    expect(clock.pendingTimers).toBe(0);
  },
);
