import type { Grant, Refusal } from "@buttplug-ts/messages";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, sensorOptions, serverWith, trio, vibrate } from "./server-bench.js";

const failure = (Id: number, code: string, errorClass = 4) => ({
  Error: { Id, ErrorCode: errorClass, ErrorMessage: expect.stringContaining(`[${code}]`) },
});
const greeting = { RequestServerInfo: { Id: 1, ClientName: "raw", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } };

async function guestWith(grant: Grant) {
  const world = await serverWith([{ name: "Trio" }, sensorOptions]);
  const owner = await world.ready();
  const guest = world.open(grant);
  await guest.handshake();
  const list = async () => {
    await guest.send({ RequestDeviceList: { Id: 9 } });
    const [answer] = guest.take() as { DeviceList: { Devices: Record<string, { DeviceFeatures: object }> } }[];
    return answer?.DeviceList.Devices ?? {};
  };
  return { ...world, owner, guest, list };
}

describe("a session with a grant", () => {
  it("that looks and reads only is shown no outputs, commands none, scans not, reads, and stops", async () => {
    const { guest, owner, device, list } = await guestWith({ readOnly: true });
    await owner.send(vibrate(3, 0, 0, 50));
    device(0).takeWrites();
    expect(JSON.stringify(await list())).not.toContain("Output");
    await guest.send(vibrate(2, 0, 0, 1), { StartScanning: { Id: 3 } });
    expect(guest.take()).toEqual([failure(2, "device/not-permitted"), failure(3, "device/not-permitted")]);
    device(1).reads.set("rxblebattery", [Uint8Array.of(80)]);
    await guest.send({ InputCmd: { Id: 4, DeviceIndex: 1, FeatureIndex: 1, Type: "Battery", Command: "Read" } });
    expect(JSON.stringify(guest.take())).toContain('"Value":80');
    expect(device(0).takeWrites()).toEqual([]);
    await guest.send({ StopCmd: { Id: 5 } });
    expect(guest.take()).toEqual([ok(5)]);
    expect(device(0).takeWrites()).toContain("tx 00 00 00");
  });

  it("for some devices sees and reaches those only", async () => {
    const { guest, device, list } = await guestWith({ devices: ["fake/Sensor"] });
    expect(Object.keys(await list())).toEqual(["1"]);
    await guest.send(vibrate(2, 0, 0, 1), vibrate(3, 1, 0, 1));
    await guest.send({ InputCmd: { Id: 4, DeviceIndex: 0, FeatureIndex: 0, Type: "Battery", Command: "Read" } });
    const unknown = {
      Error: { Id: 2, ErrorCode: 4, ErrorMessage: "[device/unknown] there is no device 0; connected are 1" },
    };
    expect(guest.take()).toEqual([unknown, ok(3), failure(4, "device/unknown")]);
    expect(device(0).takeWrites()).toEqual([]);
  });

  it("for some devices hears nothing of what becomes of the others", async () => {
    const { guest, owner, device } = await guestWith({ devices: ["fake/Sensor"] });
    device(0).vanish();
    await settle();
    expect(owner.take()).toEqual([{ DeviceList: { Id: 0, Devices: { 1: expect.anything() } } }]);
    expect(guest.take()).toEqual([]);
    const other = await guestWith({ devices: ["fake/Sensor"] });
    other.device(1).vanish();
    await settle();
    expect(other.guest.take()).toEqual([{ DeviceList: { Id: 0, Devices: {} } }]);
    other.device(0).vanish();
    await settle();
    expect(other.guest.take()).toEqual([]);
  });

  it("for some outputs commands those only", async () => {
    const { guest, device, list } = await guestWith({ outputs: ["rotate"] });
    expect(JSON.stringify((await list())["0"])).not.toContain("Vibrate");
    await guest.send(vibrate(2, 0, 0, 1));
    expect(guest.take()).toEqual([failure(2, "device/not-permitted")]);
    expect(device(0).takeWrites()).toEqual([]);
  });

  it("with a cap is told the range that is left, in every version, and cannot leave it", async () => {
    const { guest, device, list, open } = await guestWith({ levelCap: 0.255 });
    expect(JSON.stringify((await list())["0"])).toContain('"Vibrate":{"Value":[0,25]}');
    await guest.send(vibrate(2, 0, 0, 26), vibrate(3, 0, 0, 25));
    expect(guest.take()).toEqual([failure(2, "device/value-out-of-range"), ok(3)]);
    expect(device(0).takeWrites()).toEqual(["tx 00 00 19"]);
    const older = open({ levelCap: 0.255 });
    await older.send({ RequestServerInfo: { Id: 1, ClientName: "old", MessageVersion: 3 } });
    await older.send({
      ScalarCmd: { Id: 2, DeviceIndex: 0, Scalars: [{ Index: 0, Scalar: 1, ActuatorType: "Vibrate" }] },
    });
    older.take();
    expect(device(0).takeWrites()).toEqual([]); // 25 again: nothing to write
  });

  it("keeps the cap on top of the owner's own limits", async () => {
    const { server, guest, list, device } = await guestWith({ levelCap: 0.5 });
    const range = [40, 90] as const;
    await server.setUserConfig({
      devices: [{ hardware: "fake/Trio", protocol: "test", features: { 0: { outputs: { vibrate: { range } } } } }],
    });
    guest.take();
    expect(JSON.stringify((await list())["0"])).toContain('"Vibrate":{"Value":[0,10]}');
    await guest.send(vibrate(2, 0, 0, 10));
    expect(device(0).takeWrites()).toEqual(["tx 00 00 32"]);
  });

  it("that runs out is stopped, told and closed", async () => {
    const { clock, guest, device } = await guestWith({ lifetimeMs: 60_000 });
    await guest.send(vibrate(2, 0, 0, 50));
    device(0).takeWrites();
    guest.take();
    await clock.advance(60_000);
    expect(guest.take()).toEqual([failure(0, "handshake/expired", 1)]);
    expect(guest.closeInfo).toMatchObject({ code: "handshake/expired" });
    expect(device(0).takeWrites()).toEqual(["tx 00 00 00"]);
  });
});

describe("a session that the owner is asked about", () => {
  async function asking(hello: object = greeting) {
    const world = await serverWith([{ name: "Trio" }]);
    const owner = await world.ready();
    const asked: string[] = [];
    let answer: (decision: Grant | Refusal) => void = () => {};
    let fail: (error: Error) => void = () => {};
    let signal: AbortSignal | undefined;
    const confirm = (name: string, left: AbortSignal) => {
      asked.push(name);
      signal = left;
      return new Promise<Grant | Refusal>((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
    };
    const client = world.open({ confirm });
    await client.send(hello);
    return {
      ...world,
      owner,
      client,
      asked,
      answer: (it: Grant | Refusal) => answer(it),
      fail: () => fail(new TypeError("no")),
      left: () => signal?.aborted,
    };
  }

  it("is told nothing meanwhile, and served as the answer says", async () => {
    const { client, asked, answer, server, clock } = await asking();
    expect(asked).toEqual(["raw"]);
    await clock.advance(50_000);
    await client.send({ RequestDeviceList: { Id: 2 } }, vibrate(3, 0, 0, 5), greeting);
    const required = [2, 3, 1].map((id) => failure(id, "handshake/required", 1));
    expect(client.take()).toEqual(required);
    expect(server.sessions.map(({ clientName }) => clientName)).toEqual(["raw"]); // the one that scanned
    answer({ label: "page", readOnly: true });
    await settle();
    expect(client.take()).toEqual([{ ServerInfo: expect.objectContaining({ Id: 1, ServerName: "Test Server" }) }]);
    expect(server.sessions.at(-1)).toMatchObject({ label: "page", origin: "https://example.org" });
    await client.send(vibrate(4, 0, 0, 5));
    expect(client.take()).toEqual([failure(4, "device/not-permitted")]);
  });

  const older = { RequestServerInfo: { Id: 1, ClientName: "raw", MessageVersion: 3 } };

  it("is told of older versions what is there when it is let in, not what was there when it came", async () => {
    const { client, answer, device } = await asking(older);
    device().vanish();
    await settle();
    answer({});
    await client.send({ RequestDeviceList: { Id: 2 } });
    expect(client.take()).toEqual([
      { ServerInfo: expect.objectContaining({ Id: 1 }) },
      { DeviceList: { Id: 2, Devices: [] } },
    ]);
  });

  it("is told of older versions nothing twice", async () => {
    const { client, answer } = await asking(older);
    answer({});
    await client.send({ RequestDeviceList: { Id: 2 } });
    const names = client.take().flatMap((each) => Object.keys(each));
    expect(names).toEqual(["ServerInfo", "DeviceList"]);
  });

  it("learns in older versions of no device that the answer hides", async () => {
    const { client, answer, device } = await asking(older);
    answer({ devices: [] });
    await client.send({ RequestDeviceList: { Id: 2 } }, { StopDeviceCmd: { Id: 3, DeviceIndex: 0 } });
    const unknown = "[device/unknown] there is no device 0; connected are none";
    expect(client.take()).toEqual([
      { ServerInfo: expect.objectContaining({ Id: 1 }) },
      { DeviceList: { Id: 2, Devices: [] } },
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: unknown } },
    ]);
    device().vanish();
    await settle();
    expect(client.take()).toEqual([]);
  });

  it("is refused in the owner's words, or if nobody can be asked", async () => {
    const first = await asking();
    first.answer({ refused: { code: "handshake/origin-refused", reason: "approve it at http://127.0.0.1:12345" } });
    await settle();
    expect(first.client.take()).toEqual([failure(1, "handshake/origin-refused", 1)]);
    expect(first.client.closeInfo).toMatchObject({ code: "handshake/origin-refused" });
    const second = await asking();
    second.fail();
    await settle();
    expect(second.client.take()).toEqual([failure(1, "handshake/refused", 1)]);
  });

  it("is not asked about any more once it has left", async () => {
    const { client, left, answer, server } = await asking();
    await client.close();
    expect(left()).toBe(true);
    answer({});
    await settle();
    expect(server.sessionCount).toBe(1);
  });
});

describe("a client that sends too much", () => {
  it("is answered with an error, and can stop all the same", async () => {
    const { open, device, clock } = await serverWith([{ name: "Trio" }], [trio], { maxMessagesPerSecond: 10 });
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    client.take();
    await client.send(...Array.from({ length: 12 }, (_, index) => ({ Ping: { Id: 10 + index } })));
    const answers = client.take();
    expect(answers.filter((each) => "Ok" in each).length).toBe(9);
    expect(answers.at(-1)).toEqual(failure(21, "request/too-many", 0));
    await client.send(vibrate(30, 0, 0, 1), { StopCmd: { Id: 31 } });
    expect(client.take()).toEqual([failure(30, "request/too-many", 0), ok(31)]);
    expect(device().takeWrites()).toContain("tx 00 00 00");
    await clock.advance(1_000);
    await client.send(vibrate(32, 0, 0, 1));
    expect(client.take()).toEqual([ok(32)]);
  });
});

it("a client of an older version that sends too much can stop all the same", async () => {
  const { open, ready, device } = await serverWith([{ name: "Trio" }], [trio], { maxMessagesPerSecond: 10 });
  await ready();
  const client = open();
  await client.send({ RequestServerInfo: { Id: 1, ClientName: "old", MessageVersion: 3 } });
  const speed = { DeviceIndex: 0, Speeds: [{ Index: 0, Speed: 1 }] };
  await client.send(...Array.from({ length: 12 }, (_, at) => ({ VibrateCmd: { Id: at + 2, ...speed } })));
  const refusal = expect.stringMatching(/^\[request\/too-many\] more than 10 messages a second/);
  expect(client.take().at(-1)).toEqual({ Error: { Id: 13, ErrorCode: 0, ErrorMessage: refusal } });
  await client.send({ StopAllDevices: { Id: 20 } });
  expect(client.take()).toEqual([ok(20)]);
  expect(device().takeWrites()).toContain("tx 00 00 00");
});

describe("a client that asks for what takes long", () => {
  it.each(["RequestDeviceList", "StartScanning"])(
    "too often (%s) gets errors, and commands as before",
    async (name) => {
      const { ready, device, clock } = await serverWith([{ name: "Trio" }]);
      const client = await ready();
      await clock.advance(1_000);
      await client.send(...Array.from({ length: 100 }, () => ({ [name]: { Id: 7 } })));
      const errors = client.take().filter((each) => "Error" in each);
      expect(errors).toEqual(Array.from({ length: 80 }, () => failure(7, "request/too-many", 0)));
      await client.send(vibrate(8, 0, 0, 5), { Ping: { Id: 9 } });
      expect(client.take()).toEqual([ok(9), ok(8)]);
      expect(device().takeWrites()).toContain("tx 00 00 05");
      await clock.advance(1_000);
      client.take();
      await client.send({ [name]: { Id: 10 } });
      expect(client.take()).not.toContainEqual(failure(10, "request/too-many", 0));
    },
  );
});

it("clients of one label take a quarter of the places at most, so that others come in", async () => {
  const { open, server } = await serverWith([], [], { maxSessions: 8 });
  const guests = [open({ label: "guest" }), open({ label: "guest" }), open({ label: "guest" })];
  await settle();
  expect(guests.map(({ closeInfo }) => closeInfo?.code)).toEqual([undefined, undefined, "handshake/too-many-sessions"]);
  const others = [open({ label: "other guest" }), ...Array.from({ length: 5 }, () => open())];
  await settle();
  expect(others.map(({ closeInfo }) => closeInfo)).toEqual(Array.from({ length: 6 }, () => undefined));
  await guests[0]?.close();
  open({ label: "guest" });
  await settle();
  expect(server.sessionCount).toBe(8);
});

describe("stops that come right after each other", () => {
  const rest = ["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"];

  it("are one for the device, and each is answered; one after a command is another", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 50));
    device().takeWrites();
    client.take();
    const stops = Array.from({ length: 500 }, (_, index) => ({ StopCmd: { Id: 10 + index } }));
    await client.send(...stops);
    expect(client.take()).toEqual(stops.map(({ StopCmd: { Id } }) => ok(Id)));
    expect(device().takeWrites()).toEqual(rest);
    await client.send(...stops, vibrate(4, 0, 0, 60), { StopCmd: { Id: 5 } });
    expect(client.take()).toContainEqual(ok(5));
    expect(device().takeWrites()).toEqual(rest);
  });

  it("are asked of the device once", async () => {
    const { ready, server } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    let stops = 0;
    server.observe(({ kind }) => {
      if (kind === "stop") stops += 1;
    });
    await client.send(...Array.from({ length: 500 }, () => ({ StopCmd: { Id: 3 } })));
    expect(stops).toBe(1);
  });

  it.each([
    ["a later frame", [[{ StopCmd: { Id: 5 } }], [{ StopCmd: { Id: 6 } }]]],
    ["a later frame of an older version", [[{ StopAllDevices: { Id: 5 } }], [{ StopAllDevices: { Id: 6 } }]]],
  ])("are others in %s: somebody else may have driven the device meanwhile", async (_, [first = [], second = []]) => {
    const { ready, open, device } = await serverWith([{ name: "Trio" }]);
    const other = await ready();
    const client = open();
    const isOlder = "StopAllDevices" in (first[0] ?? {});
    const spoken = isOlder ? { MessageVersion: 3 } : { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
    await client.send({ RequestServerInfo: { Id: 1, ClientName: "raw", ...spoken } });
    await client.send(...first);
    await other.send(vibrate(3, 0, 0, 50));
    device().takeWrites();
    await client.send(...second);
    expect(device().takeWrites()).toEqual(rest);
  });

  it("are others after a command of an older version", async () => {
    const { ready, open, device } = await serverWith([{ name: "Trio" }]);
    await ready();
    const client = open();
    await client.send({ RequestServerInfo: { Id: 1, ClientName: "raw", MessageVersion: 3 } });
    device().takeWrites();
    const drive = { Index: 0, Scalar: 1, ActuatorType: "Vibrate" };
    await client.send(
      { StopAllDevices: { Id: 2 } },
      { ScalarCmd: { Id: 3, DeviceIndex: 0, Scalars: [drive] } },
      { StopAllDevices: { Id: 4 } },
    );
    expect(device().takeWrites().at(-3)).toBe("tx 00 00 00");
    expect(device().takeWrites()).toEqual([]);
  });

  it("are heard when everything else has to wait", async () => {
    const { ready, device } = await serverWith([sensorOptions]);
    const client = await ready();
    await client.send(vibrate(2, 0, 0, 50));
    device().subscribeHangs = true;
    const input = { DeviceIndex: 0, FeatureIndex: 4, Type: "Pressure", Command: "Subscribe" };
    await client.send(...Array.from({ length: 1_024 }, (_, at) => ({ InputCmd: { Id: at + 3, ...input } })));
    client.take();
    device().takeWrites();
    await client.send({ Ping: { Id: 5_000 } }, { StopCmd: { Id: 5_001, Inputs: false } });
    expect(client.take()).toEqual([failure(5_000, "request/too-many", 0), ok(5_001)]);
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
  });

  it("and are about different things are all carried out", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 50), vibrate(4, 0, 1, 60));
    device().takeWrites();
    client.take();
    const about = { DeviceIndex: 0, FeatureIndex: 0 };
    await client.send(
      { StopCmd: { Id: 5, ...about, Outputs: false } },
      { StopCmd: { Id: 6, ...about, FeatureIndex: 1 } },
      { StopCmd: { Id: 7, ...about } },
      { StopCmd: { Id: 8, DeviceIndex: 9 } },
    );
    expect(client.take()).toEqual(expect.arrayContaining([ok(5), ok(6), ok(7), failure(8, "device/unknown")]));
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00"]);
  });
});

describe("a client that is no client", () => {
  const bad = { Id: 1 };

  it("is not heard for long before it is let in", async () => {
    const { open, server } = await serverWith();
    const client = open();
    await client.send(...Array.from({ length: 64 }, () => bad));
    expect(client.take().length).toBe(64);
    await client.send(bad);
    expect(client.take()).toEqual([failure(0, "request/too-many", 0)]);
    expect(client.closeInfo).toBeDefined();
    expect(server.sessionCount).toBe(0);
  });

  it("is not answered endlessly: what it drove stops", async () => {
    const { ready, device, clock } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    for (let second = 0; second < 3; second += 1) {
      await client.send(...Array.from({ length: 900 }, () => bad));
      await clock.advance(1_000);
    }
    expect(client.closeInfo).toBeUndefined();
    await client.send(vibrate(3, 0, 0, 50));
    device().takeWrites();
    client.take();
    await client.send(...Array.from({ length: 1_100 }, () => bad));
    expect(client.take().at(-1)).toEqual(failure(0, "request/too-many", 0));
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
  });

  it("brings no more messages in a frame than 2048", async () => {
    const { ready, device } = await serverWith([{ name: "Trio" }]);
    const client = await ready();
    const pings = Array.from({ length: 2_048 }, () => ({ Ping: { Id: 5 } }));
    await client.send(...pings);
    expect(client.take().length).toBe(2_048);
    await client.send(vibrate(3, 0, 0, 50));
    device().takeWrites();
    client.take();
    await client.send(...pings, { Ping: { Id: 5 } });
    expect(client.take()).toEqual([failure(0, "request/too-many", 0)]);
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
  });

  it("fills no memory with its name", async () => {
    const { open, server } = await serverWith();
    await open().send({ RequestServerInfo: { ...greeting.RequestServerInfo, ClientName: "n".repeat(100_000) } });
    expect(server.sessions[0]?.clientName).toBe("n".repeat(200));
  });
});

it("a label that is taken back ends every session of it, also of clients that have not said who they are", async () => {
  const { open, server } = await serverWith();
  const [silent, inside, other] = [open({ label: "guest" }), open({ label: "guest" }), open({ label: "host" })];
  await inside.send(greeting);
  inside.take();
  server.revoke("guest", "it is over");
  await settle();
  for (const client of [silent, inside]) {
    expect(client.take()).toEqual([failure(0, "handshake/refused", 1)]);
    expect(client.closeInfo).toMatchObject({ code: "handshake/refused" });
  }
  expect(other.closeInfo).toBeUndefined();
});

it("a session is ended by the owner: what it drove stops, and it is told", async () => {
  const { server, ready, device } = await serverWith([{ name: "Trio" }]);
  const client = await ready();
  await client.send(vibrate(3, 0, 0, 50));
  client.take();
  device().takeWrites();
  const [session] = server.sessions;
  expect(server.disconnect(session?.id ?? -1, "ended by the owner")).toBe(true);
  await settle();
  expect(client.take()).toEqual([
    { Error: { Id: 0, ErrorCode: 1, ErrorMessage: "[handshake/refused] ended by the owner" } },
  ]);
  expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
  expect(server.disconnect(999, "nobody")).toBe(false);
});
