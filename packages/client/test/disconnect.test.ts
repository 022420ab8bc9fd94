import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { device, errorMessage, setUp, setUpConnected, silence } from "./scripted-server.js";

const hungUp = { by: "remote", code: "connector/closed", reason: "the server went away" } as const;

describe("the end of a connection", () => {
  it("rejects what is pending, marks devices as gone, then tells of the devices, then of the disconnect", async () => {
    const { server, client, log } = await setUpConnected([device(0), device(1)]);
    const devices = client.devices;
    server.answers["OutputCmd"] = silence;
    const alive = () => devices.map(({ connected }) => connected).join();
    devices[0]?.vibrate(1).catch(({ code }) => log.push(`single ${code} ${alive()}`));
    (async () => {
      await Promise.all(devices.map((each) => each.vibrate(0.5)));
    })().catch(({ code }) => log.push(`several ${code} ${alive()}`));
    client.startScanning().catch(() => {});
    await settle();
    server.drop();
    await settle();
    expect(log).toEqual([
      "single connector/closed false,false",
      "several connector/closed false,false",
      "deviceRemoved 0",
      "deviceRemoved 1",
      "serverDisconnect connector/closed",
    ]);
    expect(client).toMatchObject({ connected: false, devices: [], serverName: undefined });
  });

  it("carries why it ended in the cause of rejected requests", async () => {
    const { server, client } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const scanning = client.startScanning().catch((error: unknown) => error);
    await settle();
    server.drop({ by: "failure", code: "connector/silent", reason: "nothing heard for 10 s" });
    expect(await scanning).toMatchObject({
      code: "connector/closed",
      message: "the connection was closed (failure): nothing heard for 10 s",
      details: { reason: "nothing heard for 10 s" },
      cause: { code: "connector/silent", message: "nothing heard for 10 s" },
    });
  });

  it("passes the close information on as it is", async () => {
    const { server, client } = await setUpConnected();
    const infos: unknown[] = [];
    client.on("serverDisconnect", (info) => infos.push(info));
    server.drop({ transportCode: 1006 });
    await settle();
    expect(infos).toEqual([{ ...hungUp, transportCode: 1006 }]);
  });

  it("is the same for one's own disconnect, by local", async () => {
    const { server, client, clock, log } = await setUpConnected([device(0), device(1)]);
    const infos: unknown[] = [];
    client.on("serverDisconnect", (info) => infos.push(info));
    server.answers["StartScanning"] = silence;
    client.startScanning().catch(({ code }) => log.push(code));
    await client.disconnect();
    expect(log).toEqual([
      "connector/closed",
      "deviceRemoved 0",
      "deviceRemoved 1",
      "serverDisconnect connector/closed",
    ]);
    expect(infos).toEqual([{ by: "local", code: "connector/closed", reason: "the client disconnected" }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("sends what was asked for in the same tick before it closes", async () => {
    const { server, client } = await setUpConnected();
    client.stopAll().catch(() => {});
    await client.disconnect();
    expect(server.bodies("StopCmd")).toHaveLength(1);
    expect(server.isClosed).toBe(true);
  });

  it("leaves no timer behind, whatever was pending", async () => {
    const { server, client, clock } = await setUpConnected(undefined, { requestTimeoutMs: 5000 });
    server.answers["StartScanning"] = silence;
    const scanning = client.startScanning({ timeoutMs: 100_000 }).catch(({ code }) => code);
    await settle();
    expect(clock.pendingTimers).toBe(1);
    server.drop();
    await settle();
    expect(clock.pendingTimers).toBe(0);
    expect(await scanning).toBe("connector/closed");
  });
});

describe("disconnect", () => {
  it("does nothing when there is no connection, and can be called again", async () => {
    const { client, log, server } = setUp();
    await client.disconnect();
    await client.connect(server.connector);
    log.length = 0;
    await Promise.all([client.disconnect(), client.disconnect()]);
    await client.disconnect();
    expect(log).toEqual(["deviceRemoved 0", "serverDisconnect connector/closed"]);
  });

  it("takes two seconds at most, even if the channel does not close", async () => {
    const { server, client, clock, log } = await setUpConnected();
    server.hangsOnClose = true;
    let done = false;
    const leaving = client.disconnect().then(() => {
      done = true;
    });
    await clock.advance(1999);
    expect(done).toBe(false);
    expect(client.connected).toBe(false);
    await clock.advance(1);
    await leaving;
    expect(log).toEqual(["deviceRemoved 0", "serverDisconnect connector/closed"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("happens at the end of an await using block", async () => {
    const { server, client } = await setUpConnected();
    await client[Symbol.asyncDispose]();
    expect(server.isClosed).toBe(true);
  });

  it("does not listen to what the server still sends", async () => {
    const { server, client, log } = await setUpConnected();
    server.hangsOnClose = true;
    client.disconnect().catch(() => {});
    server.push({ ScanningFinished: { Id: 0 } }, "nonsense");
    await settle();
    expect(log).toEqual(["deviceRemoved 0", "serverDisconnect connector/closed"]);
  });
});

describe("after the end", () => {
  it("requests reject, and calls of old device objects reject with device/gone", async () => {
    const { server, client } = await setUpConnected([
      device(0, [
        { Output: { Vibrate: { Value: [0, 20] } } },
        { Input: { Battery: { Value: [[0, 100]], Command: ["Read"] } } },
      ]),
    ]);
    const [old] = client.devices;
    const feature = old?.feature(0);
    server.drop();
    await settle();
    await expect(client.startScanning()).rejects.toMatchObject({ code: "connector/not-connected" });
    await expect(client.stopAll()).rejects.toMatchObject({ code: "connector/not-connected" });
    const gone = { code: "device/gone", details: { deviceIndex: 0 }, message: "Device 0 (device 0) is gone" };
    await expect(old?.vibrate(0)).rejects.toMatchObject(gone);
    await expect(old?.led(0)).rejects.toMatchObject(gone);
    await expect(old?.stop()).rejects.toMatchObject(gone);
    await expect(old?.battery()).rejects.toMatchObject(gone);
    await expect(old?.subscribe("button")).rejects.toMatchObject(gone);
    await expect(feature?.vibrate(0)).rejects.toMatchObject(gone);
    await expect(feature?.stop()).rejects.toMatchObject(gone);
    expect(feature?.connected).toBe(false);
  });

  it("a new connect gives new device objects; the old ones stay dead", async () => {
    const { server, client } = await setUpConnected();
    const [old] = client.devices;
    server.drop();
    await settle();
    await client.connect(server.connector);
    const [fresh] = client.devices;
    expect(fresh).not.toBe(old);
    expect(fresh?.index).toBe(old?.index);
    await fresh?.vibrate(1);
    await expect(old?.vibrate(1)).rejects.toMatchObject({ code: "device/gone" });
    expect(server.bodies("OutputCmd")).toHaveLength(1);
  });

  it("a connect from a listener or a rejected request starts after the events of the old connection", async () => {
    const { server, client, log } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const reconnected = client.startScanning().catch(() => client.connect(server.connector));
    await settle();
    server.drop();
    await reconnected;
    expect(log).toEqual(["deviceRemoved 0", "serverDisconnect connector/closed", "deviceAdded 0"]);
  });

  it("counts ids from one again", async () => {
    const { server, client } = await setUpConnected();
    await client.startScanning();
    server.drop();
    await settle();
    server.frames.length = 0;
    await client.connect(server.connector);
    expect(server.messages.map(([, { Id }]) => Id)).toEqual([1, 2]);
  });
});

describe("a ping timeout that the server reports", () => {
  it("is told first, then the client closes the channel", async () => {
    const { server, log } = await setUpConnected();
    server.push(errorMessage(0, 2, "[ping/timeout] no ping within 1000 ms"));
    await settle();
    expect(log).toEqual(["pingTimeout ping/timeout", "deviceRemoved 0", "serverDisconnect ping/timeout"]);
    expect(server.closeReason).toEqual({ code: "ping/timeout", reason: "no ping within 1000 ms" });
  });

  it("is recognised whatever the text is", async () => {
    const { server, client, log } = await setUpConnected();
    server.answers["StartScanning"] = silence;
    const scanning = client.startScanning().catch((error: unknown) => error);
    await settle();
    server.push(errorMessage(0, 2, '{"ButtplugPingError":"PingedOut"}'));
    expect(await scanning).toMatchObject({ code: "connector/closed", cause: { code: "ping/timeout" } });
    await settle();
    expect(log[0]).toBe("pingTimeout ping/timeout");
  });
});
