import { EventEmitter } from "node:events";
import type { BluetoothAdvertisement } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import type { NobleApi, NobleCharacteristic, NoblePeripheral } from "../src/noble-api.js";
import { NobleCentral } from "../src/noble-central.js";
import { availabilityIn } from "../src/noble-states.js";

/** An adapter that cannot scan while it connects, as over HCI. */
class FakeNoble extends EventEmitter implements NobleApi {
  state = "unknown";
  readonly log: string[] = [];

  become(state: string): void {
    this.state = state;
    this.emit("stateChange", state);
  }

  async startScanningAsync(): Promise<void> {
    this.log.push("scan");
  }

  async stopScanningAsync(): Promise<void> {
    this.log.push("scan stop");
    this.emit("scanStop");
  }

  stop(): void {
    this.log.push("stop");
  }
}

class FakeDevice extends EventEmitter implements NoblePeripheral {
  readonly id = "aabbccddee01";
  readonly address = "aa:bb:cc:dd:ee:01";
  readonly connectable = true;
  readonly advertisement = {
    localName: "Toy",
    manufacturerData: Uint8Array.of(0x6c, 0x02, 0xff, 0x21),
    serviceUuids: ["fff0"],
  };
  readonly #noble: FakeNoble;
  settleConnect: (error?: Error) => void = () => {};

  constructor(noble: FakeNoble) {
    super();
    this.#noble = noble;
  }

  connectAsync(): Promise<void> {
    this.#noble.emit("scanStop");
    this.#noble.log.push("connect");
    return new Promise((resolve, reject) => {
      this.settleConnect = (error) => (error ? reject(error) : resolve());
    });
  }

  /** Set: calling off does not end the attempt. */
  isDeaf = false;

  cancelConnect(): void {
    this.#noble.log.push("cancel");
    if (this.isDeaf) return;
    const canceled = new TypeError("connection canceled!");
    this.emit("connect", canceled);
    this.settleConnect(canceled);
  }

  async disconnectAsync(): Promise<void> {
    this.#noble.log.push("disconnect");
  }

  async discoverServicesAsync(): ReturnType<NoblePeripheral["discoverServicesAsync"]> {
    const characteristic = { uuid: "fff2", properties: ["writeWithoutResponse"] } as unknown as NobleCharacteristic;
    return [{ uuid: "fff0", discoverCharacteristicsAsync: async () => [characteristic] }];
  }

  async updateRssiAsync(): Promise<number> {
    return -50;
  }
}

async function poweredOn(): Promise<{ noble: FakeNoble; device: FakeDevice; central: NobleCentral; clock: TestClock }> {
  const noble = new FakeNoble();
  const clock = new TestClock();
  const central = new NobleCentral(noble, clock);
  noble.become("poweredOn");
  await central.ready;
  return { noble, device: new FakeDevice(noble), central, clock };
}

const id = "AA:BB:CC:DD:EE:01";

describe("Bluetooth over noble", () => {
  it("reports what noble discovers", async () => {
    const { noble, device, central } = await poweredOn();
    const end = new AbortController();
    const seen: BluetoothAdvertisement[] = [];
    const scan = central.scan((each) => seen.push(each), end.signal);
    await settle();
    noble.emit("discover", device);
    end.abort();
    await scan;
    const manufacturerData = [{ company: 0x26c, data: Uint8Array.of(0xff, 0x21) }];
    const services = ["0000fff0-0000-1000-8000-00805f9b34fb"];
    expect(seen).toEqual([{ kind: "bluetooth", id, name: "Toy", services, manufacturerData }]);
    await settle();
    expect(noble.log).toEqual(["scan", "scan stop"]);
  });

  it("goes on with a scan that a connection interrupted", async () => {
    const { noble, device, central } = await poweredOn();
    const end = new AbortController();
    const scan = central.scan(() => {}, end.signal);
    await settle();
    noble.emit("discover", device);
    const connecting = central.connect(id, new AbortController().signal);
    await settle();
    expect(noble.log).toEqual(["scan", "connect"]);
    device.settleConnect();
    const peripheral = await connecting;
    await settle();
    expect(noble.log).toEqual(["scan", "connect", "scan"]);
    const services = await peripheral.discover(end.signal);
    const [characteristic] = services.get("0000fff0-0000-1000-8000-00805f9b34fb")?.values() ?? [];
    expect(characteristic?.writes).toEqual({ withResponse: false, withoutResponse: true });
    end.abort();
    await scan;
  });

  it("looks for a device that it does not know, and calls off a connection", async () => {
    const { noble, device, central } = await poweredOn();
    const end = new AbortController();
    const connecting = central.connect(id, end.signal);
    connecting.catch(() => {});
    await settle();
    noble.emit("discover", device);
    await settle();
    expect(noble.log).toEqual(["scan", "scan stop", "connect"]);
    end.abort();
    await expect(connecting).rejects.toThrow();
    expect(noble.log.at(-1)).toBe("cancel");
  });

  it("lets go of a connection that comes when it was called off, and not of the next one", async () => {
    const { noble, device, central } = await poweredOn();
    const end = new AbortController();
    const scan = central.scan(() => {}, end.signal);
    await settle();
    noble.emit("discover", device);
    const first = new AbortController();
    const calledOff = central.connect(id, first.signal);
    calledOff.catch(() => {});
    await settle();
    first.abort();
    await expect(calledOff).rejects.toThrow();
    device.emit("connect", undefined); // as Windows does
    expect(noble.log.at(-1)).toBe("disconnect");
    const second = new AbortController();
    const again = central.connect(id, second.signal);
    again.catch(() => {});
    await settle();
    second.abort();
    await expect(again).rejects.toThrow();
    noble.log.length = 0;
    const third = central.connect(id, new AbortController().signal);
    await settle();
    device.emit("connect", undefined);
    device.settleConnect();
    await third;
    expect(noble.log).not.toContain("disconnect");
    expect(device.listenerCount("connect")).toBe(0);
    end.abort();
    await scan;
  });

  it("scans on after a connection that does not end when it is called off", async () => {
    const { noble, device, central } = await poweredOn();
    const scan = central.scan(() => {}, new AbortController().signal);
    await settle();
    noble.emit("discover", device);
    device.isDeaf = true;
    const end = new AbortController();
    const connecting = central.connect(id, end.signal);
    connecting.catch(() => {});
    await settle();
    noble.log.length = 0;
    end.abort();
    await expect(connecting).rejects.toThrow();
    await settle();
    expect(noble.log).toEqual(["cancel", "scan"]);
    noble.become("poweredOff");
    await scan;
  });

  it("begins a scan that did not begin from the start the next time", async () => {
    const { noble, central, clock } = await poweredOn();
    vi.spyOn(noble, "startScanningAsync").mockReturnValueOnce(new Promise(() => {}));
    const stuck = central.scan(() => {}, new AbortController().signal);
    stuck.catch(() => {});
    await clock.advance(5_000);
    await expect(stuck).rejects.toMatchObject({ code: "hardware/unavailable" });
    expect(noble.log).toEqual(["scan stop"]); // over HCI nothing is begun that was begun before
  });

  it("loses devices and ends scans when the adapter goes, and scans again when it is back", async () => {
    const { noble, device, central } = await poweredOn();
    const scan = central.scan(() => {}, new AbortController().signal);
    await settle();
    noble.emit("discover", device);
    const connecting = central.connect(id, new AbortController().signal);
    await settle();
    device.settleConnect();
    const { gone } = await connecting;
    noble.become("poweredOff");
    await scan;
    expect(await gone).toMatchObject({ by: "failure" });
    const refused = central.scan(() => {}, new AbortController().signal);
    await expect(refused).rejects.toMatchObject({ code: "hardware/unavailable" });
    noble.become("poweredOn");
    noble.log.length = 0;
    void central.scan(() => {}, new AbortController().signal);
    await settle();
    expect(noble.log).toEqual(["scan"]);
  });

  it("says that the adapter does not answer when it is silent for five seconds", async () => {
    const clock = new TestClock();
    const central = new NobleCentral(new FakeNoble(), clock);
    await clock.advance(5_000);
    await central.ready;
    expect(central.availability.value).toMatchObject({
      usable: false,
      why: expect.stringContaining("does not answer"),
    });
  });

  it.each([
    ["unauthorized", "darwin", /^macOS .*terminal.*Bluetooth.*\.$/],
    ["unauthorized", "win32", /^Windows .*\.$/],
    ["unauthorized", "linux", /^This program .*setcap.*\.$/],
    ["poweredOff", "darwin", /^Bluetooth is switched off: .*\.$/],
    ["unsupported", "win32", /^There is no .*\.$/],
    ["resetting", "darwin", /^Bluetooth is starting .*\.$/],
    ["unknown", "darwin", /^macOS has not said .*\.$/],
    ["unknown", "win32", /^Bluetooth does not answer: .*\.$/],
  ] as const)("says what %s means on %s", (state, platform, sentence) => {
    expect(availabilityIn(state, platform)).toEqual({ usable: false, why: expect.stringMatching(sentence) });
  });
});
