import { ButtplugError, type ModelDefinition } from "@buttplug-ts/core";
import {
  combined,
  defineProtocol,
  hex,
  type OutputTable,
  type Packet,
  perFeature,
  travel,
  write,
} from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

/** Speed below a bit that is set for the direction of values that are not negative. */
function turning(speed: number): number {
  return Math.abs(speed) | (speed >= 0 ? 0x80 : 0);
}

function singleRotator(type: number): OutputTable {
  return { rotate: perFeature(({ value }) => send(hex`${type} 01 ${turning(value)}`)) };
}

function dualRotator(type: number): OutputTable {
  return { rotate: combined(([first = 0, second = 0]) => send(hex`${type} ${turning(first)} ${turning(second)}`)) };
}

function singleVibrator(type: number): OutputTable {
  return { vibrate: perFeature(({ value }) => send(hex`${type} 03 ${value}`)) };
}

function dualVibrator(type: number): OutputTable {
  return { vibrate: combined(([first = 0, second = 0]) => send(hex`${type} ${first} ${second}`)) };
}

/** Percent of full speed for a way of `distance` steps. The order of the operations decides how the result is rounded. */
function pistonSpeed(distance: number, durationMs: number): number {
  if (distance === 0) return 100;
  const fullWayMs = (200 * durationMs) / distance;
  return Math.trunc(Math.min(100, (fullWayMs / 6658) ** -1.21));
}

function piston(type: number): OutputTable {
  return {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      send(hex`${type} ${value} ${pistonSpeed(distance, durationMs)}`),
    ),
  };
}

interface Variant {
  readonly outputs: (type: number) => OutputTable;
  /** What a name contains, in lower case, and the byte that packets to such a device begin with. The first that fits. */
  readonly types: readonly (readonly [part: string, type: number])[];
}

const anyName = "";
const variants: ReadonlyMap<string | undefined, Variant> = new Map<string, Variant>([
  // biome-ignore format: one line a variant
  ["vorze-sa-single-rotator", { outputs: singleRotator, types: [["cycsa", 0x01], ["ufo", 0x02]] }],
  ["vorze-sa-dual-rotator", { outputs: dualRotator, types: [[anyName, 0x05]] }],
  // biome-ignore format: one line a variant
  ["vorze-sa-single-vibrator", { outputs: singleVibrator, types: [["bach", 0x06], ["rocket", 0x07]] }],
  ["vorze-sa-dual-vibrator", { outputs: dualVibrator, types: [["omor", 0x09]] }],
  ["vorze-sa-piston", { outputs: piston, types: [[anyName, 0x03]] }],
]);

/** Undefined for a model that nobody knows how to drive. */
function outputsOf({ variant, identifier }: ModelDefinition): OutputTable | undefined {
  const known = variants.get(variant);
  const name = identifier.toLowerCase();
  const type = known?.types.find(([part]) => name.includes(part))?.[1];
  return type === undefined ? undefined : known?.outputs(type);
}

export default defineProtocol({
  key: "vorze-sa",
  summary: "Three bytes a packet; the model decides what they mean, its name what they begin with.",
  endpoints: ["tx"],
  // Nothing to say to the device, but a model that cannot be driven must not be announced.
  async initialize(_, model) {
    if (outputsOf(model)) return;
    const { identifier, variant } = model;
    const text = `no Vorze device of variant ${variant ?? "(none)"} is known as ${JSON.stringify(identifier)}`;
    throw new ButtplugError("protocol/no-model", text, { details: { protocol: "vorze-sa", identifier } });
  },
  outputs: (model) => outputsOf(model) ?? {},
  examples: [
    "CycSA: rotate 0=0 0=50 0=99 0=-50 -> tx!: 01 01 80 | tx!: 01 01 b2 | tx!: 01 01 e3 | tx!: 01 01 32",
    "UFOSA: rotate 0=-99 stop -> tx!: 02 01 63 | tx!: 02 01 80",
    "UFO-TW: rotate 0=50 1=-99 0=0 stop -> tx!: 05 b2 80 | tx!: 05 b2 63 | tx!: 05 80 63 | tx!: 05 80 80",
    "Bach smart: vibrate 0=50 stop -> tx!: 06 03 32 | tx!: 06 03 00",
    "ROCKET: vibrate 0=0 0=50 0=100 -> tx!: 07 03 00 | tx!: 07 03 32 | tx!: 07 03 64",
    "OMORFI: vibrate 0=50 1=99 0=0 stop -> tx!: 09 32 00 | tx!: 09 32 63 | tx!: 09 00 63 | tx!: 09 00 00",
    "VorzePiston: hwPositionWithDuration 0=99@500 0=0@1000 0=50@250 -> tx!: 03 63 09 | tx!: 03 00 04 | tx!: 03 32 09",
    "VorzePiston: hwPositionWithDuration 0=99@0 stop 0=99@500 0=0@73 0=3@20 -> tx!: 03 63 64 | tx!: 03 63 64 | tx!: 03 00 64 | tx!: 03 03 06",
  ],
});
