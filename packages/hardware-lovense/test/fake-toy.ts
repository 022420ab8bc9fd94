/** A toy near a dongle: it says what it is, how full it is, and OK to the rest. */
export class FakeToy {
  readonly id: string;
  readonly #type: string;
  readonly #listeners = new Set<() => void>();
  isOn = true;
  /** Connections to it begin and do not end. */
  isStalled = false;
  battery = 85;
  readonly commands: string[] = [];
  onSwitchedOff: () => void = () => {};
  onSays: (text: string) => void = () => {};

  constructor(id: string, type = "C") {
    this.id = id;
    this.#type = type;
  }

  obey(command: string): void {
    this.commands.push(command);
    if (command === "DeviceType;") this.says(`${this.#type}:11:${this.id};`);
    else this.says(command === "Battery;" ? `${this.battery};` : "OK;");
    for (const listener of this.#listeners) listener();
  }

  says(text: string): void {
    this.onSays(text);
  }

  switchOff(): void {
    this.isOn = false;
    this.onSwitchedOff();
  }

  switchOn(): void {
    this.isOn = true;
  }

  /** Settles when `isSo` holds, which is looked at after each command. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }
}
