import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** One packet an endpoint, of what is commanded. The vibrator's off also ends what plays on the second endpoint. */
const channels = combined((_, commands) => {
  const levelOf = (channel: number) => commands.find(({ feature }) => feature === channel)?.value;
  const vibrator = levelOf(0);
  const second = levelOf(1) ?? (vibrator === 0 ? 0 : undefined);
  return [
    ...(vibrator === undefined ? [] : [write("tx", hex`${vibrator}`)]),
    ...(second === undefined ? [] : [write("txmode", hex`${second}`)]),
  ];
});

export default defineProtocol({
  key: "libo-vibes",
  summary: "A byte each for the vibrator and a second channel, at their own endpoints.",
  endpoints: ["tx", "txmode"],
  outputs: { vibrate: channels },
  examples: [
    "XiaoLu: vibrate 0=100 0=50 0=1 0=0 -> tx: 64 | tx: 32 | tx: 01 | tx: 00 | txmode: 00",
    "BaiHu: vibrate 0=50 1=3 1=0 -> tx: 32 | txmode: 03 | txmode: 00",
    "Gugudai: vibrate 0=100 + 1=3 0=0 + 1=3 -> tx: 64 | txmode: 03 | tx: 00 | txmode: 03",
    "Haima: vibrate 0=100 1=3 stop -> tx: 64 | txmode: 03 | tx: 00 | txmode: 00",
    "Yuyi: vibrate 0=50 stop -> tx: 32 | tx: 00 | txmode: 00",
  ],
});
