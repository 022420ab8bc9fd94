import { be16, crc16Modbus, defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const head = hex`02 a5 5a 55 aa f0`;
const token = hex`00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f`;

/** Takes frames with a right checksum. It believes signatures, and does not mind after 6 s that nobody goes on. */
export default defineSimulator({
  key: "honeyplaybox",
  // All names are listed; whoever wants the default model gets one like it.
  advertisedName: ({ identifier }) => identifier || "HPB-398",
  open(model) {
    const levels = new SimulatedLevels(model);
    let trusted = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        const body = data.slice(head.length + 1, -3);
        const [, command, high = 0, low = 0, ...content] = body;
        const sum = hex`03 ${be16(crc16Modbus(body))}`;
        const sound = head.every((byte, at) => data[at] === byte) && sum.every((byte, at) => data.at(at - 3) === byte);
        if (endpoint !== "tx" || !sound || content.length !== high * 256 + low) return [];
        if (command === 0x01) {
          trusted = true;
          const answer = hex`b1 01 ${be16(2 + token.length)} 90 00 ${token}`;
          const count = data[head.length] ?? 0;
          return [{ endpoint: "rx", data: hex`${head} ${count} ${answer} 03 ${be16(crc16Modbus(answer))}` }];
        }
        const motors = content.slice(0, -8);
        for (let at = 0; trusted && at < motors.length; at += 8) {
          levels.set(({ feature }) => feature === (motors[at] ?? 0) >> 4, motors[at + 7] ?? 0);
        }
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
