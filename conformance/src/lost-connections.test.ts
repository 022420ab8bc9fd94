import { once } from "node:events";
import { createInterface } from "node:readline";
import { type ButtplugClient, type ButtplugError, type CloseInfo, webSocketConnector } from "buttplug-ts";
import type { CreateServerOptions } from "buttplug-ts/server";
import { simulate } from "buttplug-ts/simulated";
import { describe, expect, it } from "vitest";
import { clientAt, codeOf, named, next, scan } from "./our-client.js";
import { runProgram } from "./run-program.js";
import { serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

/** What a client's application hears, in order. */
function diary(client: ButtplugClient): string[] {
  const heard: string[] = [];
  client.on("deviceRemoved", ({ index, connected }) => heard.push(`removed ${index}${connected ? " alive" : ""}`));
  client.on("serverDisconnect", ({ by }) => heard.push(`disconnect by ${by}`));
  return heard;
}

describe("a server that goes", () => {
  it("at its own will ends requests, then devices, then the connection, and another server can be used", async () => {
    const [nora, vivi] = [simulate("Lovense Nora"), simulate("Aneros Vivi")];
    const { server, address } = await serve([nora, vivi]);
    const client = await clientAt(address);
    await scan(client);
    const heard = diary(client);
    const gone = next(client, "serverDisconnect");
    const [toNora, toVivi] = [named(client, "Lovense Nora"), named(client, "Aneros Vivi")];
    await toNora.vibrate(1);
    vivi.stall();
    const reached = new WriteTap(vivi).until("f1 7f");
    const pending = toVivi.vibrate(1).catch((error: ButtplugError) => {
      heard.push(`rejected ${error.code}, ${client.devices.length} devices left`);
    });
    await reached;
    const atNora = new WriteTap(nora);
    const closed = server.close();
    await pending;
    const { reason } = await gone;
    expect(heard).toEqual([
      "rejected connector/closed, 0 devices left",
      "removed 0",
      "removed 1",
      "disconnect by remote",
    ]);
    expect([reason, client.connected]).toEqual(["the server is closing", false]);
    expect([await codeOf(toNora.vibrate(1)), await codeOf(client.startScanning())]).toEqual([
      "device/gone",
      "connector/not-connected",
    ]);
    await atNora.until("Vibrate:0;");
    await closed;

    const another = await serve([simulate("Lovense Nora")]);
    await client.connect(webSocketConnector(another.address));
    await scan(client);
    const again = named(client, "Lovense Nora");
    expect([again === toNora, toNora.connected, again.connected]).toEqual([false, false, true]);
    await again.vibrate(1);
  });

  it("by being killed ends requests, then devices, then the connection", async () => {
    const child = await runProgram(new URL("./programs/stalling-server.ts", import.meta.url));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const client = await clientAt((await lines.next()).value);
    await scan(client);
    const heard = diary(client);
    const gone: Promise<CloseInfo> = next(client, "serverDisconnect");
    const pending = client.devices.map((device) =>
      device.vibrate(1).catch((error: ButtplugError) => heard.push(`rejected ${error.code}`)),
    );
    expect((await lines.next()).value).toBe("write");
    child.kill("SIGKILL");
    await Promise.all(pending);
    await gone;
    expect(heard).toEqual([
      "rejected connector/closed",
      "rejected connector/closed",
      "removed 0",
      "removed 1",
      "disconnect by failure",
    ]);
    expect(client.devices).toEqual([]);
  });
});

describe("a client that is killed", () => {
  it("leaves its device at rest, and another client's as it is", async () => {
    const [nora, vivi] = [simulate("Lovense Nora"), simulate("Aneros Vivi")];
    const ends: unknown[] = [];
    const logger: CreateServerOptions["logger"] = {
      log: (_level, area, _text, { code } = {}) => {
        if (area === "session") ends.push(code);
      },
    };
    const { address } = await serve([nora, vivi], { logger });
    const client = await clientAt(address);
    await scan(client);
    const [atNora, atVivi] = [new WriteTap(nora), new WriteTap(vivi)];
    const child = await runProgram(new URL("./programs/driving-client.ts", import.meta.url), [address]);
    await Promise.all([atNora.until("Vibrate:20;"), atVivi.until("f2 7f")]);
    await named(client, "Aneros Vivi").feature(0)?.vibrate(0.5);
    expect(atVivi.take()).toEqual(["f1 40"]);
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await Promise.all([atNora.until("Vibrate:0;"), atVivi.until("f2 00")]);
    // At once: after some seconds it would be for its silence.
    expect(ends).toContain("connector/closed");
    expect(await exited).toEqual([null, "SIGKILL"]);
    await named(client, "Aneros Vivi").feature(0)?.vibrate(1);
    expect(atVivi.take()).toEqual(["f1 7f"]);
  });
});
