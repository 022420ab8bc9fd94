import type { Channel, Incoming } from "@buttplug-ts/messages";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, sensorOptions, serverWith, vibrate } from "./server-bench.js";

const hello = { RequestServerInfo: { Id: 1, ClientName: "raw", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } };
const error = (Id: number, ErrorCode: number, text: RegExp) => ({
  Error: { Id, ErrorCode, ErrorMessage: expect.stringMatching(text) },
});

describe("the handshake", () => {
  it("tells the server's name, its ping time and spec v4.0", async () => {
    const { open } = await serverWith([], [], { maxPingTimeMs: 1_000 });
    const client = open();
    await client.send(hello);
    expect(client.take()).toEqual([
      {
        ServerInfo: {
          Id: 1,
          ServerName: "Test Server",
          MaxPingTime: 1_000,
          ProtocolVersionMajor: 4,
          ProtocolVersionMinor: 0,
        },
      },
    ]);
  });

  it("comes first: other messages get an Error of class 1 and the connection stays", async () => {
    const { open } = await serverWith();
    const client = open();
    await client.send({ Ping: { Id: 7 } }, hello);
    expect(client.take()).toEqual([error(7, 1, /^\[handshake\/required\]/), { ServerInfo: expect.anything() }]);
  });

  it("happens once", async () => {
    const { ready } = await serverWith();
    const client = await ready();
    await client.send(hello, { Ping: { Id: 9 } });
    expect(client.take()).toEqual([error(1, 1, /^\[handshake\/already-done\]/), ok(9)]);
  });

  it.each([{ ProtocolVersionMajor: 5, ProtocolVersionMinor: 0 }, { MessageVersion: 5 }])(
    "of a version that is not known, %j, is refused with both versions named, and the connection closes",
    async (version) => {
      const { open } = await serverWith();
      const client = open();
      await client.send({ RequestServerInfo: { Id: 3, ClientName: "new", ...version } });
      expect(client.take()).toEqual([error(3, 1, /speaks message spec v0 to v4; .*v5$/)]);
      expect(client.closeInfo?.by).toBe("remote");
    },
  );

  it("must come in time, or the connection closes with an Error of class 1", async () => {
    const { clock, open } = await serverWith();
    const client = open();
    await clock.advance(9_999);
    expect(client.take()).toEqual([]);
    await clock.advance(1);
    expect(client.take()).toEqual([error(0, 1, /10000 ms/)]);
    expect(client.closeInfo?.by).toBe("remote");
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("a frame", () => {
  it("that brings more requests than may wait for an answer gets an Error for each that is too many", async () => {
    const { ready, device } = await serverWith([sensorOptions]);
    const client = await ready();
    device().subscribeHangs = true;
    const subscribe = (Id: number) => ({
      InputCmd: { Id, DeviceIndex: 0, FeatureIndex: 4, Type: "Pressure", Command: "Subscribe" },
    });
    await client.send(...Array.from({ length: 1_025 }, (_, index) => subscribe(index + 3)));
    expect(client.take()).toEqual([error(1_027, 0, /^\[request\/too-many\] 1024 requests/)]);
  });

  it("of as many requests as may wait is answered, as often as it comes", async () => {
    const { ready } = await serverWith([sensorOptions]);
    const client = await ready();
    const read = { DeviceIndex: 0, FeatureIndex: 2, Type: "RSSI", Command: "Read" };
    const both = (_: unknown, at: number) => [vibrate(at + 3, 0, 0, 5), { InputCmd: { Id: at + 3, ...read } }];
    for (let round = 0; round < 3; round += 1) {
      await client.send(...Array.from({ length: 512 }, both).flat());
      const answers = client.take();
      expect([answers.length, answers.filter((each) => "Error" in each)]).toEqual([1_024, []]);
    }
  });

  it("that is no list of messages gets an Error of class 3 without an Id, and the session goes on", async () => {
    const { server } = await serverWith();
    let receive: (batch: readonly Incoming[]) => void = () => {};
    const sent: object[] = [];
    const channel: Channel = {
      send: (batch) => void sent.push(...batch),
      receive: (listener) => {
        receive = listener;
      },
      closed: new Promise(() => {}),
      close: () => Promise.resolve(),
    };
    server.accept(channel, { transport: "embedded" }, {});
    receive([{ malformed: "the frame is no JSON" }, { value: hello }]);
    await settle();
    expect(sent).toEqual([
      error(0, 3, /^\[message\/malformed\] the frame is no JSON/),
      { ServerInfo: expect.anything() },
    ]);
  });

  it("of several messages gets its answers in one frame", async () => {
    const { ready } = await serverWith();
    const client = await ready();
    await client.send({ Ping: { Id: 3 } }, { Ping: { Id: 4 } });
    expect(client.frames).toEqual([[ok(3), ok(4)]]);
  });

  it("with a bad message still has its others carried out", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 5), { OutputCmd: { Id: 4, DeviceIndex: "x" } }, "nonsense", vibrate(5, 0, 1, 6));
    expect(device().takeWrites()).toEqual(["tx 00 00 05", "tx 01 00 06"]);
    expect(client.take()).toEqual([
      error(4, 3, /^\[message\/invalid\] OutputCmd.DeviceIndex: expected an integer from 0/),
      error(0, 3, /^\[message\/invalid\] message: expected an object/),
      ok(3),
      ok(5),
    ]);
  });

  it("with values and a stop: values before it are superseded, values after it run after it", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 5), { StopCmd: { Id: 4 } }, vibrate(5, 0, 0, 7));
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00", "tx 00 00 07"]);
    expect(client.take()).toEqual(expect.arrayContaining([ok(3), ok(4), ok(5)]));
  });

  it.each([
    [{ Wiggle: { Id: 8 } }, 8, /"Wiggle" is no message that a client sends/],
    [{ Ping: { Id: 8 }, Pong: {} }, 8, /exactly one key/],
    [{ Ping: { Id: 0 } }, 0, /Ping.Id: expected an integer from 1/],
    [{ Ping: { Id: 1.5 } }, 0, /Ping.Id/],
    [{ Ok: { Id: 8 } }, 8, /no message that a client sends/],
    [
      { InputCmd: { Id: 8, DeviceIndex: 0, FeatureIndex: 0, Type: "Battery", Command: "Fly" } },
      8,
      /InputCmd.Command: expected one of Read/,
    ],
    [
      { OutputCmd: { Id: 8, DeviceIndex: 0, FeatureIndex: 0, Command: {} } },
      8,
      /OutputCmd.Command: expected an object with exactly one key/,
    ],
  ])("with %j gets Error class 3 that says what was expected", async (message, id, text) => {
    const { ready } = await serverWith();
    const client = await ready();
    await client.send(message);
    expect(client.take()).toEqual([error(id, 3, text)]);
  });
});

describe("a command that does not fit the devices gets Error class 4 that names what exists:", () => {
  it.each([
    ["an unknown device", vibrate(8, 9, 0, 1), /no device 9; connected are 0, 1$/],
    ["an unknown feature", vibrate(8, 0, 9, 1), /no feature 9; it has 0, 1, 2$/],
    [
      "an unknown output",
      { OutputCmd: { Id: 8, DeviceIndex: 0, FeatureIndex: 0, Command: { Wiggle: { Value: 1 } } } },
      /no output Wiggle; it has vibrate$/,
    ],
    ["an output of another feature", vibrate(8, 0, 2, 1), /no output vibrate; it has rotate$/],
    [
      "a value above the range",
      vibrate(8, 0, 0, 101),
      /101 is out of range for vibrate of feature 0, which takes 0 to 100$/,
    ],
    ["a negative value", vibrate(8, 0, 0, -1), /-1 is out of range/],
    [
      "an unknown input",
      { InputCmd: { Id: 8, DeviceIndex: 1, FeatureIndex: 1, Type: "Smell", Command: "Read" } },
      /no input Smell; it has battery$/,
    ],
    [
      "an input command that the input does not have",
      { InputCmd: { Id: 8, DeviceIndex: 1, FeatureIndex: 4, Type: "Pressure", Command: "Read" } },
      /pressure cannot read; it can subscribe$/,
    ],
    ["a stop of an unknown device", { StopCmd: { Id: 8, DeviceIndex: 5 } }, /no device 5/],
    ["a stop of an unknown feature", { StopCmd: { Id: 8, DeviceIndex: 0, FeatureIndex: 5 } }, /no feature 5/],
  ])("%s", async (_, message, text) => {
    const { ready, device } = await serverWith([{ name: "Trio" }, sensorOptions]);
    const client = await ready();
    await client.send(message);
    expect(client.take()).toEqual([error(8, 4, text)]);
    expect([...device(0).writes, ...device(1).writes]).toEqual([]);
  });
});

describe("pings", () => {
  it("are answered also when none are needed", async () => {
    const { ready } = await serverWith();
    const client = await ready();
    await client.send({ Ping: { Id: 3 } });
    expect(client.take()).toEqual([ok(3)]);
  });

  it("keep a session alive that sends them in time", async () => {
    const { clock, ready } = await serverWith([], [], { maxPingTimeMs: 1_000 });
    const client = await ready();
    for (let round = 3; round < 8; round += 1) {
      await clock.advance(900);
      await client.send({ Ping: { Id: round } });
    }
    expect(client.closeInfo).toBeUndefined();
  });

  it("that do not come stop what the client drove, then say so with class 2, then close", async () => {
    const { clock, ready, device } = await serverWith([{ name: "Trio" }], undefined, { maxPingTimeMs: 1_000 });
    const client = await ready();
    await client.send(vibrate(3, 0, 1, 5));
    client.take();
    device().takeWrites();
    await clock.advance(1_000);
    expect(device().takeWrites()).toEqual(["tx 01 00 00"]);
    expect(client.take()).toEqual([error(0, 2, /^\[ping\/timeout\].*1000 ms/)]);
    expect(client.closeInfo?.by).toBe("remote");
  });
});

describe("a session that ends", () => {
  it("stops what it drove and nothing else", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const [one, other] = [await ready(), await ready()];
    await one.send(vibrate(3, 0, 0, 5));
    await other.send(vibrate(3, 0, 1, 6));
    device().takeWrites();
    await one.close();
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
    await other.close();
    expect(device().takeWrites()).toEqual(["tx 01 00 00"]);
  });

  it("leaves a feature alone that another client took over", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const [one, other] = [await ready(), await ready()];
    await one.send(vibrate(3, 0, 0, 5));
    await other.send(vibrate(3, 0, 0, 6));
    device().takeWrites();
    await one.close();
    expect(device().takeWrites()).toEqual([]);
  });

  it("leaves no timer, no scan and no subscription behind", async () => {
    const { clock, ready, device, manager } = await serverWith([sensorOptions], undefined, { maxPingTimeMs: 500 });
    manager.endless = true;
    const client = await ready();
    await client.send({ InputCmd: { Id: 3, DeviceIndex: 0, FeatureIndex: 4, Type: "Pressure", Command: "Subscribe" } });
    await client.close();
    expect(device().subscriptions).toEqual(["subscribe rxpressure", "unsubscribe rxpressure"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("by a Disconnect message gets Ok, is stopped and closed", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 5));
    client.take();
    device().takeWrites();
    await client.send({ Disconnect: { Id: 4 } }, vibrate(5, 0, 0, 9));
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
    expect(client.take()).toEqual([ok(4)]);
    expect(client.closeInfo?.by).toBe("remote");
  });
});

describe("the server", () => {
  it("refuses more clients than its limit and says so", async () => {
    const { open } = await serverWith([], [], { maxSessions: 1 });
    const [first, second] = [open(), open()];
    await settle();
    expect(second.take()).toEqual([error(0, 1, /1 clients are already connected/)]);
    expect(second.closeInfo?.by).toBe("remote");
    await first.handshake();
    expect(first.closeInfo).toBeUndefined();
  });

  it("stops every device, ends every session and lets go of its hardware when it closes", async () => {
    const { clock, server, ready, device, manager } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 5));
    device().takeWrites();
    await server.close();
    await settle();
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
    expect(client.closeInfo).toMatchObject({ by: "remote", reason: "the server is closing" });
    expect([device().connected, manager.disposed, server.sessionCount, clock.pendingTimers]).toEqual([
      false,
      true,
      0,
      0,
    ]);
  });
});
