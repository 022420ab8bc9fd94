import { defineSimulator, readGalakuPacket, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const batteryQuestion = [0x5a, 0x00, 0x00, 0x01, 0x13];

export default defineSimulator({
  key: "galaku",
  // The default model stands for devices that are not listed; whoever wants one gets one like it.
  advertisedName: ({ identifier }) => identifier || "GX85",
  open(model) {
    const levels = new SimulatedLevels(model);
    const isPlain = model.identifier === "AC695X_1(BLE)";
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint !== "tx") return [];
        const payload = readGalakuPacket(data);
        if (payload && batteryQuestion.every((byte, at) => payload[at] === byte)) {
          return [{ endpoint: "rxblebattery", data: Uint8Array.of(this.battery) }];
        }
        if (isPlain && data.length === 16 && data[0] === 0xaa && data[5] === Math.sign(data[4] ?? 0)) {
          levels.set(() => true, data[4] ?? 0);
        }
        const [, , , , command, kind, second = 0, third = 0] = payload ?? [];
        if (command === 0x31) levels.set(({ feature }) => feature === 0, kind ?? 0);
        if (command === 0x40 && kind === 0x03) {
          levels.set(({ feature }) => feature === 0, second);
          levels.set(({ feature }) => feature === 1, third);
        }
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
