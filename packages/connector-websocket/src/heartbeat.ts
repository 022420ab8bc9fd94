import type { Duplex } from "node:stream";
import { type Clock, Deadline } from "@buttplug-ts/core";

const pingEveryMs = 5000;
/** How long a peer may be silent on the wire: no byte of a frame, no pong (design §5.9). */
export const silenceLimitMs = 10_000;

/** What a heartbeat watches. */
export interface Watched {
  readonly stream: Duplex;
  readonly ping: () => void;
  readonly onSilent: () => void;
}

/** Pings a peer and says when nothing came from it for too long. Returns the function that ends this. */
export function startHeartbeat(clock: Clock, { stream, ping, onSilent }: Watched): () => void {
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
