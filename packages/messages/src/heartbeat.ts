import { type Cancel, type Clock, Deadline } from "@buttplug-ts/core";

/** What is used of a connection of Node, named by its shape. */
interface ByteStream {
  on(event: "data", listener: () => void): unknown;
  off(event: "data", listener: () => void): unknown;
}

/** What a heartbeat watches. */
export interface Watched {
  readonly stream: ByteStream;
  /** How long nothing may come from the peer, no answer to a ping either. It is pinged every half of this. */
  readonly silenceLimitMs: number;
  readonly ping: () => void;
  readonly onSilent: () => void;
}

/** Pings a peer and says when nothing came from it for too long. Returns the function that ends this. */
export function startHeartbeat(clock: Clock, { stream, silenceLimitMs, ping, onSilent }: Watched): Cancel {
  const pingEveryMs = silenceLimitMs / 2;
  let heard = 0;
  /** When it was pinged first since something came. */
  let askedMs: number | undefined;
  let cancelLook: Cancel = () => {};
  const silence = new Deadline(clock, () => {
    // A process that stood still did not ask meanwhile: whoever is asked has time to answer.
    const answerByMs = (askedMs ?? clock.now()) + pingEveryMs;
    if (clock.now() < answerByMs) return silence.set(answerByMs);
    const before = heard;
    // What came meanwhile may wait to be read.
    cancelLook = clock.after(0, () => heard === before && onSilent());
  });
  const onData = () => {
    heard += 1;
    askedMs = undefined;
    silence.set(clock.now() + silenceLimitMs);
  };
  const beat = () => {
    askedMs ??= clock.now();
    ping();
    cancelBeat = clock.after(pingEveryMs, beat);
  };
  let cancelBeat = clock.after(pingEveryMs, beat);
  silence.set(clock.now() + silenceLimitMs);
  stream.on("data", onData);
  return () => {
    stream.off("data", onData);
    cancelBeat();
    cancelLook();
    silence.dispose();
  };
}
