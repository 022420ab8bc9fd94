import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { NetworkHardwareManager } from "../src/index.js";
import { type FarStroker, TcpStroker, UdpStroker } from "./far-stroker.js";

hardwareManagerCompliance("T-Code over UDP", () => world(() => UdpStroker.open()));
hardwareManagerCompliance("T-Code over TCP", () => world(() => TcpStroker.open()));

async function world(open: () => Promise<FarStroker>) {
  const strokers = [await open(), await open()] as const;
  const devices = strokers.map(({ address }) => ({ address }));
  const manager = new NetworkHardwareManager({ devices, silenceLimitMs: 1_000 });
  const cleanup = async () => {
    await Promise.all(strokers.map((each) => each.close()));
  };
  return { manager, device: far(strokers[0]), other: far(strokers[1]), cleanup };
}

function far(stroker: FarStroker): FarDevice {
  return {
    isMeant: ({ id }) => id === stroker.address,
    plan: { kind: "network", protocol: "tcode-v03", endpoints: ["tx", "rx"] },
    tx: "tx",
    received: (count) => stroker.received(count),
    sends: { endpoint: "rx", send: async (data) => stroker.send(data) },
    vanish: async () => {
      stroker.state = "gone";
    },
    appear: async () => {
      stroker.state = "present";
    },
    stall: async () => {
      stroker.state = "mute";
    },
  };
}
