import { fromUtf8, type ModelDefinition, type OutputType, utf8 } from "@buttplug-ts/core";
import { type DeviceSimulation, defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const address = "0082059AD3BD";
const topSpeed = 20;
const topAirLevel = 5;
const topPosition = 100;
const wellFormed = /^[A-Za-z]+(:([A-Za-z]+|-?\d+))*;$/;
const ok = utf8("OK;");
const err = utf8("ERR;");
const colon = 0x3a;
const semicolon = 0x3b;
const minus = 0x2d;
const zero = 0x30;

/** Takes the numbers of a command; false if the device does not accept them. */
type Obey = (numbers: readonly number[]) => boolean;

/** What firmware says it is. Both generations of a Flexer say the same type and differ in the version. */
function answerToDeviceType(identifier: string): string {
  if (identifier === "") return "OK;";
  if (identifier === "EI-FW3") return `EI:3:${address};`;
  return `${identifier}:${identifier === "EI" ? 2 : 11}:${address};`;
}

/** One number from 0 to `top`. */
function one(top: number, then: (value: number) => boolean): Obey {
  return ([value, ...more]) => value !== undefined && more.length === 0 && value >= 0 && value <= top && then(value);
}

function isMotor(output: OutputType): boolean {
  return output === "vibrate" || output === "oscillate";
}

/** The commands that change something, by the bytes that they begin with. */
function commandsOf(slots: readonly number[], levels: SimulatedLevels): readonly { head: Uint8Array; obey: Obey }[] {
  let direction = 1;
  let speed = 0;
  const setSlot = (slot: number | undefined, value: number) =>
    levels.set(({ feature, output }) => feature === slot && (isMotor(output) || output === "rotate"), value);
  const showRotation = () => levels.set(({ output }) => output === "rotate", speed === 0 ? 0 : direction * speed);
  const turnRound: Obey = () => {
    direction = -direction;
    return showRotation();
  };
  const rotate = one(topSpeed, (value) => {
    speed = value;
    return showRotation();
  });
  /** One number a motor; -1 leaves a motor as it is. A stroker takes its speed and the range of its strokes instead. */
  const multiply: Obey = (numbers) => {
    const strokes = slots.length === 1 && numbers.length === 2;
    if (!strokes && numbers.length !== slots.length) return false;
    if (numbers.some((value) => value < -1 || value > topSpeed)) return false;
    slots.forEach((slot, index) => {
      const value = numbers[index] ?? -1;
      if (value >= 0) setSlot(slot, value);
    });
    return true;
  };
  const all = one(topSpeed, (value) => levels.set(({ output }) => isMotor(output), value));
  const each = slots.map((slot, index) => {
    const obey = one(topSpeed, (value) =>
      levels.set(({ feature, output }) => feature === slot && isMotor(output), value),
    );
    return [`Vibrate${index + 1}:`, obey] as const;
  });
  const output = (wanted: OutputType) => (value: number) => levels.set((level) => level.output === wanted, value);
  const commands: readonly (readonly [string, Obey])[] = [
    ["Vibrate:", all],
    ...each,
    ["Mply:", multiply],
    ["Rotate:", rotate],
    ["RotateChange;", turnRound],
    ["Air:Level:", one(topAirLevel, output("constrict"))],
    ["FSetSite:", one(topPosition, output("hwPositionWithDuration"))],
  ];
  return commands.map(([head, obey]) => ({ head: utf8(head), obey }));
}

function beginsWith(data: Uint8Array, head: Uint8Array): boolean {
  for (let at = 0; at < head.length; at += 1) if (data[at] !== head[at]) return false;
  return true;
}

/** `10:20;` from `start` on, as numbers; none where the command ends; undefined for anything else. */
function numbersFrom(data: Uint8Array, start: number): readonly number[] | undefined {
  const numbers: number[] = [];
  for (let at = start; at < data.length; at += 1) {
    const sign = data[at] === minus ? -1 : 1;
    if (sign < 0) at += 1;
    const first = at;
    let value = 0;
    for (let digit = (data[at] ?? 0) - zero; digit >= 0 && digit <= 9; digit = (data[at] ?? 0) - zero) {
      value = value * 10 + digit;
      at += 1;
    }
    const last = at === data.length - 1;
    if (at === first || data[at] !== (last ? semicolon : colon)) return undefined;
    numbers.push(sign * value);
    if (last) return numbers;
  }
  return start === data.length ? numbers : undefined;
}

function open(model: ModelDefinition): DeviceSimulation {
  const levels = new SimulatedLevels(model);
  const slots = model.features.filter(({ outputs }) => Object.keys(outputs).length > 0).map(({ index }) => index);
  const commands = commandsOf(slots, levels);
  const answer = (data: Uint8Array): Uint8Array => {
    for (const { head, obey } of commands) {
      if (!beginsWith(data, head)) continue;
      const numbers = numbersFrom(data, head.length);
      return numbers && obey(numbers) ? ok : err;
    }
    const words = fromUtf8(data) ?? "";
    if (words === "DeviceType;") return utf8(answerToDeviceType(model.identifier));
    if (words === "Battery;") return utf8(`${toy.battery};`);
    // Devices have many more commands than are known here.
    return wellFormed.test(words) ? ok : err;
  };
  const toy = {
    battery: 85,
    receive: (endpoint: string, data: Uint8Array) =>
      endpoint === "tx" ? [{ endpoint: "rx" as const, data: answer(data) }] : [],
    levels: () => levels.snapshot(),
  };
  return toy;
}

export default defineSimulator({
  key: "lovense",
  advertisedName: ({ identifier }) => `LVS-${identifier.replace(/-.*/, "")}001`,
  open,
});
