import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { errorMessage, type Setup, setUp, silence } from "./scripted-server.js";

async function setUpWithPing(maxPingTime: number): Promise<Setup> {
  const setup = setUp([]);
  setup.server.maxPingTime = maxPingTime;
  await setup.client.connect(setup.server.connector);
  return setup;
}

describe("pings", () => {
  it("leave at half the time that the server allows, until the end", async () => {
    const { server, client, clock } = await setUpWithPing(1000);
    const pings = () => server.bodies("Ping").length;
    await clock.advance(499);
    expect(pings()).toBe(0);
    await clock.advance(1);
    expect(pings()).toBe(1);
    await clock.advance(500);
    expect(pings()).toBe(2);
    await client.disconnect();
    await clock.advance(5000);
    expect(pings()).toBe(2);
    expect(clock.pendingTimers).toBe(0);
  });

  it("do not leave when the server needs none", async () => {
    const { server, clock } = await setUpWithPing(0);
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(60_000);
    expect(server.bodies("Ping")).toEqual([]);
  });

  it("start with the handshake, not with its end", async () => {
    const { server, client, clock } = setUp([]);
    server.maxPingTime = 1000;
    server.answers["RequestDeviceList"] = silence;
    const connecting = client.connect(server.connector).catch(() => {});
    await clock.advance(500);
    expect(server.bodies("Ping")).toHaveLength(1);
    await client.disconnect();
    await connecting;
    expect(clock.pendingTimers).toBe(0);
  });

  it("that fail are error events, and go on", async () => {
    const { server, clock, log } = await setUpWithPing(1000);
    server.answers["Ping"] = ({ Id }) => [errorMessage(Id, 2, "no")];
    await clock.advance(1000);
    expect(log).toEqual(["error request/rejected", "error request/rejected"]);
    server.answers["Ping"] = silence;
    await clock.advance(10_500);
    expect(log.at(-1)).toBe("error request/timeout");
  });

  it("that the end of the connection cuts off are no errors", async () => {
    const { server, clock, log } = await setUpWithPing(1000);
    server.answers["Ping"] = silence;
    await clock.advance(500);
    server.drop();
    await settle();
    expect(log).toEqual(["serverDisconnect connector/closed"]);
  });
});
