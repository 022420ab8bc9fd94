/** What a program printed, for those who wait for something in it. */
export class PrintedText {
  #text = "";
  readonly #waiting = new Set<() => void>();

  get text(): string {
    return this.#text;
  }

  readonly add = (part: string | Buffer): void => {
    this.#text += part;
    for (const look of [...this.#waiting]) look();
  };

  /** The match, as soon as there is one. */
  until(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      const look = () => {
        const found = pattern.exec(this.#text);
        if (found === null) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
