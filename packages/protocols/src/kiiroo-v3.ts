import { defineProtocol, hex, kiirooSpeed, readFrom, travel, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-v3",
  summary: "A position and the speed to it.",
  endpoints: ["tx", "rx"],
  outputs: {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      write("tx", hex`03 00 ${kiirooSpeed(distance, durationMs)} ${value}`),
    ),
  },
  // Where relatives of the device have it. Nobody knows its place here, so a read says that there is none.
  inputs: { battery: { read: readFrom("whitelist", (data) => data[5]) } },
  examples: [
    "KEON WIFI: hwPositionWithDuration 0=99@500 0=0@1000 -> tx: 03 00 28 63 | tx: 03 00 13 00",
    "Keon Wifi: hwPositionWithDuration 0=50@100 0=50@50 -> tx: 03 00 6b 32 | tx: 03 00 00 32",
    "KEON WIFI: hwPositionWithDuration 0=99@500 stop -> tx: 03 00 28 63",
  ],
});
