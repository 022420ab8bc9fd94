import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { browserError, cancelled, FakeDevice } from "./fake-bluetooth.js";
import { gate, never, openWorld, Toy, uuid } from "./world.js";

const found = { kind: "bluetooth", manufacturerData: [], services: [] };

function unavailable(why: RegExp) {
  return { code: "hardware/unavailable", message: expect.stringMatching(why), details: { manager: "bluetooth" } };
}

describe("a scan", () => {
  it("is the browser's list, asked with what the database knows, and ends with the choice", async () => {
    const { bluetooth, scan } = await openWorld();
    bluetooth.choose = async () => new Toy();
    expect(await scan()).toEqual([{ ...found, id: "id of Toy", name: "Toy" }]);
    expect(bluetooth.requests).toEqual([
      {
        filters: [{ namePrefix: "LVS-" }, { name: "Toy" }, { services: [uuid.service] }],
        optionalServices: [uuid.service],
      },
    ]);
  });

  it("ends without a device when the person closes the list", async () => {
    const { scan } = await openWorld();
    expect(await scan()).toEqual([]);
  });

  it("says what to do where nobody pressed anything", async () => {
    vi.stubGlobal("navigator", { userActivation: { isActive: false } });
    onTestFinished(() => void vi.unstubAllGlobals());
    const { bluetooth, scan } = await openWorld();
    bluetooth.choose = () => Promise.reject(browserError("SecurityError", "Must be handling a user activation."));
    await expect(scan()).rejects.toMatchObject(unavailable(/call startScanning\(\) in the handler of a click\.$/));
  });

  it.each([
    ["SecurityError", "Permissions policy forbids it"],
    ["NotFoundError", "Web Bluetooth API globally disabled."],
    ["NotFoundError", "User denied the browser permission to scan for Bluetooth devices."],
    ["TypeError", "A device name can't be longer than 248 bytes."],
  ])("passes on why the browser shows no list: %s, %s", async (name, text) => {
    const { bluetooth, scan } = await openWorld();
    bluetooth.choose = () => Promise.reject(browserError(name, text));
    const sentence = `The browser does not show its list of Bluetooth devices: ${text.replace(/\.$/, "")}.`;
    await expect(scan()).rejects.toMatchObject({ code: "hardware/unavailable", message: sentence });
  });

  it("says that there is no adapter where that is why, and that is known from then on", async () => {
    const { bluetooth, scan, manager } = await openWorld();
    bluetooth.isAvailable = false;
    bluetooth.choose = () => Promise.reject(browserError("NotFoundError", "Bluetooth adapter not available."));
    await expect(scan()).rejects.toMatchObject(unavailable(/^The browser finds no Bluetooth: switch Bluetooth on/));
    expect(manager.availability.value.usable).toBe(false);
    await expect(scan()).rejects.toMatchObject(unavailable(/^The browser finds no Bluetooth/));
  });

  it("tells those who watch what was chosen when it was over", async () => {
    const { bluetooth, scan, watch, arrived } = await openWorld();
    const choosing = gate();
    bluetooth.choose = () => choosing.pass().then(() => new Toy());
    watch();
    const calledOff = new AbortController();
    const scanning = scan(calledOff.signal);
    await settle();
    calledOff.abort();
    expect(await scanning).toEqual([]);
    choosing.open();
    await settle();
    expect(arrived).toEqual([{ ...found, id: "id of Toy", name: "Toy" }]);
  });

  it("reports what the page may use already, without waiting for the choice, but not what is open or unknown", async () => {
    const { bluetooth, manager, open, calledOff } = await openWorld();
    const toys = [new Toy("LVS-Open"), new Toy("LVS-Near"), new Toy("Lamp"), new Toy("")];
    const [opened = new Toy()] = toys;
    await open(opened);
    bluetooth.granted.push(...toys.slice(1));
    bluetooth.choose = never;
    const seen: unknown[] = [];
    const { filters } = await import("./world.js");
    for await (const { name } of manager.scan(filters, { signal: calledOff.signal })) {
      seen.push(name);
      calledOff.abort();
    }
    expect(seen).toEqual(["LVS-Near"]);
  });

  it("works in browsers that do not tell what the page may use", async () => {
    const { bluetooth, scan } = await openWorld((browser) => {
      Object.assign(browser, { getDevices: undefined });
    });
    const toy = new Toy();
    bluetooth.choose = async () => toy;
    await scan();
    bluetooth.choose = () => Promise.reject(cancelled);
    expect((await scan()).map(({ id }) => id)).toEqual([toy.id]);
  });
});

describe("a chosen device whose name says nothing", () => {
  it("is looked at for its services, and let go", async () => {
    const { bluetooth, scan } = await openWorld();
    const toy = new Toy("Renamed");
    bluetooth.choose = async () => toy;
    const services = ["0000180a-0000-1000-8000-00805f9b34fb", uuid.service];
    expect(await scan()).toEqual([{ ...found, id: toy.id, name: "Renamed", services }]);
    expect(toy.gatt).toMatchObject({ connected: false, disconnects: 1 });
  });

  it("is reported again as what it turned out to be, without another look", async () => {
    const { bluetooth, scan, clock } = await openWorld();
    const toy = new Toy("Renamed");
    bluetooth.choose = async () => toy;
    const first = await scan();
    await clock.advance(5_000);
    bluetooth.choose = () => Promise.reject(cancelled);
    expect(await scan()).toEqual(first);
    expect(toy.gatt.disconnects).toBe(1);
  });

  it("fails the scan if its services say nothing either", async () => {
    const { bluetooth, scan } = await openWorld();
    bluetooth.choose = async () => new FakeDevice(undefined, "bare");
    const text = /^cannot connect to bare: neither its name nor its services say what it is/;
    await expect(scan()).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringMatching(text),
    });
  });

  it.each([
    [
      "refuses",
      (toy: Toy) => (toy.gatt.connecting = () => Promise.reject(browserError("NetworkError", "Out of range."))),
    ],
    [
      "leaves meanwhile",
      (toy: Toy) =>
        (toy.gatt.discovering = () => {
          queueMicrotask(() => toy.vanish());
          return never();
        }),
    ],
  ])("that %s fails the scan, so that somebody hears of it", async (_, prepare) => {
    const { bluetooth, scan, clock } = await openWorld();
    const toy = new Toy("Renamed");
    prepare(toy);
    bluetooth.choose = async () => toy;
    const scanning = expect(scan()).rejects.toThrow(/Out of range|left while it was being opened/);
    await clock.advance(1_000);
    await scanning;
  });

  it("that does not answer is given up after 20 s", async () => {
    const { bluetooth, scan, clock } = await openWorld();
    const toy = new Toy("Renamed");
    toy.gatt.connecting = never;
    bluetooth.choose = async () => toy;
    const scanning = expect(scan()).rejects.toMatchObject({
      code: "hardware/connect-timeout",
      details: { afterMs: 20_000 },
    });
    await clock.advance(20_000);
    await scanning;
  });
});
