import type { ClientDriver } from "./client-driver.js";
import type { Journal } from "./journal.js";
import { fullTextOf, type Stage } from "./stage.js";

/** The application's end of a scenario: uses the client, and looks at what it says. */
export class Application {
  readonly client: ClientDriver;
  readonly #address: string;
  readonly #stage: Stage;
  readonly #seen: Journal<string>;

  constructor(client: ClientDriver, address: string, stage: Stage, seen: Journal<string>) {
    this.client = client;
    this.#address = address;
    this.#stage = stage;
    this.#seen = seen;
  }

  connect(text = "connects"): Promise<void> {
    return this.does(text, this.client.connect(this.#address));
  }

  /** Connecting should fail, with an error that says `pattern`. */
  async failsToConnect(text: string, pattern?: RegExp): Promise<void> {
    await this.fails(text, this.client.connect(this.#address), pattern);
    await this.check("is not connected", () => this.client.connected, false);
  }

  /** A call that should succeed. */
  does<T>(text: string, call: Promise<T>): Promise<T> {
    return this.#stage.expect("client", text, call);
  }

  /** A call that should reject, with an error that says `pattern`. */
  async fails(text: string, call: Promise<unknown>, pattern: RegExp = /./): Promise<void> {
    const failure = call.then(() => undefined, fullTextOf);
    await this.#stage.expect("client", text, failure, (said) => {
      if (said === undefined) return "it succeeded";
      return pattern.test(said) ? undefined : `the error says "${said}"`;
    });
  }

  /** What the client should tell its application, whether it has already or will. */
  async sees(event: string | RegExp, text = `tells of "${event}"`): Promise<void> {
    const wanted = (seen: string) => (typeof event === "string" ? seen === event : event.test(seen));
    await this.#stage.expect("client", text, this.#seen.take(wanted));
  }

  /** What the client should not have told besides what was waited for. */
  async lacks(event: RegExp, text: string): Promise<void> {
    await this.check(text, () => this.#seen.rest.filter((seen) => event.test(seen)), []);
  }

  /** Something that should be so now. */
  check(text: string, look: () => unknown, expected: unknown): Promise<void> {
    return this.#stage.check("client", text, look, expected);
  }

  /** Until the server has heard of a message. No criterion of its own: the server has that. */
  async untilServerGot(name: string): Promise<void> {
    await this.#stage.arrived.take((each) => each === name);
  }

  /** Time that the client needs to see pass. Passes by itself on a real clock. */
  async timePasses(ms: number): Promise<void> {
    await this.#stage.timing.advance?.(ms);
  }
}
