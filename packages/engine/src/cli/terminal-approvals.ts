import { createInterface, type Interface } from "node:readline";
import { background, type Clock, type Logger, sleep, textOf } from "@buttplug-ts/core";
import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";
import { plainName } from "../access/plain-name.js";
import type { Engine } from "../engine.js";
import { asLogText } from "./log-text.js";

export interface ApprovalTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly write: (text: string) => void;
  /** Whether it may be read from now. */
  readonly mayRead: () => Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who is asked, and how it is answered. */
export interface Asked {
  readonly access: Pick<Engine["access"], "requests" | "answer">;
  readonly onAccessChanged: Engine["onAccessChanged"];
}

/** What comes sooner was typed before the question was seen, for something else. */
const soonestAnswerMs = 200;
const answers: Readonly<Record<string, ApprovalAnswer>> = { o: "once", a: "always", r: "refuse" };

/** Any page can hide where it comes from, so none of these is let in always. */
const isHidden = ({ origin }: ApprovalRequest) => origin === "null";
const keysFor = (request: ApprovalRequest) =>
  `${isHidden(request) ? "[o]nce" : "[o]nce, [a]lways"} or [r]efuse, then Enter: `;

/** Asks in the terminal about pages that want to come in, one after the other. Returns the function that ends it. */
export function askInTerminal({ access, onAccessChanged }: Asked, terminal: ApprovalTerminal): () => void {
  const asking = new Asking(access, terminal);
  const forget = onAccessChanged(() => asking.turnTo(access.requests[0]));
  return () => {
    forget();
    asking.turnTo(undefined);
  };
}

/** The question that stands in the terminal. Its input is read only while there is one. */
class Asking {
  readonly #access: Asked["access"];
  readonly #terminal: ApprovalTerminal;
  #request: ApprovalRequest | undefined;
  #answerable: ApprovalRequest | undefined;
  /** Whether the cursor stands behind a question. */
  #isOpen = false;
  #lines: Interface | undefined;

  constructor(access: Asked["access"], terminal: ApprovalTerminal) {
    this.#access = access;
    this.#terminal = terminal;
  }

  turnTo(request: ApprovalRequest | undefined): void {
    if (request?.id === this.#request?.id) return;
    this.#request = request;
    if (this.#isOpen) this.#terminal.write("\nNo answer is needed any more.\n");
    this.#isOpen = false;
    if (request === undefined) this.#stopReading();
    else background(this.#ask(request), this.#terminal.logger, "access");
  }

  async #ask(request: ApprovalRequest): Promise<void> {
    const { mayRead, write, clock } = this.#terminal;
    const canAnswer = await mayRead();
    if (this.#request !== request) return;
    if (!canAnswer) return write(`${textOfRequest(request)} Answer on the dashboard.\n`);
    this.#read();
    this.#isOpen = true;
    write(`${textOfRequest(request)} ${keysFor(request)}`);
    await sleep(clock, soonestAnswerMs);
    this.#answerable = request;
  }

  #read(): void {
    if (this.#lines) return;
    this.#lines = createInterface({ input: this.#terminal.input });
    this.#lines.on("line", (line) => this.#hear(line));
  }

  #hear(line: string): void {
    const { write } = this.#terminal;
    const request = this.#request;
    if (request === undefined || this.#answerable !== request) return;
    const keys = keysFor(request);
    const answer = answers[line.trim().slice(0, 1).toLowerCase()];
    if (answer === undefined || (answer === "always" && isHidden(request))) return write(keys);
    this.#isOpen = false;
    try {
      this.#access.answer(request.id, answer);
    } catch (error) {
      this.#isOpen = true;
      write(`${textOf(error)}\n${keys}`);
    }
  }

  #stopReading(): void {
    this.#lines?.close();
    this.#lines = undefined;
  }
}

function textOfRequest(request: ApprovalRequest): string {
  const until = new Date(request.expiresAtMs).toTimeString().slice(0, 8);
  const name = `calls itself "${plainName(request.clientName)}"`;
  const page = isHidden(request)
    ? `A page that hides where it comes from, and ${name},`
    : `A page of ${asLogText(request.origin)} that ${name}`;
  return `${page} wants to use your devices (until ${until}).`;
}
