import { randomUUID } from "node:crypto";
import { type Clock, onAbort } from "@buttplug-ts/core";
import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";

/** How long the owner has to answer. */
export const askLimitMs = 60_000;
/** How many pages may wait at a time. */
const waitingLimit = 16;

export interface Question {
  readonly origin: string;
  readonly clientName: string;
  readonly address?: string;
  /** Aborts when the page leaves. */
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly request: ApprovalRequest;
  readonly settle: (answer: ApprovalAnswer | "unanswered") => void;
}

/** Pages that wait for the owner's word. */
export class Approvals {
  readonly #waiting = new Map<string, Waiting>();
  readonly #clock: Clock;
  readonly #nowMs: () => number;
  readonly #onChanged: () => void;

  constructor(clock: Clock, nowMs: () => number, onChanged: () => void) {
    this.#clock = clock;
    this.#nowMs = nowMs;
    this.#onChanged = onChanged;
  }

  get requests(): readonly ApprovalRequest[] {
    return [...this.#waiting.values()].map(({ request }) => request);
  }

  /** Settles with the owner's answer; `unanswered` after a minute, when the page leaves, or when too many wait. */
  ask({ signal, ...question }: Question): Promise<ApprovalAnswer | "unanswered"> {
    if (signal.aborted || this.#waiting.size >= waitingLimit) return Promise.resolve("unanswered");
    const id = randomUUID();
    const askedAtMs = this.#nowMs();
    const request = { id, ...question, askedAtMs, expiresAtMs: askedAtMs + askLimitMs };
    return new Promise((resolve) => {
      const settle = (answer: ApprovalAnswer | "unanswered") => {
        if (!this.#waiting.delete(id)) return;
        cancel();
        unlisten();
        this.#onChanged();
        resolve(answer);
      };
      const cancel = this.#clock.after(askLimitMs, () => settle("unanswered"));
      const unlisten = onAbort(signal, () => settle("unanswered"));
      this.#waiting.set(id, { request, settle });
      this.#onChanged();
    });
  }

  /** Whether there was such a question. */
  answer(id: string, answer: ApprovalAnswer): boolean {
    const waiting = this.#waiting.get(id);
    waiting?.settle(answer);
    return waiting !== undefined;
  }
}
