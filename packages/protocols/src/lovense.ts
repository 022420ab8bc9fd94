import { ButtplugError, fromUtf8, type ModelDefinition } from "@buttplug-ts/core";
import {
  ask,
  combined,
  type DialogueIo,
  defineProtocol,
  type MotionStep,
  type OutputCommand,
  type OutputTable,
  perFeature,
  query,
  stateful,
  text,
  write,
} from "@buttplug-ts/protocol-kit";

const deviceType = write("tx", text`DeviceType;`);

const oneMotor = perFeature(({ value }) => write("tx", text`Vibrate:${value};`));
const numberedMotors = perFeature(({ feature, value }) => write("tx", text`Vibrate${feature + 1}:${value};`));
const airPump = perFeature(({ value }) => write("tx", text`Air:Level:${value};`));
/** The device only knows how to turn round, not which way it turns, so each command below zero turns it round. */
const rotation = perFeature(({ value }) => {
  const speed = write("tx", text`Rotate:${Math.abs(value)};`);
  return value < 0 ? [write("tx", text`RotateChange;`), speed] : speed;
});

/** All motors in one packet. */
function slots(count: number): OutputTable {
  const levels = combined((values) => {
    const absolute = Array.from({ length: count }, (_, index) => Math.abs(values[index] ?? 0));
    return write("tx", text`Mply:${absolute.join(":")};`);
  });
  return { vibrate: levels, rotate: levels };
}

/** Where a stroker is and where it goes; positions in percent. */
interface Travel {
  readonly goal: number;
  readonly step: number;
  readonly current: number;
}

const tickMs = 100;

function moved(travel: Travel): MotionStep<Travel> {
  const { goal, step } = travel;
  const next = travel.current + step;
  // A step of 0 would never arrive.
  const arrives = step === 0 || (step < 0 ? next < goal : next > goal);
  const current = arrives ? goal : next;
  return { packet: write("tx", text`FSetSite:${current};`), state: { ...travel, current } };
}

function travelTo(travel: Travel, { value, durationMs }: OutputCommand): readonly MotionStep<Travel>[] {
  if (value === travel.goal) return value === travel.current ? [] : [moved(travel)];
  const ticks = Math.max(1, Math.trunc(durationMs / tickMs));
  return [moved({ ...travel, goal: value, step: Math.trunc((value - travel.current) / ticks) })];
}

function stroker(identifier: string): OutputTable {
  const wholeRange = 20;
  return {
    oscillate: perFeature(({ value }) => {
      const range = value === 0 && identifier === "H" ? 0 : wholeRange;
      return write("tx", text`Mply:${value}:${range};`);
    }),
    hwPositionWithDuration: stateful<Travel>({
      initial: { goal: 0, step: 0, current: 0 },
      encode: travelTo,
      motion: {
        everyMs: tickMs,
        step: (travel) => (travel.current === travel.goal ? undefined : moved(travel)),
        halt: (travel) => ({ ...travel, goal: travel.current }),
      },
    }),
  };
}

/** Models of one kind of packet are told by what they can do, not by name. */
function outputsOf({ identifier, features }: ModelDefinition): OutputTable {
  if (identifier === "BA" || identifier === "H") return stroker(identifier);
  const outputs = features.map((feature) => feature.outputs).filter((each) => Object.keys(each).length > 0);
  const count = (type: keyof OutputTable) => outputs.filter((each) => each[type]).length;
  const single = { vibrate: oneMotor, oscillate: oneMotor };
  if (outputs.length === 1) return single;
  if (outputs.length === 2 && count("vibrate") === 1) {
    if (count("constrict") === 1) return { ...single, constrict: airPump };
    if (count("rotate") === 1) return { vibrate: oneMotor, rotate: rotation };
  }
  const motors = outputs.filter(({ vibrate, oscillate }) => vibrate ?? oscillate).length;
  if (motors > 2 || (motors === 2 && outputs.length > 2)) return slots(outputs.length);
  return { vibrate: numberedMotors, oscillate: numberedMotors };
}

/** The device says its type and firmware, `C:11:0082059AD3BD;`; where it says nothing, its name may. */
async function identify(io: DialogueIo): Promise<string | undefined> {
  await io.subscribe("rx");
  const answer = await ask(io, deviceType, { on: "rx", withinMs: 500, attempts: 6 });
  if (answer === undefined) return /LVS-([A-Z]+)[0-9]+/.exec(io.name)?.[1];
  const [type = "", version] = partsOf(answer);
  if (version === undefined) return undefined;
  const firmware = /^[+-]?\d+$/.test(version) ? Number(version) : 0;
  return type === "EI" && firmware >= 3 ? "EI-FW3" : type;
}

function partsOf(answer: Uint8Array): readonly string[] {
  const words = fromUtf8(answer);
  if (words !== undefined) return words.split(":");
  throw new ButtplugError("protocol/not-identified", "the device answered DeviceType; with bytes that are no text", {
    details: { protocol: "lovense" },
  });
}

/** Percent from `85;`, or from `s85;`, which a device says that moves. */
function parseBattery(data: Uint8Array): number | undefined {
  const words = fromUtf8(data) ?? "";
  const digits = words.slice(words.includes("s") ? 1 : 0, -1);
  const percent = /^\d+$/.test(digits) ? Number(digits) : 256;
  return percent > 255 ? undefined : percent;
}

export default defineProtocol({
  key: "lovense",
  summary: "Text commands; what a model understands follows from its features.",
  endpoints: ["tx", "rx"],
  identify,
  outputs: outputsOf,
  inputs: { battery: { read: query(write("tx", text`Battery;`), "rx", parseBattery) } },
  keepalive: { packet: deviceType },
  examples: [
    'S: vibrate 0=0 0=10 0=20 -> tx: "Vibrate:0;" | tx: "Vibrate:10;" | tx: "Vibrate:20;"',
    'P: vibrate 0=10 + 1=20 stop -> tx: "Vibrate1:10;" | tx: "Vibrate2:20;" | tx: "Vibrate1:0;" | tx: "Vibrate2:0;"',
    'EA: oscillate 1=5 -> tx: "Vibrate2:5;"',
    'B: constrict 1=3 stop -> tx: "Air:Level:3;" | tx: "Vibrate:0;" | tx: "Air:Level:0;"',
    'A: rotate 1=10 1=-10 1=0 -> tx: "Rotate:10;" | tx: "RotateChange;" | tx: "Rotate:10;" | tx: "Rotate:0;"',
    'EI-FW3: vibrate 0=10 rotate 2=20 vibrate 0=0 -> tx: "Mply:10:0:0;" | tx: "Mply:10:0:20;" | tx: "Mply:0:0:20;"',
    'H: oscillate 0=10 stop -> tx: "Mply:10:20;" | tx: "Mply:0:0;"',
    'BA: hwPositionWithDuration 0=100@200 tick tick stop -> tx: "FSetSite:50;" | tx: "FSetSite:100;" | tx: "Mply:0:20;"',
  ],
});
