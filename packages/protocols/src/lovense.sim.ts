import { fromUtf8, type ModelDefinition, type OutputType, utf8 } from "@buttplug-ts/core";
import {
  type DeviceSimulation,
  defineSimulator,
  SimulatedLevels,
  type SimulatedReply,
} from "@buttplug-ts/protocol-kit";

const address = "0082059AD3BD";
const topSpeed = 20;
const command = /^([A-Za-z]+?)(\d*)((?::[A-Za-z]+)*)((?::-?\d+)*);$/;
const motors: ReadonlySet<OutputType> = new Set<OutputType>(["vibrate", "oscillate"]);

/** What firmware says it is. The first generations of a Flexer share their type and differ in the version. */
function answerToDeviceType(identifier: string): string {
  if (identifier === "") return "OK;";
  if (identifier === "EI-FW3") return `EI:3:${address};`;
  return `${identifier}:${identifier === "EI" ? 2 : 11}:${address};`;
}

const ok = utf8("OK;");
const err = utf8("ERR;");

class LovenseToy implements DeviceSimulation {
  battery = 85;
  readonly #model: ModelDefinition;
  readonly #levels: SimulatedLevels;
  /** Feature indices of the motors, as the device numbers them. */
  readonly #slots: readonly number[];
  #direction = 1;
  #rotation = 0;

  constructor(model: ModelDefinition) {
    this.#model = model;
    this.#levels = new SimulatedLevels(model);
    this.#slots = model.features.filter(({ outputs }) => Object.keys(outputs).length > 0).map(({ index }) => index);
  }

  levels(): ReturnType<SimulatedLevels["snapshot"]> {
    return this.#levels.snapshot();
  }

  receive(endpoint: string, data: Uint8Array): readonly SimulatedReply[] {
    return endpoint === "tx" ? [{ endpoint: "rx", data: this.#answer(fromUtf8(data) ?? "") }] : [];
  }

  #answer(words: string): Uint8Array {
    const match = command.exec(words);
    if (!match) return err;
    const [, name, number = "", path = "", list = ""] = match;
    if (words === "DeviceType;") return utf8(answerToDeviceType(this.#model.identifier));
    if (words === "Battery;") return utf8(`${this.battery};`);
    const values = list.split(":").slice(1).map(Number);
    return this.#obey(`${name}${path}`, number, values) ? ok : err;
  }

  /** Commands that are well formed but not known here are accepted, as the devices do with their many others. */
  #obey(name: string, number: string, values: readonly number[]): boolean {
    switch (name) {
      case "Vibrate":
        return this.#vibrate(number, values);
      case "Rotate":
        return this.#rotate(values);
      case "RotateChange":
        this.#direction = -this.#direction;
        return this.#showRotation();
      case "Air:Level":
        return this.#one(values, 5, (value) => this.#levels.set(({ output }) => output === "constrict", value));
      case "Mply":
        return this.#multiply(values);
      case "FSetSite":
        return this.#one(values, 100, (value) =>
          this.#levels.set(({ output }) => output === "hwPositionWithDuration", value),
        );
      default:
        return true;
    }
  }

  #vibrate(number: string, values: readonly number[]): boolean {
    const slot = number === "" ? undefined : this.#slots[Number(number) - 1];
    if (number !== "" && slot === undefined) return false;
    return this.#one(values, topSpeed, (value) =>
      this.#levels.set(({ feature, output }) => motors.has(output) && (slot ?? feature) === feature, value),
    );
  }

  #rotate(values: readonly number[]): boolean {
    return this.#one(values, topSpeed, (value) => {
      this.#rotation = value;
      return this.#showRotation();
    });
  }

  #showRotation(): boolean {
    // Without the sum a device at rest would show -0.
    return this.#levels.set(({ output }) => output === "rotate", 0 + this.#direction * this.#rotation);
  }

  /** One value a motor; -1 leaves a motor as it is. Strokers take a speed and the range of their strokes instead. */
  #multiply(values: readonly number[]): boolean {
    if (values.length === 0 || values.some((value) => value < -1 || value > topSpeed)) return false;
    const [only] = this.#slots;
    const strokes = this.#slots.length === 1 && values.length === 2;
    if (!strokes && values.length !== this.#slots.length) return false;
    values.forEach((value, index) => {
      const slot = strokes && index === 0 ? only : strokes ? undefined : this.#slots[index];
      if (value >= 0) this.#levels.set(({ feature, output }) => feature === slot && turns(output), value);
    });
    return true;
  }

  #one(values: readonly number[], top: number, then: (value: number) => boolean): boolean {
    const [value] = values;
    return values.length === 1 && value !== undefined && value >= 0 && value <= top && then(value);
  }
}

function turns(output: OutputType): boolean {
  return motors.has(output) || output === "rotate";
}

export default defineSimulator({
  key: "lovense",
  advertisedName: ({ identifier }) => `LVS-${identifier.replace(/-.*/, "")}001`,
  open: (model) => new LovenseToy(model),
});
