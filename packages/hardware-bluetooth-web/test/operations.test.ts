import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { browserError, FakeCharacteristic, FakeDevice, FakeService } from "./fake-bluetooth.js";
import { gate, never, openWorld, Toy, uuid } from "./world.js";

const withResponse = true;

describe("operations of a device", () => {
  it("never meet each other", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    const busy = { count: 0, most: 0 };
    toy.tx.working = toy.rx.working = async () => {
      busy.most = Math.max(busy.most, ++busy.count);
      await settle();
      busy.count -= 1;
    };
    const writes = Array.from({ length: 20 }, (_, index) =>
      hardware.write("tx", Uint8Array.of(index), { withResponse }),
    );
    const reads = Array.from({ length: 5 }, () => hardware.read("rx", { timeoutMs: 1_000 }));
    await Promise.all([...writes, ...reads, hardware.subscribe("rx", () => {})]);
    expect(busy.most).toBe(1);
    expect(toy.tx.written).toEqual(Array.from({ length: 20 }, (_, index) => `${index} confirmed`));
  });

  it("do not wait for another device", async () => {
    const { open } = await openWorld();
    const [slow, quick] = [new Toy("LVS-Slow"), new Toy("LVS-Quick")];
    const [one, two] = [await open(slow), await open(quick)];
    slow.tx.working = never;
    one.write("tx", Uint8Array.of(1), { withResponse }).catch(() => {});
    await two.write("tx", Uint8Array.of(2), { withResponse });
    expect(quick.tx.written).toEqual(["2 confirmed"]);
  });

  it.each([
    [{ write: true, writeWithoutResponse: true }, ["1 confirmed", "2"]],
    [{ write: true }, ["1 confirmed", "2 confirmed"]],
    [{ writeWithoutResponse: true }, ["1", "2"]],
    [{}, ["1 confirmed", "2"]],
  ])("write as the characteristic can: %o", async (properties, written) => {
    const { open } = await openWorld();
    const tx = new FakeCharacteristic(uuid.tx, properties);
    const hardware = await open(new FakeDevice("Toy", "id", [new FakeService(uuid.service, [tx])]));
    await hardware.write("tx", Uint8Array.of(1), { withResponse: true });
    await hardware.write("tx", Uint8Array.of(2), { withResponse: false });
    expect(tx.written).toEqual(written);
  });

  it("give what was read, also nothing, and say what went wrong", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    toy.rx.answer = Uint8Array.of(1, 2);
    expect(await hardware.read("rx", { timeoutMs: 1_000 })).toEqual(Uint8Array.of(1, 2));
    toy.rx.answer = new Uint8Array();
    expect(await hardware.read("rx", { timeoutMs: 1_000 })).toEqual(new Uint8Array());
    toy.rx.working = () => Promise.reject(browserError("NotSupportedError", "GATT operation not permitted."));
    const refused = { code: "hardware/read-failed", message: expect.stringContaining("not permitted") };
    await expect(hardware.read("rx", { timeoutMs: 1_000 })).rejects.toMatchObject(refused);
    await expect(hardware.subscribe("rx", () => {})).rejects.toMatchObject(refused);
  });

  it("end with the connection if one takes more than 5 s", async () => {
    const { open, clock } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    toy.tx.working = never;
    const writing = hardware.write("tx", Uint8Array.of(1), { withResponse }).catch((error: unknown) => error);
    const waiting = hardware.write("tx", Uint8Array.of(2), { withResponse }).catch((error: unknown) => error);
    await clock.advance(5_000);
    const end = { by: "failure", reason: "the device did not answer at tx within 5000 ms" };
    expect(await hardware.closed).toEqual(end);
    expect(await Promise.all([writing, waiting])).toMatchObject([
      { code: "hardware/disconnected" },
      { code: "hardware/disconnected" },
    ]);
    expect(toy.gatt.connected).toBe(false);
  });

  it("settle when the device leaves during a write", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    toy.tx.working = never;
    const writing = expect(hardware.write("tx", Uint8Array.of(1), { withResponse })).rejects.toMatchObject({
      code: "hardware/disconnected",
    });
    await settle();
    toy.vanish();
    await writing;
    expect(await hardware.closed).toEqual({ by: "remote", reason: "the device disconnected" });
  });
});

describe("notifications", () => {
  it("come until nobody wants them", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    const heard: string[] = [];
    const stop = await hardware.subscribe("rx", (data) => heard.push(`${data}`));
    expect(toy.rx.isNotifying).toBe(true);
    toy.rx.change(Uint8Array.of(1, 2));
    await stop();
    toy.rx.change(Uint8Array.of(3));
    expect([heard, toy.rx.isNotifying]).toEqual([["1,2"], false]);
  });

  it("are not what was read, though browsers tell both alike; one that comes during a read is not lost", async () => {
    const { open } = await openWorld();
    const toy = new Toy();
    const hardware = await open(toy);
    const heard: string[] = [];
    await hardware.subscribe("rx", (data) => heard.push(`${data}`));
    toy.rx.answer = Uint8Array.of(9);
    const answering = gate();
    toy.rx.working = answering.pass;
    const reading = hardware.read("rx", { timeoutMs: 1_000 });
    await settle();
    toy.rx.change(Uint8Array.of(1));
    answering.open();
    expect(await reading).toEqual(Uint8Array.of(9));
    expect(heard).toEqual(["1"]);
    toy.rx.change(Uint8Array.of(2));
    expect(heard).toEqual(["1", "2"]);
  });
});
