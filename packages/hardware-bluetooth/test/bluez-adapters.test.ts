import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type BluezOptions,
  type BluezState,
  type BluezWatch,
  listBluezAdapters,
  watchBluez,
} from "../src/bluez-adapters.js";
import { type DbusDaemon, type DbusDaemonOptions, startDbusDaemon } from "./bluez/dbus-daemon.js";
import { FakeBluez } from "./bluez/fake-bluez.js";
import { hasDbus, until } from "./dbus-world.js";

let folder: string;
const cleanups: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluez-adapters-"));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await rm(folder, { recursive: true });
});

async function startBus(options?: DbusDaemonOptions): Promise<DbusDaemon> {
  const daemon = await startDbusDaemon(options);
  cleanups.push(() => daemon[Symbol.asyncDispose]());
  return daemon;
}

async function startBluez(address: string): Promise<FakeBluez> {
  const bluez = await FakeBluez.start(address);
  cleanups.push(() => bluez[Symbol.asyncDispose]());
  return bluez;
}

/** A watch that tells what it says, one state after the other. */
class Watched {
  readonly watch: BluezWatch;
  readonly #states: BluezState[] = [];
  #wake: () => void = () => {};

  constructor(options: BluezOptions) {
    const onChange = (state: BluezState) => {
      this.#states.push(state);
      this.#wake();
    };
    this.watch = watchBluez({ sysfs: folder, ...options, onChange });
    cleanups.push(() => this.watch.close());
  }

  /** Settles once the state is such. */
  async until(isMeant: (state: BluezState) => boolean): Promise<BluezState> {
    for (;;) {
      const next = this.#states.shift();
      if (next && isMeant(next)) return next;
      if (next) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  usable(): Promise<BluezState> {
    return this.until(({ availability }) => availability.usable);
  }

  async why(pattern: RegExp): Promise<BluezState> {
    return await this.until(({ availability }) => !availability.usable && pattern.test(availability.why));
  }
}

async function sentence(options: BluezOptions): Promise<string> {
  const { availability } = await listBluezAdapters({ sysfs: folder, ...options });
  return availability.usable ? "" : availability.why;
}

async function radioSwitch(id: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, "class", "rfkill", id), { recursive: true });
  for (const [file, text] of Object.entries({ type: "bluetooth", name: "hci0", soft: "0", hard: "0", ...files })) {
    await writeFile(join(folder, "class", "rfkill", id, file), `${text}\n`);
  }
}

describe.skipIf(!hasDbus)("listBluezAdapters", () => {
  it("lists the adapters in the order of their numbers, and takes the first that is on", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    bluez.addAdapter({ id: "hci10", address: "00:00:00:00:00:10", roles: ["central"] });
    bluez.addAdapter({ id: "hci2", address: "00:00:00:00:00:02", powered: false, name: "dongle", roles: [] });
    const { adapters, adapter, availability } = await listBluezAdapters({ address });
    expect(adapters).toEqual([
      {
        id: "hci2",
        path: "/org/bluez/hci2",
        address: "00:00:00:00:00:02",
        name: "dongle",
        isPowered: false,
        isLowEnergyCapable: false,
      },
      {
        id: "hci10",
        path: "/org/bluez/hci10",
        address: "00:00:00:00:00:10",
        name: "bench",
        isPowered: true,
        isLowEnergyCapable: true,
      },
    ]);
    expect(adapter?.id).toBe("hci10");
    expect(availability).toEqual({ usable: true });
  });

  it("takes the adapter that was asked for, by id or address, also if it is off", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    bluez.addAdapter({ address: "00:00:00:00:00:01" });
    bluez.addAdapter({ address: "00:00:00:00:00:02", powered: false });
    expect((await listBluezAdapters({ address, adapter: "hci1", sysfs: folder })).adapter?.id).toBe("hci1");
    const byAddress = await listBluezAdapters({ address, adapter: "00:00:00:00:00:02", sysfs: folder });
    expect(byAddress.availability).toMatchObject({ why: expect.stringContaining("hci1 is switched off") });
    const missing = await sentence({ address, adapter: "hci7" });
    expect(missing).toBe("There is no Bluetooth adapter hci7: choose one of hci0, hci1.");
  });
});

describe.skipIf(!hasDbus)("what listBluezAdapters says is wrong", () => {
  it("no message bus, a bus that is gone, and an address that is none", async () => {
    const address = `unix:path=${join(folder, "none")}`;
    const why = `There is no message bus (D-Bus) at ${address}: start the service dbus, or in a container mount /run/dbus of the host.`;
    expect(await sentence({ address })).toBe(why);
    const daemon = await startDbusDaemon({ socket: join(folder, "stale") });
    await daemon[Symbol.asyncDispose]();
    expect(await sentence({ address: daemon.address })).toContain("There is no message bus (D-Bus) at");
    for (const none of ["nonsense", "carrier:pigeon=1", "unix:abstract"]) {
      expect(await sentence({ address: none })).toMatch(/^The address of the message bus, .+, cannot be used: .+\.$/);
    }
  });

  it("a message bus that does not answer, one that hangs up, and one that refuses the user", async () => {
    const mute = await listen(() => {});
    expect(await sentence({ address: mute, limitMs: 30 })).toBe(
      "The system's message bus does not answer: restart the service dbus.",
    );
    const curt = await listen((socket) => socket.destroy());
    expect(await sentence({ address: curt })).toMatch(
      /^The system's message bus refuses user .+: in a container, .+\.$/,
    );
    const strict = await startBus({ policy: '<policy context="mandatory"><deny user="*"/></policy>' });
    expect(await sentence({ address: strict.address })).toMatch(
      /^The system's message bus refuses user \d+ \(.+\): .+\.$/,
    );
  });

  it("a message bus that has no room for another", async () => {
    const { address } = await startBus({ policy: '<limit name="max_completed_connections">1</limit>' });
    await startBluez(address);
    expect(await sentence({ address })).toMatch(/refuses user .*maximum number of active connections.*\.$/);
  });

  it("bluetoothd not running, and one that hangs", async () => {
    const { address } = await startBus();
    expect(await sentence({ address })).toBe(
      "The Bluetooth service (bluetoothd) is not running: start it with sudo systemctl start bluetooth, or install the package bluez.",
    );
    const bluez = await startBluez(address);
    bluez.hang();
    const clock = new TestClock();
    const hanging = sentence({ address, clock });
    await until(() => bluez.objects.calls.has("GetManagedObjects"));
    await clock.advance(3_000);
    expect(await hanging).toBe(
      "The Bluetooth service (bluetoothd) does not answer: restart it with sudo systemctl restart bluetooth.",
    );
  });

  it("a user who may not talk to bluetoothd", async () => {
    const { address } = await startBus({
      policy: '<policy context="mandatory"><deny send_destination="org.bluez"/></policy>',
    });
    await startBluez(address);
    expect(await sentence({ address })).toBe(
      "The message bus denies the use of Bluetooth: join its group with sudo usermod -aG bluetooth $USER, then log in again.",
    );
  });

  it("no adapter, one that is off, and one without Low Energy", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    expect(await sentence({ address })).toBe(
      "There is no Bluetooth adapter: plug one in, or hand the host's on to the virtual machine.",
    );
    bluez.addAdapter({ powered: false });
    expect(await sentence({ address })).toBe(
      "The Bluetooth adapter hci0 is switched off: switch it on with bluetoothctl power on.",
    );
    bluez.removeAdapter();
    bluez.addAdapter({ roles: [] });
    expect(await sentence({ address })).toBe(
      "The adapter hci0 has no Bluetooth Low Energy: plug in one of Bluetooth 4.0 or newer.",
    );
  });

  it("radio switches, as far as they are of this adapter", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    const off = "The Bluetooth adapter hci0 is switched off: switch it on with bluetoothctl power on.";
    const soft = "Bluetooth is blocked, as in flight mode: unblock it with sudo rfkill unblock bluetooth.";
    const hard =
      "Bluetooth is switched off by a switch or key of the computer, or in its firmware: switch it on there.";
    await radioSwitch("rfkill0", { type: "wlan", name: "phy0", soft: "1", hard: "1" });
    await radioSwitch("rfkill1", { name: "hci5", soft: "1", hard: "1" });
    bluez.addAdapter({ powered: false });
    expect(await sentence({ address })).toBe(off);
    await radioSwitch("rfkill2", { soft: "1" });
    expect(await sentence({ address })).toBe(soft);
    await radioSwitch("rfkill3", { name: "tpacpi_bluetooth_sw", hard: "1" });
    expect(await sentence({ address })).toBe(hard);
    bluez.removeAdapter();
    expect(await sentence({ address })).toBe(hard);
    bluez.addAdapter();
    expect(await sentence({ address })).toBe("");
  });
});

describe.skipIf(!hasDbus)("watchBluez", () => {
  it("notices adapters that come, go and are switched", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    const watched = new Watched({ address });
    await watched.why(/no Bluetooth adapter/);
    bluez.addAdapter();
    expect((await watched.usable()).adapter?.id).toBe("hci0");
    bluez.setPowered(false);
    await watched.why(/hci0 is switched off/);
    bluez.addAdapter();
    expect((await watched.usable()).adapter?.id).toBe("hci1");
    bluez.removeAdapter("hci1");
    await watched.why(/hci0 is switched off/);
    bluez.setPowered(true);
    await watched.usable();
  });

  it("notices bluetoothd stop and start, without waiting", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    bluez.addAdapter();
    const watched = new Watched({ address, clock: new TestClock() });
    await watched.usable();
    await bluez.stopService();
    expect((await watched.why(/not running/)).adapters).toEqual([]);
    await bluez.startService();
    await watched.usable();
  });

  it("connects again when the message bus comes back", async () => {
    const socket = join(folder, "bus");
    const watched = new Watched({ address: `unix:path=${socket}`, retryMs: 20 });
    await watched.why(/no message bus/);
    const daemon = await startDbusDaemon({ socket });
    await watched.why(/not running/);
    await daemon[Symbol.asyncDispose]();
    await watched.why(/no message bus/);
    await startBus({ socket });
    const bluez = await startBluez(`unix:path=${socket}`);
    bluez.addAdapter();
    await watched.usable();
  });

  it("says nothing twice, and takes no notice of devices that are seen", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    bluez.addAdapter();
    const watched = new Watched({ address });
    await watched.usable();
    for (let each = 10; each < 60; each += 1) {
      const path = `/org/bluez/hci0/dev_AA_BB_CC_DD_EE_${each}`;
      bluez.objects.add(path, { "org.bluez.Device1": { properties: {}, methods: {} } });
    }
    bluez.setPowered(true);
    bluez.setPowered(false);
    expect((await watched.until(() => true)).availability.usable).toBe(false);
    expect(bluez.objects.calls.get("GetManagedObjects")).toBeLessThanOrEqual(3);
  });

  it("leaves no timer and no connection, whatever it is doing when it is closed", async () => {
    const { address } = await startBus();
    const bluez = await startBluez(address);
    const clock = new TestClock();
    const mute = await listen(() => {});
    const reaching = watchBluez({ address: mute, clock, onChange: () => {} });
    const failing = watchBluez({ address: `unix:path=${join(folder, "none")}`, clock, onChange: () => {} });
    const watching = watchBluez({ address, clock, sysfs: folder, onChange: () => {} });
    await Promise.all([failing.ready, watching.ready]);
    const gone = bluez.clientGone();
    for (const watch of [reaching, failing, watching, watching]) watch.close();
    await reaching.ready;
    await gone;
    expect(clock.pendingTimers).toBe(0);
  });
});

async function listen(onConnection: (socket: { destroy(): void }) => void): Promise<string> {
  const path = join(folder, `socket-${cleanups.length}`);
  const sockets: { destroy(): void }[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `unix:path=${path}`;
}
