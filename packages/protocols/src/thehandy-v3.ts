import { ButtplugError } from "@buttplug-ts/core";
import { type DialogueIo, defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";
import { floatField, messageField, varintField } from "@buttplug-ts/protocol-kit/protobuf";

const answerLimitMs = 2_000;

/** Requests by their number, which is also the number of the field with their parameters. */
const batteryGet = 710;
const capabilitiesGet = 713;
const move = 744;
const vibrationSet = 900;
const vibrationStop = 901;

/** A request of this number, in a message that says that it is one. */
function request(id: number, number: number, ...parameters: readonly Uint8Array[]): Uint8Array {
  return hex`08 01 ${messageField(2, varintField(2, id), messageField(number, ...parameters))}`;
}

/** Two questions that begin every session. What the device answers changes nothing, but one that speaks this answers. */
async function initialize(io: DialogueIo): Promise<void> {
  await io.subscribe("rx");
  for (const [index, question] of [batteryGet, capabilitiesGet].entries()) {
    await io.write(write("tx", request(index + 1, question)));
    if ((await io.next("rx", answerLimitMs)) === undefined) {
      throw new ButtplugError("hardware/no-answer", `the device did not answer a question in ${answerLimitMs} ms`, {
        details: { afterMs: answerLimitMs },
      });
    }
  }
}

/** Behind those of the questions. */
const firstId = 2;

/** Tier 3 because of the questions. */
export default defineProtocol({
  key: "thehandy-v3",
  summary: "Numbered protobuf requests: a position and a time, or the strength of a vibration. Firmware 4 and newer.",
  endpoints: ["tx", "rx"],
  identify: async ({ name }) => {
    const [, hardware = "", ...rest] = name.split("_");
    return rest.length > 0 ? hardware : "unknown";
  },
  initialize,
  outputs: {
    hwPositionWithDuration: perFeature(({ value, durationMs }, count) => {
      const stopOnTarget = varintField(3, 1);
      const way = [floatField(1, value / 100), varintField(2, durationMs), stopOnTarget];
      return write("tx", request(firstId + count, move, ...way), { withResponse: true });
    }),
    vibrate: perFeature(({ value }, count) => {
      const id = firstId + count;
      const frequency = varintField(2, 100);
      const data =
        value === 0 ? request(id, vibrationStop) : request(id, vibrationSet, floatField(1, value / 100), frequency);
      return write("tx", data, { withResponse: true });
    }),
  },
  // The bare question, without the message around it: no more than a sign of life.
  keepalive: {
    packet: write("tx", hex`${varintField(2, 1)} ${messageField(capabilitiesGet)}`, { withResponse: true }),
  },
  examples: [
    "hwPositionWithDuration 0=0@500 0=50@500 -> tx!: 08 01 12 0a 10 02 c2 2e 05 10 f4 03 18 01 | tx!: 08 01 12 0f 10 03 c2 2e 0a 0d 00 00 00 3f 10 f4 03 18 01",
    "hw3: hwPositionWithDuration 0=0@500 stop -> tx!: 08 01 12 0a 10 02 c2 2e 05 10 f4 03 18 01",
    "hw4: hwPositionWithDuration 0=0@500 -> tx!: 08 01 12 0a 10 02 c2 2e 05 10 f4 03 18 01",
    "hw1: vibrate 0=0 0=50 0=100 -> tx!: 08 01 12 05 10 02 aa 38 00 | tx!: 08 01 12 0c 10 03 a2 38 07 0d 00 00 00 3f 10 64 | tx!: 08 01 12 0c 10 04 a2 38 07 0d 00 00 80 3f 10 64",
    "hw1: stop vibrate 0=50 -> tx!: 08 01 12 05 10 02 aa 38 00 | tx!: 08 01 12 0c 10 03 a2 38 07 0d 00 00 00 3f 10 64",
  ],
});
