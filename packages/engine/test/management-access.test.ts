import { once } from "node:events";
import { generate } from "lean-qr";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { farAddress } from "./attack-set-up.js";
import { type ManagedEngine, named, startManaged } from "./managed-engine.js";

const nora = "Lovense Nora";
const origin = "https://page.example";

/** A page of another origin that introduces itself, and what it hears. */
async function page({ address }: ManagedEngine, clientName = "a page") {
  const ws = new WebSocket(address, { origin });
  onTestFinished(() => ws.terminate());
  const heard: object[] = [];
  ws.on("message", (data) => heard.push(...(JSON.parse(data.toString()) as object[])));
  const closed = once(ws, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
  await once(ws, "open");
  const hello = { Id: 1, ClientName: clientName, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
  ws.send(JSON.stringify([{ RequestServerInfo: hello }]));
  return { heard, closed };
}

describe("pages that want to come in", () => {
  it("wait for the owner, who lets one in; it stays approved until that is taken back", async () => {
    const managed = await startManaged();
    const manager = await managed.manage();
    const asking = await page(managed, "a game");
    await manager.until(() => manager.state.approvals.length === 1);
    const [request] = manager.state.approvals;
    expect(request).toMatchObject({ origin, clientName: "a game", address: "127.0.0.1" });
    expect([asking.heard, manager.state.clients]).toEqual([[], []]);
    await manager.call("answerApproval", { id: request?.id as string, answer: "always" });
    await manager.until(() => manager.state.clients.length === 1 && manager.state.origins.length === 1);
    expect(manager.state.approvals).toEqual([]);
    expect(manager.state.origins).toEqual([{ origin, approvedAtMs: expect.any(Number) }]);
    const second = await page(managed);
    await manager.until(() => manager.state.clients.length === 2);
    expect(manager.state.clients.map(({ origin: from, label }) => [from, label])).toEqual([
      [origin, origin],
      [origin, origin],
    ]);
    await manager.call("forgetOrigin", { origin });
    expect([(await asking.closed).code, (await second.closed).code]).toEqual([4403, 4403]);
    await manager.until(() => manager.state.clients.length === 0 && manager.state.origins.length === 0);
  });

  it("are refused, and told where they can be approved", async () => {
    const managed = await startManaged();
    const manager = await managed.manage();
    const asking = await page(managed);
    await manager.until(() => manager.state.approvals.length === 1);
    await manager.call("answerApproval", { id: manager.state.approvals[0]?.id as string, answer: "refuse" });
    expect(await asking.closed).toMatchObject({ code: 4403, reason: expect.stringContaining("refused by the owner") });
    await manager.until(() => manager.state.approvals.length === 0);
  });
});

describe("a client", () => {
  it("is disconnected by the owner: it is told, and what it drove stands still", async () => {
    const { manage, application, device } = await startManaged({ models: [nora] });
    const manager = await manage();
    const client = await application("the game");
    await named(client, nora).vibrate(1);
    const disconnected = client.events("serverDisconnect").next();
    await manager.until(() => manager.state.clients[0]?.drives.length === 1);
    await manager.call("disconnectClient", { id: manager.state.clients[0]?.id as number });
    expect((await disconnected).value?.reason).toContain("ended by the owner of the devices");
    await manager.until(() => manager.state.clients.length === 0);
    expect(device(nora).levels.find(({ output }) => output === "vibrate")?.value).toBe(0);
  });
});

describe("a token", () => {
  it("limits whom it lets in, is shown once with its addresses, and ends its sessions when it is taken back", async () => {
    const { manage, application, address } = await startManaged({ models: [nora] });
    const manager = await manage();
    const made = await manager.call("createToken", {
      name: "guest",
      scope: { levelCap: 0.5, outputs: ["vibrate"] },
      lifetimeMs: 3_600_000,
    });
    expect(made).toMatchObject({ name: "guest", addresses: [`${address}/?token=${made.token}`] });
    await manager.until(() => manager.state.tokens.length === 1);
    const { createdAtMs } = made;
    expect(manager.state.tokens).toEqual([
      { name: "guest", scope: made.scope, createdAtMs, expiresAtMs: createdAtMs + 3_600_000 },
    ]);
    expect(JSON.stringify(await manager.call("getState"))).not.toContain(made.token);
    const client = await application("the guest", made.token);
    const guest = named(client, nora);
    expect([guest.feature(0)?.outputs.vibrate?.range, guest.hasOutput("rotate")]).toEqual([[0, 10], false]);
    await manager.until(() => manager.state.clients[0]?.label === "token guest");
    const disconnected = client.events("serverDisconnect").next();
    await manager.call("revokeToken", { name: "guest" });
    await disconnected;
    await manager.until(() => manager.state.tokens.length === 0 && manager.state.clients.length === 0);
    await expect(application("the guest", made.token)).rejects.toMatchObject({ code: "connector/failed" });
  });

  it("is a QR code of its first address", async () => {
    const { manage } = await startManaged();
    const { qrCode, addresses } = await (await manage()).call("createToken", { name: "phone", scope: {} });
    expect(qrCode).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><rect[^>]*><\/rect><path[^>]*><\/path><\/svg>$/,
    );
    expectCode(qrCode, addresses[0]);
  });

  it.skipIf(!farAddress)("is for other machines first, where they can reach the engine", async () => {
    const { engine } = await startManaged({ settings: { hosts: ["127.0.0.1", farAddress as string] } });
    const { addresses } = await engine.management.createToken({ name: "phone", scope: {} });
    expect(addresses.map((each) => new URL(each).hostname)).toEqual([farAddress, "127.0.0.1"]);
  });

  it("that manages is one for this interface, until it is taken back", async () => {
    const { manage, address } = await startManaged();
    const owner = await manage();
    const made = await owner.call("createToken", { name: "phone", scope: { management: true } });
    const phone = await manage(made.token);
    expect(phone.state.engine).toEqual(owner.state.engine);
    // What the owner opens on the phone.
    const page = address.replace("ws:", "http:");
    expect(made.addresses).toEqual([`${page}/#token=${made.token}`]);
    expectCode(made.qrCode, made.addresses[0]);
    await owner.call("revokeToken", { name: "phone" });
    expect(await phone.client.closed).toMatchObject({ refused: true });
    await expect(manage(made.token)).rejects.toMatchObject({ code: "connector/refused" });
  });

  it("that manages an engine without a dashboard opens nothing", async () => {
    const { engine } = await startManaged({ settings: { dashboard: false } });
    const made = await engine.management.createToken({ name: "script", scope: { management: true } });
    expect(made.addresses).toEqual([]);
    expectCode(made.qrCode, made.token);
  });
});

function expectCode(qrCode: string, text = "no address"): void {
  const expected = generate(text);
  const isDark = modulesOf(qrCode);
  for (let y = 0; y < expected.size; y += 1) {
    for (let x = 0; x < expected.size; x += 1) expect(isDark(x, y), `${x} ${y}`).toBe(expected.get(x, y));
  }
}

/** Which modules of a QR code an SVG path fills: those whose middle is inside an odd number of its outlines. */
function modulesOf(svg: string): (x: number, y: number) => boolean {
  const path = /<path d="([^"]+)"/.exec(svg)?.[1] ?? "";
  const outlines = path
    .split("M")
    .slice(1)
    .map((outline) =>
      outline
        .replace("Z", "")
        .split("L")
        .map((point) => point.split(" ").map(Number) as [number, number]),
    );
  const crosses = (outline: readonly (readonly [number, number])[], x: number, y: number) =>
    outline.filter(([fromX, fromY], at) => {
      const [, toY] = outline[(at + 1) % outline.length] as readonly [number, number];
      return fromX > x && Math.min(fromY, toY) < y && y < Math.max(fromY, toY);
    }).length;
  return (x, y) => outlines.reduce((sum, outline) => sum + crosses(outline, x + 0.5, y + 0.5), 0) % 2 === 1;
}
