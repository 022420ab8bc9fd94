import { ButtplugClient, type ButtplugMessage, ButtplugNodeWebsocketClientConnector } from "buttplug-3";
import { ButtplugError } from "buttplug-ts";
import { onTestFinished } from "vitest";

type PeerEvent = "deviceadded" | "deviceremoved" | "disconnect" | "scanningfinished";

/** The npm client of spec v3, which most applications have. */
export class NpmPeer3 extends ButtplugClient {
  /** Connects a client that leaves when the test is over. */
  static async connectTo(address: string): Promise<NpmPeer3> {
    const peer = new NpmPeer3("npm buttplug 3");
    const connector = new ButtplugNodeWebsocketClientConnector(address);
    onTestFinished(async () => {
      if (connector.Connected) await connector.disconnect();
    });
    await peer.connect(connector);
    return peer;
  }

  /** Resolves with what comes with the next event of this name. */
  next(event: PeerEvent): Promise<unknown> {
    return new Promise((resolve) => this.once(event, resolve));
  }

  /** Scans to the end. */
  async scan(): Promise<void> {
    const finished = this.next("scanningfinished");
    await this.startScanning();
    await finished;
  }

  /** The device of this name. */
  named(name: string) {
    const found = this.devices.find((device) => device.name === name);
    if (found) return found;
    throw new ButtplugError("device/unknown", `the npm client has no ${name}`);
  }

  /** Sends a message that the client's own checks would hold back. */
  raw(message: ButtplugMessage): Promise<ButtplugMessage> {
    return this.sendMessage(message);
  }
}
