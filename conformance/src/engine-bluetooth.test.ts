import { spawnSync } from "node:child_process";
import { DeviceOutput } from "buttplug";
import { describe, expect, it, onTestFinished } from "vitest";
import { startDbusDaemon } from "../../packages/hardware-bluetooth/test/bluez/dbus-daemon.js";
import { FakeBluez } from "../../packages/hardware-bluetooth/test/bluez/fake-bluez.js";
import type { FakePeripheral } from "../../packages/hardware-bluetooth/test/bluez/fake-peripheral.js";
import { startEngineProcess } from "./engine-process.js";
import { NpmPeer } from "./npm-peer.js";
import { clientAt, next } from "./our-client.js";
import { runProgram } from "./run-program.js";

const hasDbus = spawnSync("dbus-daemon", ["--version"]).status === 0;
if (!hasDbus) process.stdout.write("skipped: the engine and Bluetooth, because there is no dbus-daemon\n");

const service = "50300001-0024-4bd4-bbd5-a6920e4c5653";
const tx = "50300002-0024-4bd4-bbd5-a6920e4c5653";
const rx = "50300003-0024-4bd4-bbd5-a6920e4c5653";

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** A Lovense Edge that answers as its firmware does, and what was written to it. */
class Edge {
  readonly #peripheral: FakePeripheral;

  constructor(bluez: FakeBluez) {
    this.#peripheral = bluez.addPeripheral({
      address: "AA:BB:CC:DD:EE:80",
      name: "LVS-Edge36",
      services: { [service]: { [tx]: { flags: ["write", "write-without-response"] }, [rx]: { flags: ["notify"] } } },
    });
    void this.#answer();
  }

  get packets(): readonly string[] {
    return this.#peripheral.writes.map(({ data }) => text.decode(data));
  }

  /** Waits for a packet after the first `taken` ones, and gives how many there are then. */
  async until(packet: string, taken = 0): Promise<number> {
    while (!this.packets.slice(taken).includes(packet)) await new Promise((resolve) => setImmediate(resolve));
    return this.packets.length;
  }

  async #answer(): Promise<never> {
    for (;;) {
      const asked = text.decode(await this.#peripheral.received(1));
      if (asked.includes("DeviceType;")) this.#peripheral.notify(rx, utf8.encode("P:11:AABBCCDDEEFF;"));
      if (asked.includes("Battery;")) this.#peripheral.notify(rx, utf8.encode("85;"));
    }
  }
}

/** The engine as its users start it, on a machine whose BlueZ has this device. */
async function engineWithEdge() {
  const daemon = await startDbusDaemon();
  const bluez = await FakeBluez.start(daemon.address);
  onTestFinished(async () => {
    await bluez[Symbol.asyncDispose]();
    await daemon[Symbol.asyncDispose]();
  });
  bluez.addAdapter();
  const edge = new Edge(bluez);
  const others = ["--no-serial", "--no-hid", "--no-lovense-dongle"];
  const engine = await startEngineProcess(["serve", ...others], { DBUS_SYSTEM_BUS_ADDRESS: daemon.address });
  return { engine, edge };
}

describe.skipIf(!hasDbus && process.env["CI"] === undefined)(
  "the engine drives Bluetooth devices through BlueZ",
  () => {
    it("for a published client, and brings them to rest before it ends", async () => {
      const { engine, edge } = await engineWithEdge();
      const peer = await NpmPeer.connectTo(engine.address);
      const added = peer.next("deviceadded");
      await peer.startScanning();
      await added;
      await peer.stopScanning();
      const device = peer.named("Lovense Edge");
      let taken = edge.packets.length;
      await device.runOutput(DeviceOutput.Vibrate.percent(0.5));
      expect(edge.packets.slice(taken)).toEqual(["Vibrate1:10;", "Vibrate2:10;"]);
      expect(await device.battery()).toBe(85);
      taken = edge.packets.length;
      engine.child.kill("SIGTERM");
      expect(await engine.ended).toBe(0);
      // They arrived while the process was there: nothing is written to the device after it has ended.
      expect(edge.packets.slice(taken)).toEqual(expect.arrayContaining(["Vibrate1:0;", "Vibrate2:0;"]));
      expect(engine.printed()).toContain("All devices are stopped.");
    });

    it("for a client of ours that is killed while it drives", async () => {
      const { engine, edge } = await engineWithEdge();
      const client = await clientAt(engine.address);
      const added = next(client, "deviceAdded");
      await client.startScanning();
      expect((await added).name).toBe("Lovense Edge");
      await client.stopScanning();
      expect(await client.devices[0]?.battery()).toBe(85);
      const driver = await runProgram(new URL("programs/driving-client.ts", import.meta.url), [engine.address]);
      const taken = await edge.until("Vibrate2:20;");
      driver.kill("SIGKILL");
      await edge.until("Vibrate2:0;", taken);
      expect(edge.packets.slice(taken)).toEqual(expect.arrayContaining(["Vibrate1:0;", "Vibrate2:0;"]));
      // The device stays with whoever else is there.
      await client.devices[0]?.vibrate(0.1);
      expect(edge.packets.slice(-2)).toEqual(["Vibrate1:2;", "Vibrate2:2;"]);
    });
  },
);
