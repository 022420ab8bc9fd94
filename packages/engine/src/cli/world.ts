import type { Environment } from "./environment.js";

/** What surrounds a command: where it writes and reads, and how it hears that it is to end. */
export interface World {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether so much is printed that nobody has read yet that logs have to wait. */
  readonly lags: () => boolean;
  /** What somebody types; absent: nobody does. */
  readonly input?: NodeJS.ReadableStream;
  /** Whether somebody sees what is printed, and nobody else ever will. */
  readonly isTerminal: boolean;
  readonly env: Environment;
  /** Settles with what asked the process to end. */
  readonly interrupted: () => Promise<string>;
  /** Says how the process is to end, when it ends: the first one counts. */
  readonly fail: (exitCode: number) => void;
  /** Ends the process as soon as everything is printed. */
  readonly exit: () => void;
}
