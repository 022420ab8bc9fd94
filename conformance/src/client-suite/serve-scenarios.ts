import type { WebSocket } from "ws";
import { type Outcome, ServedScenario } from "./run-scenario.js";
import type { Scenario } from "./scenario.js";
import type { Timing } from "./stage.js";
import { openSuiteServer, type SuiteServer } from "./suite-server.js";

/** The close code for a path that no scenario has. */
const noSuchScenario = 4404;

/** What {@link serveScenarios} serves, and whom it tells. */
export interface ServeScenariosOptions {
  readonly scenarios: readonly Scenario[];
  /** 0 takes a free port. */
  readonly port: number;
  readonly timing: Timing;
  /** Hears of each run once its server's script has ended. */
  readonly onOutcome: (outcome: Outcome) => void;
}

/**
 * Serves each scenario at its path, for clients that the suite does not drive. The first connection to a path begins a
 * run; what connects there until the run is over belongs to it.
 */
export function serveScenarios({ scenarios, port, timing, onOutcome }: ServeScenariosOptions): Promise<SuiteServer> {
  const running = new Map<string, ServedScenario>();
  const begin = (scenario: Scenario) => {
    const served = new ServedScenario(scenario, timing);
    running.set(scenario.name, served);
    void served.finish(served.serve()).then((outcome) => {
      running.delete(scenario.name);
      onOutcome(outcome);
    });
    return served;
  };
  const accept = (path: string, socket: WebSocket) => {
    const scenario = scenarios.find(({ name }) => name === path);
    if (scenario) (running.get(path) ?? begin(scenario)).accept(socket);
    else socket.close(noSuchScenario, `there is no scenario ${path}`.slice(0, 120));
  };
  return openSuiteServer(port, accept);
}
