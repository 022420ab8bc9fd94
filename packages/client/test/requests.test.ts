import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { device, errorMessage, ok, setUpConnected, silence, vibrator } from "./scripted-server.js";

describe("frames", () => {
  it("hold everything that is asked for in one tick", async () => {
    const { server, client } = await setUpConnected([device(0), device(1)]);
    const [first, second] = client.devices;
    const soon = Promise.resolve().then(() => second?.vibrate(0.5));
    await Promise.all([first?.vibrate(1), client.startScanning(), client.stopAll(), soon]);
    expect(server.frames).toHaveLength(1);
    expect(server.messages.map(([name]) => name)).toEqual(["OutputCmd", "StartScanning", "StopCmd", "OutputCmd"]);
  });

  it("are separate for separate ticks", async () => {
    const { server, client } = await setUpConnected();
    await client.startScanning();
    await client.stopScanning();
    expect(server.messages).toEqual([
      ["StartScanning", { Id: 3 }],
      ["StopScanning", { Id: 4 }],
    ]);
    expect(server.frames).toHaveLength(2);
  });

  it("carry the commands of all features of a device together", async () => {
    const { server, client } = await setUpConnected([device(4, [vibrator(20), vibrator(5)])]);
    await client.device(4)?.vibrate(0.5);
    expect(server.frames).toEqual([
      [
        { OutputCmd: { Id: 3, DeviceIndex: 4, FeatureIndex: 0, Command: { Vibrate: { Value: 10 } } } },
        { OutputCmd: { Id: 4, DeviceIndex: 4, FeatureIndex: 1, Command: { Vibrate: { Value: 3 } } } },
      ],
    ]);
  });

  it("may answer several requests at once and in any order", async () => {
    const { server, client } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const done: number[] = [];
    const requests = [0, 1, 2].map((each) => client.startScanning().then(() => done.push(each)));
    await settle();
    server.push(ok(5), ok(3));
    await settle();
    server.push(ok(4));
    await Promise.all(requests);
    expect(done).toEqual([2, 0, 1]);
  });

  it("keep 256 commands in flight", async () => {
    const { server, client } = await setUpConnected();
    const [only] = client.devices;
    await Promise.all(Array.from({ length: 256 }, (_, step) => only?.vibrate({ steps: step % 21 })));
    expect(server.bodies("OutputCmd")).toHaveLength(256);
    expect(server.frames).toHaveLength(1);
  });
});

describe("stopAll", () => {
  it("says explicitly what to stop", async () => {
    const { server, client } = await setUpConnected();
    await client.stopAll();
    await client.stopAll({ inputs: false });
    await client.stopAll({ outputs: false });
    expect(server.bodies("StopCmd")).toEqual([
      { Id: 3, Inputs: true, Outputs: true },
      { Id: 4, Inputs: false, Outputs: true },
      { Id: 5, Inputs: true, Outputs: false },
    ]);
  });
});

describe("a request", () => {
  it("rejects after its time limit; a reply that comes later is ignored", async () => {
    const { server, client, clock, log } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const slow = client.startScanning().catch((error: unknown) => error);
    const quick = client.startScanning({ timeoutMs: 100 }).catch((error: unknown) => error);
    await clock.advance(100);
    expect(await quick).toMatchObject({ code: "request/timeout", details: { afterMs: 100 } });
    await clock.advance(9900);
    expect(await slow).toMatchObject({ code: "request/timeout", details: { afterMs: 10_000 } });
    server.push(ok(3), ok(4), ok(99), errorMessage(99, 3, "late"));
    await settle();
    expect(log).toEqual([]);
    await client.stopScanning();
  });

  it("rejects at once when its signal aborts", async () => {
    const { server, client } = await setUpConnected();
    server.answers["OutputCmd"] = silence;
    const controller = new AbortController();
    const request = client.devices[0]?.vibrate(1, { signal: controller.signal }).catch((error: unknown) => error);
    await settle();
    controller.abort("changed my mind");
    expect(await request).toMatchObject({ code: "request/aborted", cause: "changed my mind" });
  });

  it("is not sent when its signal has aborted before", async () => {
    const { server, client } = await setUpConnected();
    const request = client.devices[0]?.vibrate(1, { signal: AbortSignal.abort() });
    await expect(request).rejects.toMatchObject({ code: "request/aborted" });
    await settle();
    expect(server.frames).toEqual([]);
  });

  it("rejects when thousands wait already", async () => {
    const { server, client } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const requests = Array.from({ length: 4097 }, () => client.startScanning().catch(({ code }) => code));
    expect(await requests.at(-1)).toBe("request/too-many");
    await client.disconnect();
    expect(new Set(await Promise.all(requests))).toEqual(new Set(["connector/closed", "request/too-many"]));
  });

  it.each([
    ["[device/gone] device 7 is gone", "device/gone", "device 7 is gone", {}],
    ["device 7 is gone", "request/rejected", "device 7 is gone", { serverText: "device 7 is gone" }],
    ["[urgent] stop", "request/rejected", "[urgent] stop", { serverText: "[urgent] stop" }],
    [
      '{"ButtplugDeviceError":{"DeviceNotAvailable":7}}',
      "request/rejected",
      '{"ButtplugDeviceError":{"DeviceNotAvailable":7}}',
      { serverText: '{"ButtplugDeviceError":{"DeviceNotAvailable":7}}' },
    ],
  ])("rejects with the error of the server: %s", async (text, code, message, details) => {
    const { server, client } = await setUpConnected();
    server.answers["OutputCmd"] = ({ Id }) => [errorMessage(Id, 4, text)];
    const failure = await client.devices[0]?.vibrate(1).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message, details, errorClass: 4 });
  });

  it("rejects when one of several commands fails; the others are sent", async () => {
    const { server, client } = await setUpConnected([device(0, [vibrator(), vibrator()])]);
    server.answers["OutputCmd"] = ({ Id }) => [Id === 3 ? errorMessage(Id, 4, "no") : ok(Id)];
    await expect(client.devices[0]?.vibrate(1)).rejects.toMatchObject({ code: "request/rejected" });
    expect(server.bodies("OutputCmd")).toHaveLength(2);
  });

  it("rejects when the reply is of another type", async () => {
    const { server, client, log } = await setUpConnected();
    server.answers["StartScanning"] = ({ Id }) => [{ ScanningFinished: { Id } }];
    await expect(client.startScanning()).rejects.toMatchObject({
      code: "message/unexpected",
      details: { name: "scanningFinished" },
    });
    expect(log).toEqual([]);
  });

  it.each([
    ["broken in a field", (Id: number) => ({ Error: { Id, ErrorCode: 99, ErrorMessage: "" } }), "message/invalid"],
    ["unknown", (Id: number) => ({ Fine: { Id } }), "message/unknown"],
  ])("rejects when its reply is %s", async (_, reply, code) => {
    const { server, client, log } = await setUpConnected();
    server.answers["StartScanning"] = ({ Id }) => [reply(Id)];
    await expect(client.startScanning()).rejects.toMatchObject({ code });
    expect(log).toEqual([]);
  });
});

describe("what cannot be understood", () => {
  it.each([
    ["an unknown message", { Surprise: { Id: 0 } }, "message/unknown"],
    ["an id that nobody waits for", { Surprise: { Id: 77 } }, "message/unknown"],
    ["a broken event", { ScanningFinished: { Id: -1 } }, "message/invalid"],
    ["no object", 42, "message/invalid"],
    ["an Ok that answers nothing", { Ok: { Id: 0 } }, "message/unexpected"],
    ["an error without an id", errorMessage(0, 3, "cannot read that"), "request/rejected"],
  ])("is an error event: %s", async (_, message, code) => {
    const { server, client, log } = await setUpConnected();
    server.push(message, { ScanningFinished: { Id: 0 } });
    expect(log).toEqual([`error ${code}`, "scanningFinished"]);
    expect(client.connected).toBe(true);
  });

  it("is an error event: a frame that is no list", async () => {
    const { server, client, log } = await setUpConnected();
    server.pushRaw({ malformed: "the frame is no JSON" });
    expect(log).toEqual(["error message/malformed"]);
    await client.startScanning();
  });
});
