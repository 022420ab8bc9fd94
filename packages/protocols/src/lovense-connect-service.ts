import type { HardwareId, ModelDefinition } from "@buttplug-ts/core";
import {
  type DialogueIo,
  defineProtocol,
  type OutputRule,
  type OutputTable,
  type Packet,
  perFeature,
  readFrom,
  stateful,
  text,
  write,
} from "@buttplug-ts/protocol-kit";

function send(id: HardwareId, command: string, value: number): Packet {
  return write("tx", text`${command}?v=${value}&t=${id}`);
}

type Way = "forwards" | "backwards";

/** Devices only know how to turn round, not which way they turn. */
function rotation(id: HardwareId): OutputRule<Way> {
  return {
    ...stateful<Way>({
      initial: "forwards",
      encode(before, { value }) {
        const way = value === 0 ? before : value < 0 ? "backwards" : "forwards";
        const speed = { packet: send(id, "Rotate", Math.abs(value)), state: way };
        return way === before ? [speed] : [{ packet: write("tx", text`RotateChange?t=${id}`), state: way }, speed];
      },
    }),
    // A write that failed was hardly the one that turned it round.
    forget: (way) => way,
  };
}

function outputsOf({ features, identifier }: ModelDefinition, id: HardwareId): OutputTable {
  const levelOf = (command: string) => perFeature(({ value }) => send(id, command, value));
  const vibrate = perFeature(({ feature, value }) => send(id, `Vibrate${feature + 1}`, value));
  const thrusts = identifier === "Solace" || features.some(({ outputs }) => outputs.vibrate);
  return {
    vibrate,
    // A machine without vibrators is driven like one.
    oscillate: thrusts ? levelOf("Thrusting") : vibrate,
    constrict: levelOf("AirAuto"),
    rotate: rotation(id),
  };
}

/** The longest strokes, as the speed is all that can be commanded. */
async function initialize(io: DialogueIo): Promise<HardwareId> {
  if (io.name === "Solace") await io.write(write("tx", text`Depth?v=3&t=${io.address}`));
  return io.address;
}

/** Tier 3 because every command carries the device's id. */
export default defineProtocol({
  key: "lovense-connect-service",
  summary: "The ends of addresses that the Lovense Connect app is asked for.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: outputsOf,
  inputs: { battery: { read: readFrom("rx") } },
  exampleFindings: { id: "c5a1" },
  examples: [
    'Lush: vibrate 0=0 -> tx: "Vibrate1?v=0&t=c5a1"',
    'Edge: vibrate 1=20 stop -> tx: "Vibrate2?v=20&t=c5a1" | tx: "Vibrate1?v=0&t=c5a1" | tx: "Vibrate2?v=0&t=c5a1"',
    'Solace: oscillate 0=10 stop -> tx: "Thrusting?v=10&t=c5a1" | tx: "Thrusting?v=0&t=c5a1"',
    'Gravity: oscillate 1=20 -> tx: "Thrusting?v=20&t=c5a1"',
    'XMachine: oscillate 0=5 -> tx: "Vibrate1?v=5&t=c5a1"',
    'Nora: rotate 1=10 1=-10 1=-5 1=0 -> tx: "Rotate?v=10&t=c5a1" | tx: "RotateChange?t=c5a1" | tx: "Rotate?v=10&t=c5a1" | tx: "Rotate?v=5&t=c5a1" | tx: "Rotate?v=0&t=c5a1"',
    'Max: constrict 1=3 stop -> tx: "AirAuto?v=3&t=c5a1" | tx: "Vibrate1?v=0&t=c5a1" | tx: "AirAuto?v=0&t=c5a1"',
  ],
});
