import {
  ask,
  type DialogueIo,
  defineProtocol,
  hex,
  type MotionStep,
  type Packet,
  stateful,
  sum8,
  write,
} from "@buttplug-ts/protocol-kit";

/** How fast the machine turns, as far as can be known, and how fast it is to turn. */
interface Speed {
  readonly current: number;
  readonly target: number;
}

/** A length, the data and a sum of both between two marks. */
function send(data: Uint8Array): Packet {
  const body = hex`${data.length + 2} ${data}`;
  return write("tx", hex`55 ${body} ${sum8(body)} aa`);
}

const logIn = send(hex`99`);
const password = send(hex`21 00 00 00 00 00 00`);
const powerOn = send(hex`1f`);
const halt = send(hex`24`);
const faster = send(hex`01`);
const slower = send(hex`02`);

async function initialize(io: DialogueIo): Promise<void> {
  io.askPerson("If the machine beeps twice, it has switched itself off: connect it again.");
  await io.subscribe("rx");
  // Not every machine answers.
  for (const packet of [logIn, password, powerOn, halt])
    await ask(io, packet, { on: "rx", withinMs: 100, attempts: 1 });
}

function nextStep({ current, target }: Speed): MotionStep<Speed> | undefined {
  if (current === target) return undefined;
  if (current < target) return { packet: faster, state: { current: current + 1, target } };
  return { packet: slower, state: { current: current - 1, target } };
}

/** Tier 3 because the machine wants to be logged in to. */
export default defineProtocol({
  key: "fredorch-rotary",
  summary: "One packet for each step up or down, and one that stops.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: {
    oscillate: stateful<Speed>({
      initial: { current: 0, target: 0 },
      encode({ current }, { value }) {
        if (value === 0) return [{ packet: halt, state: { current: 0, target: 0 } }];
        const wanted = { current, target: value };
        return [nextStep(wanted) ?? { state: wanted }];
      },
      motion: { everyMs: 0, step: nextStep },
    }),
  },
  // The same packet again would be one more step.
  keepalive: { never: true },
  examples: [
    "oscillate 0=0 tick -> tx: 55 03 24 27 aa",
    "oscillate 0=3 tick tick tick -> tx: 55 03 01 04 aa | tx: 55 03 01 04 aa | tx: 55 03 01 04 aa",
    "oscillate 0=2 tick 0=1 tick -> tx: 55 03 01 04 aa | tx: 55 03 01 04 aa | tx: 55 03 02 05 aa",
    "oscillate 0=20 stop tick 0=1 tick -> tx: 55 03 01 04 aa | tx: 55 03 24 27 aa | tx: 55 03 01 04 aa",
  ],
});
