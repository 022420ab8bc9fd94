import {
  ButtplugBrowserWebsocketClientConnector,
  ButtplugClient,
  type ButtplugClientDevice,
  type ButtplugMessage,
} from "buttplug-0";
import { ButtplugError } from "buttplug-ts";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

type PeerEvent = "deviceadded" | "deviceremoved" | "disconnect" | "scanningfinished";

// It was made for browsers; Node has had a WebSocket of its own since version 22 only.
Object.assign(globalThis, { WebSocket });

/** The npm client 0.13.2, which speaks spec v1. */
export class NpmPeer0 extends ButtplugClient {
  /** Connects a client that leaves when the test is over. */
  static async connectTo(address: string): Promise<NpmPeer0> {
    const peer = new NpmPeer0("npm buttplug 0.13");
    const connector = new ButtplugBrowserWebsocketClientConnector(address);
    onTestFinished(async () => {
      if (connector.Connected) await connector.Disconnect();
    });
    await peer.Connect(connector);
    return peer;
  }

  /** Resolves with what comes with the next event of this name. */
  next(event: PeerEvent): Promise<unknown> {
    return new Promise((resolve) => this.once(event, resolve));
  }

  /** Scans to the end. */
  async scan(): Promise<void> {
    const finished = this.next("scanningfinished");
    await this.StartScanning();
    await finished;
  }

  /** The device of this name. */
  named(name: string): ButtplugClientDevice {
    const found = this.Devices.find((device) => device.Name === name);
    if (found) return found;
    throw new ButtplugError("device/unknown", `the npm client has no ${name}`);
  }

  /** Sends a message that the client's own checks would hold back. */
  raw(message: ButtplugMessage): Promise<ButtplugMessage> {
    return this.SendMessage(message);
  }
}
