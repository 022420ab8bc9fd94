import { ButtplugError, type Clock, textOf, withTimeLimit } from "@buttplug-ts/core";

export interface HttpGetOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** How long it may take to the end of the answer, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** How long the answer may be; 0: only its head is of interest. */
  readonly limitBytes: number;
}

/** What a request came to: the text of the answer, or why there is none, in a few words. */
export type HttpAnswer =
  | { readonly text: string; readonly failed?: undefined }
  | { readonly text?: undefined; readonly failed: string };

/** Asks once, follows nobody elsewhere, and never rejects. */
export async function httpGet(url: string, options: HttpGetOptions): Promise<HttpAnswer> {
  const { fetch, clock, limitMs, signal, limitBytes } = options;
  const tooLate = () =>
    new ButtplugError("hardware/no-answer", `no answer within ${limitMs} ms`, { details: { afterMs: limitMs } });
  try {
    return await withTimeLimit(clock, limitMs, signal, tooLate, async (whileWanted) => {
      // A connection that is kept open may close at the other end just as a command is sent.
      const headers = { connection: "close" };
      const response = await fetch(url, { signal: whileWanted, redirect: "manual", headers });
      if (!response.ok) return { failed: `an answer with the HTTP status ${response.status}` };
      return limitBytes === 0 ? { text: "" } : await bodyOf(response, limitBytes);
    });
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}

async function bodyOf({ body }: Response, limitBytes: number): Promise<HttpAnswer> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let lengthBytes = 0;
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    lengthBytes += piece.value.length;
    if (lengthBytes > limitBytes) {
      void reader?.cancel().catch(() => {});
      return { failed: `an answer of more than ${limitBytes} bytes` };
    }
    text += decoder.decode(piece.value, { stream: true });
  }
  return { text };
}

/** `fetch` itself only says that it failed; why is in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof TypeError ? error.cause : undefined;
  return textOf(cause ?? error);
}
