import { combined, defineProtocol, hex, type Packet, svakomMotors, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v6",
  summary: "One motor, or two that share one level, in one packet; a third one has a packet of its own.",
  endpoints: ["tx", "rx"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length === 1;
    const shared = (levels: readonly number[]) => write("tx", hex`55 03 ${svakomMotors(levels, { single })} 00`);
    const third = (level: number) => write("tx", hex`55 07 00 00 ${level === 0 ? 0x00 : 0x01} ${level} 00`);
    return {
      vibrate: combined((levels, commands) => {
        const packets: Packet[] = [];
        if (commands.some(({ feature }) => feature < 2)) packets.push(shared(levels));
        if (commands.some(({ feature }) => feature === 2)) packets.push(third(levels[2] ?? 0));
        return packets;
      }),
    };
  },
  examples: [
    "CocoPro: vibrate 0=5 0=0     -> tx: 55 03 00 00 01 05 00 | tx: 55 03 00 00 00 00 00",
    "Vick Neo 2: vibrate 0=10 1=3 -> tx: 55 03 01 00 01 0a 00 | tx: 55 03 00 00 01 0a 00",
    "Iker Neo: vibrate 0=10 + 1=3 0=0 -> tx: 55 03 00 00 01 0a 00 | tx: 55 03 02 00 01 03 00",
    "Iker Neo: vibrate 2=3 2=5 2=0 -> tx: 55 07 00 00 01 03 00 | tx: 55 07 00 00 01 05 00 | tx: 55 07 00 00 00 00 00",
    "Iker Neo: vibrate 2=3 + 0=10 stop -> tx: 55 03 01 00 01 0a 00 | tx: 55 07 00 00 01 03 00 | tx: 55 03 00 00 00 00 00 | tx: 55 07 00 00 00 00 00",
  ],
});
