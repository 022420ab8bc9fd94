import { randomUUID } from "node:crypto";
import { type Clock, onAbort } from "@buttplug-ts/core";
import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";
import { plainName } from "./plain-name.js";
import type { WebOrigin } from "./web-origin.js";

/** What becomes of a question. */
export type Verdict = ApprovalAnswer | "unanswered";

export interface Asker {
  readonly origin: WebOrigin;
  readonly clientName: string;
  readonly address?: string | undefined;
  /** Aborts when the page leaves. */
  readonly signal: AbortSignal;
}

interface Question {
  readonly request: ApprovalRequest;
  readonly origin: WebOrigin;
  readonly waiting: Set<(verdict: Verdict) => void>;
  readonly cancelLimit: () => void;
}

/** How long the owner has to answer. */
const askLimitMs = 60_000;
/** How many questions there may be at a time. As each stays until its time is over, this is also how many a minute brings. */
const questionLimit = 16;
/** How many of them may be of pages that share their origin with strangers, and so cannot be told apart. */
const sharedLimit = 2;
/**
 * How long an answer holds for the same origin. "Once" does for a page that gave up meanwhile and comes again; the others
 * keep a page that comes again and again from asking each time.
 */
const holdsMs: Readonly<Record<Verdict, number>> = {
  once: 5 * 60_000,
  always: 5 * 60_000,
  refuse: 5 * 60_000,
  unanswered: 30_000,
};

interface Remembered {
  readonly verdict: Verdict;
  /** By the clock, which stands still while the machine sleeps. */
  readonly untilMs: number;
  /** By the calendar, which may be set. Whichever is over first counts. */
  readonly untilCalendarMs: number;
}

/** Questions to the owner about pages: one an origin, which stays until it is answered or its time is over. */
export class Approvals {
  readonly #clock: Clock;
  readonly #nowMs: () => number;
  readonly #onChanged: () => void;
  readonly #questions = new Map<string, Question>();
  readonly #verdicts = new Map<string, Remembered>();

  constructor(clock: Clock, nowMs: () => number, onChanged: () => void) {
    this.#clock = clock;
    this.#nowMs = nowMs;
    this.#onChanged = onChanged;
  }

  get requests(): readonly ApprovalRequest[] {
    return [...this.#questions.values()].map(({ request }) => request);
  }

  /** Settles with the owner's answer; with `unanswered` after a minute, when the page leaves, or when there are too many questions. */
  ask(asker: Asker): Promise<Verdict> {
    const { origin, signal } = asker;
    const known = this.#verdicts.get(origin.text);
    if (known && this.#holds(known)) return Promise.resolve(known.verdict);
    const question = signal.aborted ? undefined : (this.#questionOf(origin) ?? this.#open(asker));
    if (question === undefined) return Promise.resolve("unanswered");
    return new Promise((resolve) => {
      const settle = (verdict: Verdict) => {
        unlisten();
        resolve(verdict);
      };
      const unlisten = onAbort(signal, () => {
        question.waiting.delete(settle);
        settle("unanswered");
        // Nobody else may walk in on the answer to this one.
        if (!origin.isLasting) this.#close(question, "unanswered");
      });
      question.waiting.add(settle);
    });
  }

  /** The origin that was asked about; undefined if there is no such question. */
  answer(id: string, answer: ApprovalAnswer): WebOrigin | undefined {
    const question = this.#questions.get(id);
    if (question) this.#close(question, answer);
    return question?.origin;
  }

  /** Forgets the last answer about an origin, so that the owner is asked again. */
  forget(origin: string): void {
    this.#verdicts.delete(origin);
  }

  /** Ends all questions without an answer. */
  close(): void {
    for (const question of [...this.#questions.values()]) this.#close(question, "unanswered");
  }

  #holds({ untilMs, untilCalendarMs }: Remembered): boolean {
    return untilMs > this.#clock.now() && untilCalendarMs > this.#nowMs();
  }

  /** Pages that share their origin with strangers ask each for itself. */
  #questionOf(origin: WebOrigin): Question | undefined {
    if (!origin.isLasting) return undefined;
    return [...this.#questions.values()].find((each) => each.origin.text === origin.text);
  }

  #open({ origin, clientName, address }: Asker): Question | undefined {
    const shared = [...this.#questions.values()].filter((each) => !each.origin.isLasting).length;
    if (this.#questions.size >= questionLimit || (!origin.isLasting && shared >= sharedLimit)) return undefined;
    const id = randomUUID();
    const askedAtMs = this.#nowMs();
    const question: Question = {
      origin,
      request: {
        id,
        origin: origin.text,
        clientName: plainName(clientName),
        ...(address !== undefined && { address }),
        askedAtMs,
        expiresAtMs: askedAtMs + askLimitMs,
      },
      waiting: new Set(),
      cancelLimit: this.#clock.after(askLimitMs, () => this.#close(question, "unanswered")),
    };
    this.#questions.set(id, question);
    this.#onChanged();
    return question;
  }

  #close(question: Question, verdict: Verdict): void {
    const { request, origin, waiting, cancelLimit } = question;
    this.#questions.delete(request.id);
    cancelLimit();
    this.#remember(origin, verdict);
    for (const settle of waiting) settle(verdict);
    this.#onChanged();
  }

  #remember({ text, isLasting }: WebOrigin, verdict: Verdict): void {
    for (const [origin, remembered] of this.#verdicts) if (!this.#holds(remembered)) this.#verdicts.delete(origin);
    if (isLasting || verdict === "refuse" || verdict === "unanswered") {
      const forMs = holdsMs[verdict];
      const untilCalendarMs = this.#nowMs() + forMs;
      this.#verdicts.set(text, { verdict, untilMs: this.#clock.now() + forMs, untilCalendarMs });
    }
  }
}
