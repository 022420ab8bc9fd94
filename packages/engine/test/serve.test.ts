import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ipcConnector, tcpConnector } from "@buttplug-ts/connector-stream";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { certificateWarning } from "../src/cli/tls-files.js";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";

const nora = ["simulate", "Lovense Nora", "--port", "0"];
const hasOpenssl = process.env["CI"] !== undefined || canRun("openssl");
if (!hasOpenssl) process.stdout.write("skipped: the test with TLS, because there is no openssl on the PATH\n");

function canRun(program: string): boolean {
  try {
    return execFileSync(program, ["version"]).length > 0;
  } catch {
    return false;
  }
}

let folder = "";
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-serve-"));
});
function fresh(name: string): string {
  count += 1;
  return join(folder, `${name}-${count}`);
}

function makeCertificate(more: readonly string[] = []): { readonly key: string; readonly cert: string } {
  const [key, cert] = [fresh("key"), fresh("cert")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject, ...more];
  execFileSync("openssl", request, { stdio: "pipe" });
  return { key, cert };
}

const hello = { RequestServerInfo: { Id: 1, ClientName: "x", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } };

describe("an engine that serves", () => {
  it("prints where, drives a device, and leaves it at rest", async () => {
    const { out, interrupt, ended } = startCommand([...nora, "--memory", "--log", "info,packets=debug"]);
    const device = await firstDevice(await connected(await addressIn(out)));
    await device.vibrate(0.5);
    interrupt();
    expect(await ended).toBe(0);
    expect(out.text).toMatch(/Simulated devices: Lovense Nora\n/);
    expect(out.text).toMatch(
      /tx "Vibrate:10;"[\s\S]*The test: stopping all devices\n[\s\S]*tx "Vibrate:0;"[\s\S]*All devices are stopped\.\n$/,
    );
  });

  it("listens at 127.0.0.1 and ::1, at the same port", async () => {
    const { out } = startCommand([...nora, "--memory"]);
    const v4 = await addressIn(out);
    const v6 = await addressIn(out, "ws://[");
    expect(new URL(v4).hostname).toBe("127.0.0.1");
    expect(new URL(v6)).toMatchObject({ hostname: "[::1]", port: new URL(v4).port });
    for (const address of [v4, v6]) expect((await connected(address)).connected).toBe(true);
  });

  it("listens once at an address that is given twice", async () => {
    const { out } = startCommand([...nora, "--memory", "--host", "127.0.0.1", "--host", "127.0.0.1"]);
    expect(await addressIn(out)).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
  });

  it("answers /healthz", async () => {
    const { out } = startCommand([...nora, "--memory"]);
    const answer = await fetch(`${(await addressIn(out)).replace("ws", "http")}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  });

  it("serves lines over TCP, and a socket of this user", async () => {
    const path = fresh("socket");
    const { out } = startCommand([...nora, "--memory", "--tcp-port", "0", "--ipc", path]);
    const tcp = new URL(await addressIn(out, "tcp:"));
    expect((await firstDevice(await connected(tcpConnector({ port: Number(tcp.port) })))).name).toBe("Lovense Nora");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await connected(ipcConnector({ path }))).devices).toHaveLength(1);
  });

  it("listens at no port if it is to listen at none", async () => {
    const path = fresh("socket");
    const { out } = startCommand(["simulate", "Lovense Nora", "--memory", "--port", "none", "--ipc", path]);
    expect(await addressIn(out, "ipc:")).toContain(path);
    expect(out.text).not.toMatch(/ws:|Dashboard/);
    expect((await connected(ipcConnector({ path }))).connected).toBe(true);
  });

  it.skipIf(!hasOpenssl)("serves wss and the dashboard with a certificate", async () => {
    const { key, cert } = makeCertificate();
    const { out } = startCommand([...nora, "--memory", "--tls-cert", cert, "--tls-key", key]);
    const address = await addressIn(out, "wss:");
    const page = address.replace("wss", "https");
    const ca = readFileSync(cert);
    const ws = new WebSocket(address, { ca });
    onTestFinished(() => ws.terminate());
    ws.on("open", () => ws.send(JSON.stringify([hello])));
    const answer = await new Promise<string>((resolve) => ws.once("message", (data) => resolve(String(data))));
    expect(JSON.parse(answer)).toMatchObject([{ ServerInfo: { Id: 1 } }]);
    const status = await new Promise((resolve, reject) => {
      get(`${page}/healthz`, { ca }, ({ statusCode }) => resolve(statusCode)).on("error", reject);
    });
    expect(status).toBe(200);
    await out.until(new RegExp(`Dashboard: ${page}\n`));
  });

  it.skipIf(!hasOpenssl)("refuses certificates and keys that cannot be used, and says which file and why", async () => {
    const [{ cert, key }, { key: otherKey }] = [makeCertificate(), makeCertificate()];
    const [encrypted, cut] = [fresh("encrypted"), fresh("cut")];
    execFileSync("openssl", ["pkey", "-in", key, "-aes256", "-passout", "pass:x", "-out", encrypted]);
    await writeFile(cut, readFileSync(cert, "utf8").slice(0, 500));
    const refusals: readonly (readonly [string, string, string])[] = [
      [cert, otherKey, `--tls-key: ${otherKey} is not the key of ${cert}`],
      [key, cert, `--tls-cert: ${key} holds a private key and no certificate; are the two files swapped?`],
      [cert, encrypted, `--tls-key: ${encrypted} is encrypted; take a copy without a passphrase: openssl pkey -in`],
      [cut, key, `--tls-cert: ${cut} holds no certificate that can be used: `],
      [cert, cert, `--tls-key: ${cert} holds no private key that can be used: `],
      ["/dev/null", key, "--tls-cert: /dev/null holds nothing in PEM"],
      [folder, key, `--tls-cert: ${folder} cannot be read: it is a folder`],
    ];
    for (const [certFile, keyFile, why] of refusals) {
      const { code, error } = await runCommand([...nora, "--memory", "--tls-cert", certFile, "--tls-key", keyFile]);
      expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(`buttplug-engine: ${why}`) });
    }
  });

  it.skipIf(!hasOpenssl)("warns of a certificate that has ended or not begun", async () => {
    const { cert } = makeCertificate(["-days", "1"]);
    const tls = { cert: readFileSync(cert, "utf8"), key: "" };
    const nowMs = Date.now();
    const dayMs = 24 * 3_600_000;
    expect(certificateWarning(tls, nowMs + dayMs / 2)).toBeUndefined();
    expect(certificateWarning(tls, nowMs + 2 * dayMs)).toMatch(/^the certificate of --tls-cert ended on .*GMT: /);
    expect(certificateWarning(tls, nowMs - dayMs)).toMatch(
      /begins on .*GMT: browsers and applications will refuse it$/,
    );
  });

  it.skipIf(!hasOpenssl)("serves with a certificate that has ended, and says so", async () => {
    const { key, cert } = makeCertificate(["-days", "1"]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 48 * 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { out } = startCommand([...nora, "--memory", "--tls-cert", cert, "--tls-key", key]);
    await addressIn(out, "wss:");
    expect(out.text).toMatch(/warn {2}engine: the certificate of --tls-cert ended on /);
  });

  it("calls a relay that listens, and listens itself", async () => {
    const relay = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    onTestFinished(() => {
      for (const each of relay.clients) each.terminate();
      relay.close();
    });
    await once(relay, "listening");
    const answer = new Promise<string>((resolve) => {
      relay.on("connection", (far) => {
        far.send(JSON.stringify([hello]));
        far.on("message", (data) => resolve(String(data)));
      });
    });
    const { port } = relay.address() as AddressInfo;
    const { out } = startCommand([...nora, "--memory", "--dial", `ws://127.0.0.1:${port}/room`, "--name", "Mine"]);
    expect(JSON.parse(await answer)).toMatchObject([{ ServerInfo: { ServerName: "Mine" } }]);
    expect((await connected(await addressIn(out))).connected).toBe(true);
  });

  it("says plainly that a port is in use, and what holds it", async () => {
    const { out } = startCommand([...nora, "--memory"]);
    const { port } = new URL(await addressIn(out));
    const { code, error } = await runCommand(["simulate", "--memory", "--port", port]);
    const holder = process.platform === "linux" ? `. .+ \\(process ${process.pid}\\) holds it` : "";
    const text = `^buttplug-engine: cannot listen at ws://127.0.0.1:${port}: port ${port} is already in use; .*${holder}\n$`;
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(text) });
  });

  it("serves no dashboard if it is to serve none", async () => {
    const { out } = startCommand([...nora, "--memory", "--no-dashboard"]);
    const address = await addressIn(out);
    expect((await fetch(address.replace("ws", "http"))).status).toBe(404);
    expect(out.text).not.toContain("Dashboard");
  });

  it("says in a line each which buses cannot be used, and what to do without devices", async () => {
    const { out } = startCommand(
      ["--port", "0", "--memory", "--no-serial", "--no-hid", "--no-lovense-dongle", "--bluetooth-backend", "dbus"],
      {
        env: {},
      },
    );
    await out.until(/No device at hand\? `buttplug-engine simulate` serves simulated ones\./);
    const lines = out.text.split("\n").filter((line) => line.startsWith("Not usable"));
    for (const line of lines) expect(line).toMatch(/^Not usable: bluetooth: .*\.$/);
    expect(lines.length).toBeLessThanOrEqual(1);
  });
});

describe("the data folder", () => {
  it("is made for this user alone, and holds settings, memory and where the engine runs", async () => {
    const data = join(fresh("parent"), "data");
    const { out, interrupt, ended } = startCommand([...nora, "--data", data]);
    const address = await addressIn(out);
    await firstDevice(await connected(address));
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const path = join(data, "running.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      name: "buttplug-ts engine",
      pid: process.pid,
      addresses: [address, expect.stringContaining("[::1]")],
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    interrupt();
    await ended;
    expect(existsSync(path)).toBe(false);
    expect(JSON.parse(readFileSync(join(data, "state.json"), "utf8"))).toMatchObject({
      devices: { "simulated/5A:00:00:00:00:01/lovense/A": { index: 0 } },
    });
  });

  it("is not touched with --memory", async () => {
    const data = fresh("untouched");
    const { out, interrupt, ended } = startCommand([...nora, "--data", data, "--memory"]);
    await firstDevice(await connected(await addressIn(out)));
    interrupt();
    await ended;
    expect(existsSync(data)).toBe(false);
  });
});

describe("a recording", () => {
  it("gives the same bytes when it is replayed", async () => {
    const path = fresh("recording");
    const { out, interrupt, ended } = startCommand([...nora, "--memory", "--record", path]);
    const device = await firstDevice(await connected(await addressIn(out)));
    await device.vibrate(0.5);
    await device.rotate(-1);
    interrupt();
    await ended;
    const { code, out: report } = await runCommand(["replay", path]);
    expect({ code, report }).toEqual({ code: 0, report: expect.stringMatching(/^equal: \d+ packets compared\n/) });
    const changed = readFileSync(path, "utf8").replace(/"value":10\b/, '"value":11');
    const other = fresh("changed");
    await writeFile(other, changed);
    expect(await runCommand(["replay", "--json", other])).toMatchObject({
      code: 1,
      out: expect.stringContaining('"outcome": "different"'),
    });
  });

  it("is refused before anything is served, if the file is there already", async () => {
    const path = fresh("taken");
    await writeFile(path, "mine");
    const { code, out, error } = await runCommand([...nora, "--memory", "--record", path]);
    expect({ code, out, error }).toEqual({ code: 1, out: "", error: expect.stringContaining(path) });
    expect(readFileSync(path, "utf8")).toBe("mine");
  });
});
