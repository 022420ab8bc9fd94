import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { browserError, FakeCharacteristic, FakeDevice, FakeService } from "./fake-bluetooth.js";
import { gate, never, openWorld, plan, Toy, uuid } from "./world.js";

const failed = (why: string) => ({ code: "hardware/connect-failed", message: expect.stringContaining(why) });

describe("opening a device", () => {
  it("gives the endpoints that are there; of two characteristics with one UUID the first counts", async () => {
    const { open } = await openWorld();
    const [first, second] = [
      new FakeCharacteristic(uuid.tx, { write: true }),
      new FakeCharacteristic(uuid.tx, { write: true }),
    ];
    const toy = new FakeDevice("Toy", "id", [new FakeService(uuid.service, [first, second])]);
    const hardware = await open(toy);
    expect(hardware).toMatchObject({ plan, endpoints: ["tx"], gapMs: 75, needsKeepalive: false });
    await hardware.write("tx", Uint8Array.of(1), { withResponse: true });
    expect([first.written, second.written]).toEqual([["1 confirmed"], []]);
  });

  it("refuses what was never chosen, and what the browser holds back", async () => {
    const { open, manager, calledOff } = await openWorld();
    const unknown = manager.open("nobody", [plan], { signal: calledOff.signal });
    await expect(unknown).rejects.toMatchObject(failed("it was not chosen in the browser's list"));
    const held = Object.assign(new Toy(), { gatt: undefined }) as unknown as Toy;
    await expect(open(held)).rejects.toMatchObject(failed("does not let this page connect"));
  });

  it("lets a device go that has nothing of the plans", async () => {
    const { open } = await openWorld();
    const lamp = new FakeDevice("Toy", "lamp", [
      new FakeService("0000180a-0000-1000-8000-00805f9b34fb"),
      new FakeService(uuid.service),
    ]);
    await expect(open(lamp)).rejects.toMatchObject(failed("choose it again in the browser's list"));
    expect(lamp.gatt.connected).toBe(false);
  });

  it.each(["connecting", "discovering"] as const)("is tried three times while %s fails for the link", async (step) => {
    const { open, clock } = await openWorld();
    const toy = new Toy();
    const step133 = vi.spyOn(toy.gatt, step).mockRejectedValue(browserError("NetworkError", "Connection failed."));
    const opening = expect(open(toy)).rejects.toMatchObject(failed("Connection failed."));
    await clock.advance(1_000);
    await opening;
    expect(step133).toHaveBeenCalledTimes(3);
    expect(toy.gatt.connected).toBe(false);
    step133.mockResolvedValue().mockRejectedValueOnce(browserError("NetworkError", "Connection failed."));
    const again = open(toy);
    await clock.advance(500);
    const hardware = await again;
    await hardware.write("tx", Uint8Array.of(7), { withResponse: false });
    expect(toy.tx.written).toEqual(["7"]);
  });

  it("is not tried again for anything else, nor when it was called off", async () => {
    const { open, clock } = await openWorld();
    const toy = new Toy();
    const connecting = vi
      .spyOn(toy.gatt, "connecting")
      .mockRejectedValue(browserError("SecurityError", "Not allowed."));
    await expect(open(toy)).rejects.toMatchObject(failed("Not allowed."));
    connecting.mockRejectedValue(browserError("NetworkError", "Connection failed."));
    const calledOff = new AbortController();
    const opening = expect(open(toy, calledOff.signal)).rejects.toMatchObject({ code: "request/aborted" });
    await settle();
    calledOff.abort();
    await opening;
    await clock.advance(1_000);
    expect(connecting).toHaveBeenCalledTimes(2);
  });

  it("begins anew if the device leaves during discovery, also where the browser forgets to answer", async () => {
    const { open, clock } = await openWorld();
    const toy = new Toy();
    toy.gatt.discovering = never;
    const opening = open(toy);
    await settle();
    toy.vanish();
    await settle();
    toy.gatt.discovering = () => Promise.resolve();
    await clock.advance(500);
    expect((await opening).endpoints).toEqual(["tx", "rx"]);
  });

  it.each(["connecting", "discovering"] as const)("gives up after 20 s of %s", async (step) => {
    const { open, clock } = await openWorld();
    const toy = new Toy();
    toy.gatt[step] = never;
    const late = { code: "hardware/connect-timeout", details: { hardware: toy.id, afterMs: 20_000 } };
    const opening = expect(open(toy)).rejects.toMatchObject(late);
    await clock.advance(20_000);
    await opening;
    expect(toy.gatt.disconnects).toBe(1);
  });

  it("lets a link go that comes when nobody waits for it any more", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const connecting = gate();
    toy.gatt.connecting = connecting.pass;
    const calledOff = new AbortController();
    const opening = expect(open(toy, calledOff.signal)).rejects.toMatchObject({ code: "request/aborted" });
    await settle();
    calledOff.abort();
    await opening;
    connecting.open();
    await settle();
    expect(toy.gatt.connected).toBe(false);
  });

  it("keeps a link that comes late, if somebody else waits for it by then", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const connecting = gate();
    toy.gatt.connecting = connecting.pass;
    const calledOff = new AbortController();
    const opening = expect(open(toy, calledOff.signal)).rejects.toMatchObject({ code: "request/aborted" });
    await settle();
    calledOff.abort();
    await opening;
    const again = open(toy);
    await settle();
    connecting.open();
    const hardware = await again;
    await settle();
    expect(toy.gatt.connected).toBe(true);
    await hardware.write("tx", Uint8Array.of(7), { withResponse: false });
    expect(toy.tx.written).toEqual(["7"]);
  });

  it("ends with the manager", async () => {
    const { open, manager } = await openWorld();
    const toy = new Toy();
    toy.gatt.connecting = never;
    const opening = expect(open(toy)).rejects.toMatchObject({ code: "hardware/connect-failed" });
    await settle();
    await manager[Symbol.asyncDispose]();
    await opening;
  });
});

describe("the adapter", () => {
  it("takes the devices with it when it goes, and is usable again when it is back", async () => {
    const { open, bluetooth, manager } = await openWorld();
    const hardware = await open(new Toy());
    bluetooth.switch(false);
    expect(await hardware.closed).toEqual({ by: "failure", reason: expect.stringMatching(/finds no Bluetooth/) });
    bluetooth.switch(true);
    await settle();
    expect(manager.availability.value).toEqual({ usable: true });
  });

  it("is asked for every 2 s, because Chromium does not tell", async () => {
    const { bluetooth, manager, clock } = await openWorld();
    bluetooth.isAvailable = false;
    await clock.advance(1_999);
    expect(manager.availability.value.usable).toBe(true);
    await clock.advance(1);
    expect(manager.availability.value.usable).toBe(false);
    await manager[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toBe(0);
  });

  it("is taken for absent if the browser does not say within 3 s", async () => {
    const { bluetooth, manager, clock } = await openWorld();
    bluetooth.getAvailability = never;
    await clock.advance(5_000);
    expect(manager.availability.value).toMatchObject({ why: expect.stringMatching(/^The browser does not say .*\.$/) });
  });
});
