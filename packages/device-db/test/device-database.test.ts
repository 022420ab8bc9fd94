import type { BluetoothAdvertisement } from "@buttplug-ts/core";
import { createDeviceDatabase, type DeviceData, type ProtocolData } from "@buttplug-ts/device-db";
import { describe, expect, it } from "vitest";

const serviceA = "0000aaaa-0000-1000-8000-00805f9b34fb";
const serviceB = "0000bbbb-0000-1000-8000-00805f9b34fb";
const vibrator = { index: 0, label: "Vibrator", outputs: { vibrate: { range: [0, 9] } }, inputs: {} } as const;

function protocol(key: string, bluetooth: Partial<ProtocolData["bluetooth"]>, models: ProtocolData["models"] = []) {
  return { key, bluetooth: { names: [], manufacturerData: [], services: {}, advertised: [], ...bluetooth }, models };
}

const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;

const joyCon = { vendor: 0x057e, product: 0x2006 };

const data: DeviceData = {
  featureLists: [[vibrator], []],
  protocols: [
    protocol("prefix", { names: ["ACME-*"] }),
    protocol("exact", { names: ["ACME-One"], services: { [serviceA]: { tx: serviceB } } }, [
      ["exact-default", "Default", [], 0],
      ["exact-two", "Two", ["A", "C"], 1, { variant: "old", gapMs: 100 }],
    ]),
    protocol("longer", { names: ["ACME-O*"], services: { [serviceA]: { rx: serviceB } } }),
    protocol("company", { manufacturerData: [{ company: 7 }] }),
    protocol("company-data", { manufacturerData: [{ company: 620, prefix: [0xff, 0x21] }] }),
    protocol("service", { services: { [serviceA]: {}, [serviceB]: {} }, advertised: [serviceA] }, [
      ["service-listed", "Listed", ["X"], 0],
    ]),
    { key: "elsewhere", models: [] },
    { key: "serial", serial: { ports: ["COM3", "/dev/ttyUSB0"], line }, models: [] },
    { key: "second-serial", serial: { ports: ["COM3"], line }, models: [] },
    { key: "hid", hid: [joyCon], notDriven: "Nobody knows its packets.", models: [] },
    { key: "usb", usb: [joyCon], models: [] },
    { key: "websocket-prefix", websocket: ["D*", "Other*"], models: [] },
    { key: "websocket", websocket: ["DIY"], models: [] },
    { key: "websocket-longer", websocket: ["DIY*"], models: [] },
    { key: "gamepad", xinput: true, models: [] },
    { key: "app", lovenseConnect: true, models: [] },
    { key: "network", network: true, models: [] },
  ],
};
const database = createDeviceDatabase(data);

function match(advertisement: Partial<BluetoothAdvertisement>): readonly string[] {
  return database.match({ kind: "bluetooth", id: "1", services: [], manufacturerData: [], ...advertisement });
}

describe("matching", () => {
  it("takes a name as it is, case included", () => {
    expect(match({ name: "ACME-One" })[0]).toBe("exact");
    expect(match({ name: "acme-one" })).toEqual([]);
  });

  it("takes a name that begins with what stands before a star, also nothing more", () => {
    expect(match({ name: "ACME-Two" })).toEqual(["prefix"]);
    expect(match({ name: "ACME-" })).toEqual(["prefix"]);
    expect(match({ name: "ACME" })).toEqual([]);
    expect(match({ name: "an ACME-Two" })).toEqual([]);
  });

  it("knows no star in an advertised name", () => {
    expect(match({ name: "ACME*" })).toEqual([]);
    expect(match({ name: "*" })).toEqual([]);
  });

  it("puts the exact name first, then longer beginnings before shorter ones, whatever the order of the data", () => {
    expect(match({ name: "ACME-One" })).toEqual(["exact", "longer", "prefix"]);
  });

  it("takes company data that begin with the pattern", () => {
    const withData = (...bytes: number[]) =>
      match({ name: "?", manufacturerData: [{ company: 620, data: Uint8Array.from(bytes) }] });
    expect(withData(0xff, 0x21)).toEqual(["company-data"]);
    expect(withData(0xff, 0x21, 0x05)).toEqual(["company-data"]);
    expect(withData(0x05, 0xff, 0x21)).toEqual([]);
    expect(withData(0xff)).toEqual([]);
  });

  it("takes any data of a company that is listed without", () => {
    expect(match({ name: "?", manufacturerData: [{ company: 7, data: new Uint8Array() }] })).toEqual(["company"]);
    expect(match({ name: "?", manufacturerData: [{ company: 8, data: new Uint8Array() }] })).toEqual([]);
  });

  it("does not look at what has neither a name nor a service", () => {
    expect(match({ manufacturerData: [{ company: 7, data: new Uint8Array() }] })).toEqual([]);
    expect(match({ name: "", manufacturerData: [{ company: 7, data: new Uint8Array() }] })).toEqual([]);
  });

  it("takes an advertised service, but only one that is listed as advertised", () => {
    expect(match({ services: [serviceA] })).toEqual(["service"]);
    expect(match({ services: [serviceB] })).toEqual([]);
  });

  it("puts name before company before service, and names each protocol once", () => {
    const manufacturerData = [{ company: 7, data: new Uint8Array() }];
    expect(match({ name: "ACME-", services: [serviceA], manufacturerData })).toEqual(["prefix", "company", "service"]);
  });
});

describe("two protocols that recognise one device", () => {
  const own = { services: { [serviceA]: {} }, advertised: [serviceA] };
  const broad = protocol("broad", { names: ["LVS-*"], services: { [serviceB]: {} }, advertised: [serviceB] });

  it("are tried in the order that the data declare", () => {
    const special = { ...protocol("special", own), before: ["broad"] };
    const both = createDeviceDatabase({ featureLists: [], protocols: [broad, special] });
    const found = (services: readonly string[]) =>
      both.match({ kind: "bluetooth", id: "1", name: "LVS-S001", services, manufacturerData: [] });
    expect(found([serviceA])).toEqual(["special", "broad"]);
    expect(found([serviceA, serviceB])).toEqual(["special", "broad"]);
    expect(found([])).toEqual(["broad"]);
  });
});

describe("matching on other buses", () => {
  const id = "1";

  it("takes both numbers of a USB device, on its own bus", () => {
    expect(database.match({ kind: "hid", id, ...joyCon, name: "Joy-Con (L)" })).toEqual(["hid"]);
    expect(database.match({ kind: "usb", id, ...joyCon })).toEqual(["usb"]);
    expect(database.match({ kind: "hid", id, ...joyCon, product: 0x2007 })).toEqual([]);
    expect(database.match({ kind: "hid", id, ...joyCon, vendor: 0x057f })).toEqual([]);
  });

  it("takes the name that a device says, exactly, where there are several kinds of devices", () => {
    expect(database.match({ kind: "websocket", id, name: "diy" })).toEqual([]);
    expect(database.match({ kind: "websocket", id, name: "DI" })).toEqual(["websocket-prefix"]);
    expect(database.match({ kind: "xinput", id, name: "XInputController1" })).toEqual(["gamepad"]);
    expect(database.match({ kind: "lovense-connect", id, name: "Nora" })).toEqual(["app"]);
    expect(database.match({ kind: "network", id, name: "SR6" })).toEqual(["network"]);
  });

  it("puts the exact name of a WebSocket device first, then longer beginnings before shorter ones", () => {
    const matchName = (name: string) => database.match({ kind: "websocket", id, name });
    expect(matchName("DIY")).toEqual(["websocket", "websocket-longer", "websocket-prefix"]);
    expect(matchName("DIY-2")).toEqual(["websocket-longer", "websocket-prefix"]);
    expect(matchName("Dildo")).toEqual(["websocket-prefix"]);
    expect(matchName("My DIY")).toEqual([]);
    expect(matchName("")).toEqual([]);
  });
});

describe("what is known about a protocol", () => {
  it("says why its devices are not driven", () => {
    expect(database.protocol("hid")?.notDriven).toBe("Nobody knows its packets.");
    expect(database.protocol("usb")?.notDriven).toBeUndefined();
    expect(database.protocol("unknown")).toBeUndefined();
  });
});

describe("matching a serial port", () => {
  const matchPort = (port: string) => database.match({ kind: "serial", id: "1", port, name: "ACME-One" });

  it("takes the name of a port exactly, and nothing else", () => {
    expect(matchPort("/dev/ttyUSB0")).toEqual(["serial"]);
    expect(matchPort("/dev/ttyUSB1")).toEqual([]);
    expect(matchPort("com3")).toEqual([]);
    expect(matchPort("")).toEqual([]);
    expect(match({ name: "COM3" })).toEqual([]);
  });

  it("gives every protocol of a port, in the order of the data", () => {
    expect(matchPort("COM3")).toEqual(["serial", "second-serial"]);
  });
});

describe("plans", () => {
  it("say where endpoints lie", () => {
    expect(database.plan("exact", "bluetooth")).toEqual({
      kind: "bluetooth",
      protocol: "exact",
      services: { [serviceA]: { tx: serviceB } },
    });
  });

  it("say how a serial line is set up", () => {
    expect(database.plan("serial", "serial")).toEqual({
      kind: "serial",
      protocol: "serial",
      line,
      endpoints: ["tx", "rx"],
    });
  });

  it("say what a bus is that has one pipe", () => {
    const endpoints = ["tx", "rx"];
    expect(database.plan("hid", "hid")).toEqual({ kind: "hid", protocol: "hid", endpoints });
    expect(database.plan("usb", "usb")).toEqual({ kind: "usb", protocol: "usb", endpoints: ["command"] });
    expect(database.plan("websocket", "websocket")?.kind).toBe("websocket");
    expect(database.plan("gamepad", "xinput")?.kind).toBe("xinput");
    expect(database.plan("app", "lovense-connect")?.kind).toBe("lovense-connect");
    expect(database.plan("network", "network")).toEqual({ kind: "network", protocol: "network", endpoints });
    expect(database.plan("usb", "hid")).toBeUndefined();
    expect(database.plan("app", "xinput")).toBeUndefined();
  });

  it("are missing for a protocol that is unknown or not on this bus", () => {
    expect(database.plan("unknown", "bluetooth")).toBeUndefined();
    expect(database.plan("elsewhere", "bluetooth")).toBeUndefined();
    expect(database.plan("exact", "serial")).toBeUndefined();
    expect(database.plan("serial", "bluetooth")).toBeUndefined();
  });
});

describe("models", () => {
  it("are found by identifier, exactly", () => {
    expect(database.model("exact", "A")).toEqual({
      id: "exact-two",
      protocol: "exact",
      identifier: "A",
      name: "Two",
      variant: "old",
      gapMs: 100,
      features: [],
    });
    expect(database.model("exact", "a")?.id).toBe("exact-default");
  });

  it("carry the identifier that was asked for where they have several, and are listed once", () => {
    expect(database.model("exact", "C")).toEqual({ ...database.model("exact", "A"), identifier: "C" });
    expect(database.models.map(({ id }) => id)).toEqual(["exact-default", "exact-two", "service-listed"]);
  });

  it("fall back to the protocol's default, whose identifier is empty", () => {
    expect(database.model("exact", undefined)).toMatchObject({ id: "exact-default", identifier: "" });
    expect(database.model("exact", "?")).toBe(database.model("exact", undefined));
    expect(database.model("exact", "A")?.variant).toBe("old");
  });

  it("are undefined where there is no default, or no protocol", () => {
    expect(database.model("service", "?")).toBeUndefined();
    expect(database.model("unknown", "X")).toBeUndefined();
  });

  it("are the same objects every time", () => {
    expect(database.models).toBe(database.models);
    expect(database.models[0]).toBe(database.model("exact", undefined));
  });
});

describe("scan filters", () => {
  it("are everything that would be recognised, each once", () => {
    expect(database.scanFilters.bluetooth).toEqual({
      names: ["ACME-One"],
      namePrefixes: ["ACME-", "ACME-O"],
      services: [serviceA],
      manufacturerData: [{ company: 7 }, { company: 620, prefix: Uint8Array.of(0xff, 0x21) }],
      optionalServices: [serviceA, serviceB],
    });
    expect(database.scanFilters.serial).toEqual({ ports: ["COM3", "/dev/ttyUSB0"] });
    expect([database.scanFilters.hid, database.scanFilters.usb]).toEqual([[joyCon], [joyCon]]);
  });
});
