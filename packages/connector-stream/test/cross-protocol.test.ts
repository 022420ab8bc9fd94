import { request } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { connectorFor, openRaw, startListener, startRawServer, transports } from "./set-up.js";

const hello = '[{"RequestServerInfo":{"Id":1,"ClientName":"x","ProtocolVersionMajor":4,"ProtocolVersionMinor":0}}]';
const foreign = { by: "failure", code: "connector/wrong-protocol" };

describe("a page that posts frames to the port by HTTP", () => {
  it("is dropped before anything of it is looked at", async () => {
    const log = vi.fn();
    const { listener, address, next } = await startListener("tcp", { logger: { log } });
    const url = address.replace("tcp:", "http:");
    const posted = fetch(url, { method: "POST", mode: "no-cors", body: `\n${hello}\n${hello}\n` });
    const { channel } = await next();
    const heard = vi.fn();
    channel.receive(heard);
    await expect(posted).rejects.toThrow();
    expect(await channel.closed).toMatchObject({ ...foreign, reason: expect.stringContaining('"POST / HTTP/1.1"') });
    expect(heard).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledWith("warn", "connector", expect.stringContaining("POST / HTTP/1.1"));
    await listener.close();
  });

  it("is dropped also when it comes in pieces, the body much later", async () => {
    const { listener, address, next } = await startListener("tcp");
    const { hostname, port } = new URL(address);
    const posting = request({ hostname, port, method: "POST", headers: { "Content-Length": 1000 } });
    const failed = new Promise((resolve) => posting.once("error", resolve));
    posting.flushHeaders();
    const { channel } = await next();
    const heard = vi.fn();
    channel.receive(heard);
    expect(await channel.closed).toMatchObject(foreign);
    posting.write(`${hello}\n`);
    await failed;
    expect(heard).not.toHaveBeenCalled();
    await listener.close();
  });
});

describe.each(transports)("a peer over %s whose first line is no list", (transport) => {
  it.each([
    ["a request line", "GET / HTTP/1.1\r\n"],
    ["a message without its list", '{"Ping":{"Id":1}}\n'],
    ["what only begins like a list", "[oops\n"],
    ["bytes without a line's end", Buffer.from([0x16, 0x03, 0x01])],
    ["blank lines before it", `\r\n\r\nPOST / HTTP/1.1\r\n\r\n${hello}\n`],
    ["no UTF-8", Buffer.from([0x5b, 0xff, 0x5d, 0x0a])],
  ])("is dropped: %s", async (_, bytes) => {
    const { listener, address, next } = await startListener(transport);
    const peer = await openRaw(address);
    const { channel } = await next();
    const heard = vi.fn();
    channel.receive(heard);
    peer.socket.write(bytes);
    expect(await channel.closed).toMatchObject(foreign);
    await peer.gone;
    expect(heard).not.toHaveBeenCalled();
    expect(peer.heard()).toBe("");
    await listener.close();
  });

  it("tells a client of ours what it reached instead of a server", async () => {
    const server = await startRawServer(transport, (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"));
    const channel = await connectorFor(server.address).connect({});
    const { code, reason } = await channel.closed;
    expect(code).toBe("connector/wrong-protocol");
    expect(reason).toContain('"SSH-2.0-OpenSSH_9.6"');
    await server.close();
  });
});
