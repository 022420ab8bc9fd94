interface Inside {
  readonly _handle?: { setBlocking?(blocking: boolean): unknown };
}

/**
 * Has what is printed wait in memory instead of in the system. Whoever halts a terminal (Ctrl-S), or loses the connection to
 * it, would halt the engine with the next line, and devices would run on with nobody to stop them.
 */
export function neverBlock(stream: NodeJS.WritableStream): void {
  // Private: Node blocks on terminals, and on Windows on pipes, and has no option for it.
  (stream as Inside)._handle?.setBlocking?.(false);
}
