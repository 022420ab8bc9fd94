import type { Duplex } from "node:stream";
import { type Clock, Deadline } from "@buttplug-ts/core";

/** What a heartbeat watches. */
export interface Watched {
  readonly stream: Duplex;
  /** How long the peer may be silent on the wire: no byte of a frame, no pong. It is pinged every half of this. */
  readonly silenceLimitMs: number;
  readonly ping: () => void;
  readonly onSilent: () => void;
}

/** Pings a peer and says when nothing came from it for too long. Returns the function that ends this. */
export function startHeartbeat(clock: Clock, { stream, silenceLimitMs, ping, onSilent }: Watched): () => void {
  const pingEveryMs = silenceLimitMs / 2;
  let heard = 0;
  const silence = new Deadline(clock, () => {
    const before = heard;
    // A process that stood still has bytes waiting that it did not read yet.
    setImmediate(() => heard === before && onSilent());
  });
  const onData = () => {
    heard += 1;
    silence.set(clock.now() + silenceLimitMs);
  };
  const beat = () => {
    ping();
    cancelBeat = clock.after(pingEveryMs, beat);
  };
  let cancelBeat = clock.after(pingEveryMs, beat);
  silence.set(clock.now() + silenceLimitMs);
  stream.on("data", onData);
  return () => {
    stream.off("data", onData);
    cancelBeat();
    silence.dispose();
  };
}
