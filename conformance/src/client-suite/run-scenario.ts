import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { WebSocket } from "ws";
import { Application } from "./application.js";
import type { MakeDriver } from "./client-driver.js";
import { Journal } from "./journal.js";
import { Peer } from "./peer.js";
import type { Scenario } from "./scenario.js";
import { type Criterion, Stage, type Timing } from "./stage.js";
import { openSuiteServer } from "./suite-server.js";

/** What came of one run. */
export interface Outcome {
  readonly scenario: string;
  /** In the order in which they were decided. */
  readonly criteria: readonly Criterion[];
  /** The first criterion that was not met. */
  readonly failure: Criterion | undefined;
}

/** The server's side of one run. */
export class ServedScenario {
  readonly stage: Stage;
  readonly #scenario: Scenario;
  readonly #peers = new Journal<Peer>();

  constructor(scenario: Scenario, timing: Timing) {
    this.#scenario = scenario;
    this.stage = new Stage(timing);
  }

  /** Takes a connection of the client. */
  accept(socket: WebSocket): void {
    this.#peers.add(new Peer(socket, this.stage, this.#scenario.setup ?? {}));
  }

  /** Runs the server's script. What it rejects with is in the stage. */
  serve(): Promise<void> {
    const connection = (text = "opens a connection") =>
      this.stage.expect(
        "server",
        text,
        this.#peers.take(() => true),
      );
    return this.#scenario.serve({ connection });
  }

  /** Waits until these scripts have run, or one has failed. */
  async finish(...scripts: readonly Promise<unknown>[]): Promise<Outcome> {
    const { stage } = this;
    const over = once(stage.ending, "abort");
    const done = Promise.all(scripts).catch((error) =>
      stage.fail("server", "the scripts of the suite run", String(error)),
    );
    await Promise.race([done, over]);
    stage.end();
    const { criteria, failure } = stage;
    return { scenario: this.#scenario.name, criteria, failure };
  }
}

/** Runs a scenario against a client, on a server of its own. */
export async function runScenario(scenario: Scenario, makeDriver: MakeDriver, timing: Timing): Promise<Outcome> {
  const served = new ServedScenario(scenario, timing);
  const { stage } = served;
  const seen = new Journal<string>();
  const server = await openSuiteServer(0, (_, socket) => served.accept(socket));
  const saw = (event: string) => seen.add(event);
  const client = makeDriver({ clock: timing.clock, saw, requestLimitMs: scenario.requestLimitMs });
  const onCrash = (error: Error) => stage.fail("client", "throws nothing that nobody can catch", error.message);
  process.on("uncaughtException", onCrash);
  try {
    const app = new Application(client, `${server.address}/${scenario.name}`, stage, seen);
    const driven = scenario.drive(app).then(() => app.does("disconnects", client.disconnect()));
    return await served.finish(served.serve(), driven);
  } finally {
    client.disconnect().catch(() => {});
    await server.close();
    // What the client does about the end of its connection belongs to this run.
    await setImmediate();
    process.off("uncaughtException", onCrash);
  }
}
