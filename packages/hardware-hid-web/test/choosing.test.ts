import type { Advertisement, ScanFilters } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebHidHardwareManager, webHidSupport } from "../src/index.js";
import { FakeWebHid, FakeWebHidDevice } from "./fake-web-hid.js";

const bluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };
const filters: ScanFilters = { bluetooth, hid: [{ vendor: 0x57e, product: 0x2009 }] };
const never = new AbortController().signal;

function setUp(...devices: FakeWebHidDevice[]) {
  const hid = new FakeWebHid(devices);
  const manager = new WebHidHardwareManager({ scope: hid.scope });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return { hid, manager };
}

async function scan(manager: WebHidHardwareManager, signal = never, wanted = filters): Promise<Advertisement[]> {
  const seen: Advertisement[] = [];
  for await (const each of manager.scan(wanted, { signal })) seen.push(each);
  return seen;
}

function granted(options?: ConstructorParameters<typeof FakeWebHidDevice>[0]): FakeWebHidDevice {
  const device = new FakeWebHidDevice(options);
  device.isGranted = true;
  return device;
}

describe("a scan", () => {
  it("lets the browser ask for what the database knows, and tells what was chosen", async () => {
    const { hid, manager } = setUp(new FakeWebHidDevice({ productName: " Pro Controller" }));
    expect(await scan(manager)).toEqual([
      { kind: "hid", id: "057e:2009", vendor: 0x57e, product: 0x2009, name: "Pro Controller" },
    ]);
    expect(hid.requests).toEqual(['[{"vendorId":1406,"productId":8201}]']);
  });

  it("ends when the user chooses nothing", async () => {
    const { hid, manager } = setUp(new FakeWebHidDevice());
    hid.choose = async () => [];
    expect(await scan(manager)).toEqual([]);
  });

  it("asks for nothing when nothing is of interest", async () => {
    const { hid, manager } = setUp(granted());
    expect(await scan(manager, never, { bluetooth })).toEqual([]);
    expect(hid.requests).toEqual([]);
  });

  it("tells devices that were granted before, if they are wanted, and then what is missing for the rest", async () => {
    const { hid, manager } = setUp(granted(), granted({ productId: 1 }));
    hid.hasGesture = false;
    const seen: string[] = [];
    const scanning = async () => {
      for await (const { id } of manager.scan(filters, { signal: never })) seen.push(id);
    };
    await expect(scanning()).rejects.toMatchObject({
      code: "hardware/unavailable",
      message: "The browser asks for a device only in answer to a click or a key; start the scan there.",
    });
    expect(seen).toEqual(["057e:2009"]);
    expect(manager.availability.value).toEqual({ usable: true });
  });

  it("that ends while the browser asks lets go at once; a late choice is an arrival", async () => {
    const { hid, manager } = setUp(new FakeWebHidDevice());
    let answer = () => {};
    hid.choose = (fitting) => new Promise((resolve) => (answer = () => resolve(fitting)));
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: never });
    const controller = new AbortController();
    const scanning = scan(manager, controller.signal);
    await settle();
    controller.abort();
    expect(await scanning).toEqual([]);
    const second = scan(manager);
    await settle();
    expect(hid.requests).toHaveLength(1);
    answer();
    expect((await second).map(({ id }) => id)).toEqual(["057e:2009"]);
    await settle();
    expect(arrived).toEqual(["057e:2009"]);
  });

  it("says why the browser did not ask", async () => {
    const { hid, manager } = setUp(new FakeWebHidDevice());
    hid.choose = () => Promise.reject(new DOMException("policy", "NotAllowedError"));
    await expect(scan(manager)).rejects.toMatchObject({ message: "The browser did not ask for a device: policy." });
  });
});

describe("watching", () => {
  it("reports granted devices that are there or are plugged in, and no others", async () => {
    const [there, later, foreign] = [granted(), granted({ productId: 0x2006 }), new FakeWebHidDevice({ productId: 1 })];
    later.isPresent = false;
    const { manager } = setUp(there, later, foreign);
    const controller = new AbortController();
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: controller.signal });
    await settle();
    expect(arrived).toEqual(["057e:2009"]);
    later.appear();
    foreign.appear();
    await settle();
    expect(arrived).toEqual(["057e:2009", "057e:2006"]);
    controller.abort();
    later.vanish();
    later.appear();
    await settle();
    expect(arrived).toHaveLength(2);
  });

  it("takes the interfaces of a device for one, and two devices for two", async () => {
    const keys = () => granted({ usagePage: 1 });
    const vendor = () => granted({ usagePage: 0xff00, reports: { 1: 8 } });
    const { manager } = setUp(keys(), vendor(), keys(), vendor());
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: never });
    await settle();
    expect(arrived).toEqual(["057e:2009", "057e:2009#2"]);
    const plan = { kind: "hid", protocol: "test", endpoints: ["tx"] } as const;
    const hardware = await manager.open("057e:2009#2", [plan], { signal: never });
    await hardware.write("tx", Uint8Array.of(1, 2), { withResponse: false });
  });
});

describe("webHidSupport", () => {
  const hid = new FakeWebHid([]);
  const frame = (allowed: boolean) => ({ featurePolicy: { allowsFeature: () => allowed } });
  const usable = { isSecureContext: true, navigator: { hid } };

  it("is there in a secure page of a browser that has it", () => {
    expect(webHidSupport(usable)).toEqual({ usable: true });
    expect(webHidSupport({ ...usable, document: frame(true) })).toEqual({ usable: true });
  });

  it.each([
    ["Node", {}, /@buttplug-ts\/hardware-hid\.$/],
    ["an insecure page", { ...usable, isSecureContext: false }, /https/],
    ["a browser without it", { isSecureContext: true, navigator: {} }, /Chrome, Edge and Opera/],
    ["a frame that may not", { ...usable, document: frame(false) }, /allow="hid"\.$/],
  ])("says in a sentence what is missing in %s, and so does the manager", async (_, scope, why) => {
    expect(webHidSupport(scope)).toEqual({ usable: false, why: expect.stringMatching(why) });
    await using manager = new WebHidHardwareManager({ scope });
    await manager.ready;
    expect(manager.availability.value).toEqual(webHidSupport(scope));
    manager.watch(() => {}, { signal: never });
    await expect(scan(manager)).rejects.toMatchObject({ code: "hardware/unavailable" });
  });

  it("looks at the place where it is called", () => {
    expect(webHidSupport()).toMatchObject({ usable: false, why: expect.stringContaining("Node") });
  });
});
