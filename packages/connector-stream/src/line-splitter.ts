const newline = 0x0a;
const carriageReturn = 0x0d;
const firstCapacity = 4096;

/** Cuts a stream of bytes at its newlines, however the transport split or merged them. A CR before a newline goes too. */
export class LineSplitter {
  readonly #limitBytes: number;
  /** The line that has begun. It grows in one piece: a peer that sends byte by byte must not cost a buffer each. */
  #begun: Uint8Array = new Uint8Array(0);
  #length = 0;

  /** Lines have at most `limitBytes`, their end not counted. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Whether a line has begun that has no end yet. */
  get isInsideLine(): boolean {
    return this.#length > 0;
  }

  /**
   * Hands out the lines that end in `chunk`. A line is valid during the call only. Returns false once a line is longer
   * than the limit; there is no way on after that.
   */
  push(chunk: Uint8Array, onLine: (line: Uint8Array) => void): boolean {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const rest = chunk.subarray(start, end);
      start = end + 1;
      if (!this.#fits(rest)) return false;
      const line = withoutReturn(this.#length === 0 ? rest : this.#append(rest));
      this.#length = 0;
      if (line.length > this.#limitBytes) return false;
      onLine(line);
    }
    const rest = chunk.subarray(start);
    if (!this.#fits(rest)) return false;
    if (rest.length > 0) this.#append(rest);
    return true;
  }

  /** One byte more may be the CR that does not count. */
  #fits(rest: Uint8Array): boolean {
    return this.#length + rest.length <= this.#limitBytes + 1;
  }

  #append(rest: Uint8Array): Uint8Array {
    const length = this.#length + rest.length;
    if (length > this.#begun.length) {
      const grown = new Uint8Array(Math.max(firstCapacity, length, 2 * this.#begun.length));
      grown.set(this.#begun.subarray(0, this.#length));
      this.#begun = grown;
    }
    this.#begun.set(rest, this.#length);
    this.#length = length;
    return this.#begun.subarray(0, length);
  }
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
