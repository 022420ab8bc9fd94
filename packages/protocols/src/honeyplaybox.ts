import { ButtplugError } from "@buttplug-ts/core";
import {
  be16,
  combined,
  crc16Modbus,
  type DialogueIo,
  defineProtocol,
  type FrameShape,
  hex,
  openFrameReader,
  type Packet,
  standardBattery,
  write,
} from "@buttplug-ts/protocol-kit";
import { md5 } from "@buttplug-ts/protocol-kit/crypto";

/** What the device gave for this connection, and how many frames asked for it. */
interface Findings {
  readonly token: Uint8Array;
  readonly asked: number;
}

const head = hex`02 a5 5a 55 aa f0`;
const secret = hex`8b e3 fd 04 68 35 09 86 12 1a bf 03 30 e9 e3 c5`;
const askForToken = 0x01;
const setLevels = 0x03;
const accepted = 0x9000;
const tokenLength = 16;
const silenceLimit = 3;

function send(count: number, command: number, data: Uint8Array): Packet {
  const body = hex`b1 ${command} ${be16(data.length)} ${data}`;
  const frame = hex`${head} ${count & 0xff} ${body} 03 ${be16(crc16Modbus(body))}`;
  return write("tx", frame, { withResponse: true });
}

const shape: FrameShape = {
  head,
  lengthOf: (data) => (data.length < 11 ? undefined : 14 + numberAt(data, 9)),
  accepts: (frame) => frame.at(-3) === 0x03,
};

/** Asks for a token until it comes, waiting longer after each silence. */
async function initialize(io: DialogueIo): Promise<Findings> {
  const read = openFrameReader(shape);
  let silences = 0;
  await io.subscribe("rx");
  for (let asked = 1; ; asked += 1) {
    await io.write(send(asked - 1, askForToken, hex`00 10`));
    for (let wait = 0; wait < 3; wait += 1) {
      const piece = await io.next("rx", (silences + 1) * 1_000);
      if (piece === undefined) silences += 1;
      if (silences > silenceLimit) throw silent();
      for (const frame of read(piece ?? hex``)) {
        const token = tokenIn(frame);
        if (token) return { token, asked };
      }
    }
  }
}

/** The token in an answer; undefined for an answer without one. */
function tokenIn(frame: Uint8Array): Uint8Array | undefined {
  const data = frame.subarray(11, -3);
  if (data.length < 2) return undefined;
  const code = numberAt(data, 0);
  if (code === accepted) return data.length < 2 + tokenLength ? undefined : data.slice(2, 2 + tokenLength);
  throw new ButtplugError(
    "protocol/not-identified",
    `the device refused the handshake with code ${code.toString(16)}`,
    {
      details: { protocol: "honeyplaybox" },
    },
  );
}

function numberAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}

function silent(): ButtplugError {
  return new ButtplugError("hardware/no-answer", "the device did not answer the handshake", {
    details: { afterMs: 10_000 },
  });
}

/** For 6 s each motor: its number and mode, how long, its frequency and its strength. All signed with the token. */
function levelsPacket(levels: readonly number[], token: Uint8Array, count: number): Packet {
  const groups = Uint8Array.from(
    levels.flatMap((level, motor) => [...hex`${(motor << 4) | 1} 00 05 00 3c 00 00 ${level}`]),
  );
  const signature = md5(hex`b1 ${setLevels} ${be16(groups.length + 8)} ${groups} ${secret} ${token}`).subarray(0, 8);
  return send(count, setLevels, hex`${groups} ${signature}`);
}

/** Tier 3 because of the token that signs every packet. */
export default defineProtocol({
  key: "honeyplaybox",
  summary: "Signed and numbered frames with the levels of all motors, sent anew twice a second.",
  endpoints: ["tx", "rx", "rxblebattery"],
  initialize,
  outputs({ features }, { token, asked }) {
    const motors = features.filter(({ outputs }) => Object.keys(outputs).length > 0).map(({ index }) => index);
    const rule = combined(
      (levels, _, count) => {
        const each = motors.map((motor) => levels[motor] ?? 0);
        return levelsPacket(each, token, asked + 1 + count);
      },
      { repeat: { everyMs: 500, atRest: true } },
    );
    return { vibrate: rule, oscillate: rule, rotate: rule };
  },
  inputs: { battery: standardBattery },
  exampleFindings: { token: { token: hex`00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f`, asked: 1 } },
  examples: [
    "HPB-398: vibrate 0=0 -> tx!: 02 a5 5a 55 aa f0 02 b1 03 00 10 01 00 05 00 3c 00 00 00 da 29 60 51 6f 4d 87 7b 03 f9 f1",
    "vibrate 0=50 tick -> tx!: 02 a5 5a 55 aa f0 02 b1 03 00 10 01 00 05 00 3c 00 00 32 b7 4f 89 fe 16 dc 0c d0 03 30 d0 | tx!: 02 a5 5a 55 aa f0 03 b1 03 00 10 01 00 05 00 3c 00 00 32 b7 4f 89 fe 16 dc 0c d0 03 30 d0",
    "vibrate 0=100 -> tx!: 02 a5 5a 55 aa f0 02 b1 03 00 10 01 00 05 00 3c 00 00 64 f8 65 bc 7f cc 35 f5 46 03 48 d9",
    "HPB-399: vibrate 0=50 oscillate 1=100 -> tx!: 02 a5 5a 55 aa f0 02 b1 03 00 18 01 00 05 00 3c 00 00 32 11 00 05 00 3c 00 00 00 f3 ce a9 b8 cb c3 bf 52 03 6c 0c | tx!: 02 a5 5a 55 aa f0 03 b1 03 00 18 01 00 05 00 3c 00 00 32 11 00 05 00 3c 00 00 64 60 e1 8c 40 63 f0 46 09 03 30 74",
    "HPB-376-1: rotate 0=100 -> tx!: 02 a5 5a 55 aa f0 02 b1 03 00 18 01 00 05 00 3c 00 00 64 11 00 05 00 3c 00 00 00 90 1b c8 54 e2 51 b7 e5 03 8d 66",
  ],
});
