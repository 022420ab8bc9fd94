import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ButtplugError, type ScanFilters } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { SerialHardwareManager, type SerialHardwareManagerOptions } from "../src/index.js";
import { listWhenChanged } from "../src/list-when-changed.js";
import { FakeSerial } from "./fake-serial.js";

function setUp(options: SerialHardwareManagerOptions = {}) {
  const [clock, system] = [new TestClock(), new FakeSerial()];
  const manager = new SerialHardwareManager({ binding: system, clock, ...options });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  const scan = async (ports: readonly string[] = []) => {
    const seen: string[] = [];
    const signal = new AbortController().signal;
    for await (const each of manager.scan(filters(ports), { signal }))
      seen.push(`${each.id} ${each.name ?? ""}`.trim());
    return seen;
  };
  return { clock, system, manager, scan };
}

function filters(ports: readonly string[]): ScanFilters {
  const bluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };
  return { bluetooth, serial: { ports } };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "serial-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

describe("a scan", () => {
  it("gives the ports of the system, by their names there", async () => {
    const { manager, system, scan } = setUp();
    system.ports = [
      { path: "COM7", friendlyName: "USB Serial Port (COM7)", manufacturer: "FTDI" },
      { path: "/dev/ttyACM0", manufacturer: "Arduino" },
      { path: "/dev/ttyS0" },
    ];
    expect(await scan()).toEqual(["COM7 USB Serial Port (COM7)", "/dev/ttyACM0 Arduino", "/dev/ttyS0"]);
    const { value } = await manager.scan(filters([]), { signal: new AbortController().signal }).next();
    expect(value).toEqual({ kind: "serial", id: "COM7", port: "COM7", name: "USB Serial Port (COM7)" });
  });

  it.skipIf(process.platform === "win32")("adds ports that are named and there, once each", async () => {
    const at = await folder();
    await symlink("/dev/full", join(at, "link"));
    await writeFile(join(at, "file"), "");
    const { scan } = setUp({ ports: [join(at, "link"), join(at, "later"), "/dev/null"] });
    const listed = ["/dev/null Acme", "/dev/zero"];
    expect(await scan()).toEqual([...listed, join(at, "link")]);
    const wanted = ["/dev/tty", "/dev/zero", "default", join(at, "file"), "COM9"];
    expect(await scan(wanted)).toEqual([...listed, join(at, "link"), "/dev/tty"]);
    await symlink("/dev/full", join(at, "later"));
    expect(await scan()).toEqual([...listed, join(at, "link"), join(at, "later"), "/dev/tty"]);
  });

  it("finds ports that are named when the system cannot list, and says so", async () => {
    const { manager, system, scan } = setUp({ ports: ["/dev/full"] });
    await manager.ready;
    expect(manager.availability.value).toEqual({ usable: true });
    system.ports = [];
    system.listResult = () => Promise.reject(new ButtplugError("internal/bug", "spawn udevadm ENOENT"));
    expect(await scan()).toEqual(["/dev/null Acme", "/dev/zero", "/dev/full"]);
    expect(manager.availability.value).toEqual({
      usable: true,
      note: "The system cannot list its serial ports: spawn udevadm ENOENT. Only ports that are named are found.",
    });
    system.listResult = async () => {};
    expect(await scan()).toEqual(["/dev/full"]);
    expect(manager.availability.value).toEqual({ usable: true });
  });

  it("does not wait for ever for the list, and does not ask twice at a time", async () => {
    const { clock, manager, system, scan } = setUp();
    await manager.ready;
    system.listResult = () => new Promise(() => {});
    const scans = Promise.all([scan(), scan()]);
    await clock.advance(5_000);
    expect(await scans).toEqual([
      ["/dev/null Acme", "/dev/zero"],
      ["/dev/null Acme", "/dev/zero"],
    ]);
    expect(system.listings).toBe(2);
    expect(manager.availability.value).toMatchObject({ note: expect.stringContaining("within 5000 ms") });
  });

  it("is over when the bus was shut down", async () => {
    const { manager, scan } = setUp();
    await manager[Symbol.asyncDispose]();
    await expect(scan()).rejects.toMatchObject({
      code: "hardware/unavailable",
      message: "The serial ports were shut down.",
    });
  });
});

describe("watching", () => {
  it("tells of ports that are there and that come, every two seconds", async () => {
    const { clock, manager, system } = setUp();
    await manager.ready;
    const seen: string[] = [];
    const controller = new AbortController();
    manager.watch(({ id }) => seen.push(id), { signal: controller.signal });
    await clock.advance(0);
    expect(seen.splice(0)).toEqual(["/dev/null", "/dev/zero"]);
    system.ports = [{ path: "/dev/zero" }, { path: "/dev/ttyUSB3" }];
    await clock.advance(1_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen.splice(0)).toEqual(["/dev/ttyUSB3"]);
    system.ports = [{ path: "/dev/null" }];
    await clock.advance(2_000);
    expect(seen.splice(0)).toEqual(["/dev/null"]);
    controller.abort();
    system.ports = [];
    await clock.advance(10_000);
    expect([seen, clock.pendingTimers]).toEqual([[], 0]);
  });

  it("goes on through lists that fail, without losing anybody", async () => {
    const { clock, manager, system } = setUp();
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    manager.watch(() => {}, { signal: controller.signal });
    const plans = [{ kind: "serial", protocol: "tcode-v03" }] as const;
    const hardware = await manager.open("/dev/null", plans, { signal: controller.signal });
    system.listResult = () => Promise.reject(new ButtplugError("internal/bug", "no"));
    await clock.advance(6_000);
    await settle();
    await hardware.write("tx", Uint8Array.of(1), { withResponse: false });
  });
});

it.runIf(process.platform === "linux")(
  "asks the program that lists only when files of devices came or went",
  async () => {
    let asked = 0;
    const list = listWhenChanged(async () => {
      asked += 1;
      return asked;
    });
    expect([await list(), await list(), await list()]).toEqual([1, 1, 1]);
  },
);
