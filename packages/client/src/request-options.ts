/** What every request takes as its last argument. */
export interface RequestOptions {
  /** Rejects the request with `request/aborted`. What has been sent stays sent. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the request rejects with `request/timeout`; `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
}

/** What a stop applies to; both are true if not given. */
export interface StopOptions extends RequestOptions {
  /** Ends subscriptions. */
  readonly inputs?: boolean | undefined;
  readonly outputs?: boolean | undefined;
}
