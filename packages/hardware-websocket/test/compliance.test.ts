import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { WebSocket } from "ws";
import { WebSocketHardwareManager } from "../src/index.js";
import { handshake, plan } from "./set-up.js";

hardwareManagerCompliance("devices by WebSocket", async () => {
  const manager = new WebSocketHardwareManager({ port: 0, hosts: ["127.0.0.1"] });
  await manager.ready;
  const [address = ""] = manager.addresses;
  const devices = [new Box(address, "box-1"), new Box(address, "box-2")] as const;
  return {
    manager,
    device: far(devices[0]),
    other: far(devices[1]),
    cleanup: async () => {
      for (const each of devices) each.leave();
    },
  };
});

/** A device that comes again as soon as it is sent away, until it is switched off. */
class Box {
  readonly #server: string;
  readonly id: string;
  readonly #bytes: number[] = [];
  #ws: WebSocket | undefined;
  #wake: () => void = () => {};

  constructor(server: string, id: string) {
    this.#server = server;
    this.id = id;
    this.enter();
  }

  enter(): void {
    const ws = new WebSocket(this.#server);
    this.#ws = ws;
    ws.on("open", () => ws.send(handshake("box", this.id)));
    ws.on("message", (data) => {
      this.#bytes.push(...(data as Buffer));
      this.#wake();
    });
    ws.on("error", () => {});
    ws.on("close", (code) => {
      if (this.#ws === ws && code === 1000) this.enter();
    });
  }

  leave(): void {
    const ws = this.#ws;
    this.#ws = undefined;
    ws?.terminate();
  }

  freeze(): void {
    this.#ws?.pause();
  }

  send(data: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => this.#ws?.send(data, (error) => (error ? reject(error) : resolve())));
  }

  async received(count: number): Promise<Uint8Array> {
    while (this.#bytes.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return Uint8Array.from(this.#bytes.splice(0));
  }
}

function far(box: Box): FarDevice {
  return {
    isMeant: ({ id }) => id === box.id,
    plan,
    tx: "tx",
    received: (count) => box.received(count),
    sends: { endpoint: "rx", send: (data) => box.send(data) },
    vanish: async () => box.leave(),
    appear: async () => box.enter(),
    stall: async () => box.freeze(),
  };
}
