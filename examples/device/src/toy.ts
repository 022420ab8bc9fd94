/** The inside of a device that speaks as a Lovense Lush does: a command of text a packet, and mostly an answer. */
export class Toy {
  #level = 0;
  #battery = 80;

  /** 0 to 20. */
  get level(): number {
    return this.#level;
  }

  /** Carries out a command, and says what the device answers. */
  obey(command: string): string {
    const level = /^Vibrate:(\d|1\d|20);$/.exec(command)?.[1];
    if (level !== undefined) this.#level = Number(level);
    if (level !== undefined) return "OK;";
    if (command === "DeviceType;") return "S:11:0082059AD3BD;";
    if (command === "Battery;") return `${this.#battery};`;
    return "ERR;";
  }

  rest(): void {
    this.#level = 0;
  }
}
