import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { NetworkHardwareManager } from "../src/index.js";
import { type FarStroker, TcpStroker, UdpStroker } from "./far-stroker.js";

/** What it answers when the manager asks whether it is there is nothing that listeners hear. */
async function quiet(): Promise<FarStroker> {
  const stroker = await UdpStroker.open();
  stroker.answer = "";
  return stroker;
}

hardwareManagerCompliance("T-Code over UDP", () => world(quiet, 1_000));
hardwareManagerCompliance("T-Code over TCP", () => world(() => TcpStroker.open()));

async function world(open: () => Promise<FarStroker>, silenceLimitMs = 10_000) {
  const strokers = [await open(), await open()] as const;
  const devices = strokers.map(({ address }) => ({ address }));
  const manager = new NetworkHardwareManager({ devices, silenceLimitMs });
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
