/**
 * What goes wrong with a simulated device: nothing, until a test sets it. Counts go down by themselves, so that a fault
 * passes; the others last until they are set back.
 */
export interface SimulatedFaults {
  /** How many of the next connections are refused. */
  refuseConnections: number;
  /** How many of the next writes fail. They do not reach the device. */
  failWrites: number;
  /** How many of the next writes seem to succeed and do not reach the device. */
  loseWrites: number;
  /** Milliseconds that each write takes: a slow bus. */
  writeMs: number;
  /** How many of the device's next answers get lost. */
  loseAnswers: number;
  /** What the device answers instead, the first entry the next time it answers. */
  wrongAnswers: Uint8Array[];
  /** Milliseconds until an answer comes. */
  answerMs: number;
}

export function noFaults(): SimulatedFaults {
  return {
    refuseConnections: 0,
    failWrites: 0,
    loseWrites: 0,
    writeMs: 0,
    loseAnswers: 0,
    wrongAnswers: [],
    answerMs: 0,
  };
}

type Counted = "refuseConnections" | "failWrites" | "loseWrites" | "loseAnswers";

/** Whether this occasion is one of those that are to go wrong. */
export function takeFault(faults: SimulatedFaults, fault: Counted): boolean {
  if (faults[fault] <= 0) return false;
  faults[fault] -= 1;
  return true;
}
