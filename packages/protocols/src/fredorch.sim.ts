import { crc16Modbus, defineSimulator, hex, SimulatedLevels, withCrc16Modbus } from "@buttplug-ts/protocol-kit";

const writeRegister = 0x06;
const writeRegisters = 0x10;

export default defineSimulator({
  key: "fredorch",
  advertisedName: () => "YXlinksSPP",
  open(model) {
    const levels = new SimulatedLevels(model);
    /** As Modbus wants it: one register is confirmed with the request, several with where and how many. */
    const answer = (data: Uint8Array): Uint8Array | undefined => {
      const [unit, code] = data;
      if (unit !== 0x01 || crc16Modbus(data) !== 0) return undefined;
      if (code === writeRegister && data.length === 8) return data;
      if (code !== writeRegisters || data.length !== 19) return withCrc16Modbus(hex`01 ${(code ?? 0) | 0x80} 01`);
      const tenths = data[14] ?? 0;
      levels.set(({ output }) => output === "hwPositionWithDuration", tenths / 10);
      return withCrc16Modbus(data.slice(0, 6));
    };
    return {
      battery: 100,
      receive(endpoint, data) {
        const reply = endpoint === "tx" ? answer(data) : undefined;
        return reply ? [{ endpoint: "rx", data: reply }] : [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
