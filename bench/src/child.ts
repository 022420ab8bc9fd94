import { type ChildProcess, fork } from "node:child_process";

/** Starts a module of this folder as a process that messages can be exchanged with. */
export function startChild(module: URL): ChildProcess {
  return fork(module, { execArgv: [] });
}

/** The first message of a child. Rejects if it ends without one. */
export function firstMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`the child process ended with code ${code}`)));
  });
}
