import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagementClient, managementPath, type NewToken, type TokenScope } from "@buttplug-ts/management";
import { DeviceOutput } from "buttplug";
import { transform } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { type EngineProcess, startEngineProcess } from "./engine-process.js";
import { NpmPeer } from "./npm-peer.js";
import { NpmPeer0 } from "./npm-peer-0.js";
import { NpmPeer3 } from "./npm-peer-3.js";

const nora = "Lovense Nora";

/** A published client, as far as it is used here. */
interface Published {
  scan(): Promise<void>;
  vibrate(level: number): Promise<unknown>;
  rotate(): Promise<unknown>;
  /** Settles when it hears that the connection is over. */
  readonly gone: Promise<unknown>;
}

const clients: Readonly<Record<string, (address: string) => Promise<Published>>> = {
  async "0.13.2"(address) {
    const peer = await NpmPeer0.connectTo(address);
    return {
      scan: () => peer.scan(),
      vibrate: (level) => peer.named(nora).SendVibrateCmd(level),
      rotate: () => peer.named(nora).SendRotateCmd(1, true),
      gone: peer.next("disconnect"),
    };
  },
  async "3.2.2"(address) {
    const peer = await NpmPeer3.connectTo(address);
    return {
      scan: () => peer.scan(),
      vibrate: (level) => peer.named(nora).vibrate(level),
      rotate: () => peer.named(nora).rotate(1, true),
      gone: peer.next("disconnect"),
    };
  },
  async "5.0.2"(address) {
    const peer = await NpmPeer.connectTo(address);
    return {
      scan: () => peer.scan(),
      vibrate: (level) => peer.named(nora).runOutput(DeviceOutput.Vibrate.percent(level)),
      rotate: () => peer.named(nora).runOutput(DeviceOutput.Rotate.percent(1)),
      gone: peer.next("disconnect"),
    };
  },
};

function startNora(...options: readonly string[]): Promise<EngineProcess> {
  return startEngineProcess(["simulate", "--log", "warn,packets=debug", ...options, nora]);
}

/** A token, made as the owner makes one on the dashboard, with the token that stands in its page. */
async function tokenOf({ address }: EngineProcess, scope: TokenScope, lifetimeMs: number): Promise<NewToken> {
  const page = await (await fetch(address.replace("ws:", "http:"))).text();
  const token = /name="management-token" content="([^"]+)"/.exec(page)?.[1] ?? "";
  await using owner = await ManagementClient.connect({
    address: address + managementPath,
    token,
    webSocket: WebSocket,
  });
  return await owner.call("createToken", { name: "guest", scope, lifetimeMs });
}

/** Runs a program that trusts a certificate, unbundled: an old client goes by the names of its classes. */
async function runTrusting(cert: string, program: URL, args: readonly string[]): Promise<ChildProcess> {
  const { code } = await transform(readFileSync(program, "utf8"), { loader: "ts", format: "esm" });
  const child = spawn(process.execPath, ["--input-type=module", "-", ...args], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: cert },
    stdio: ["pipe", "inherit", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.end(code);
  return child;
}

describe.each(Object.entries(clients))("npm buttplug %s at an engine", (version, connect) => {
  it("drives a device on the same machine without a token", async () => {
    const engine = await startNora();
    const client = await connect(engine.address);
    await client.scan();
    await client.vibrate(0.5);
    await engine.says(/Lovense Nora <- tx "Vibrate:10;"/);
    const { length } = engine.printed();
    engine.child.kill("SIGTERM");
    await client.gone;
    await engine.says(/"Vibrate:0;"/, length);
    expect(await engine.ended).toBe(0);
  });

  it("drives no harder than its token allows, nothing else, and not for longer", async () => {
    const engine = await startNora("--scan");
    const { addresses } = await tokenOf(engine, { levelCap: 0.5, outputs: ["vibrate"] }, 6_000);
    const client = await connect(`${addresses[0]}`);
    await client.vibrate(1);
    await engine.says(/"Vibrate:10;"/);
    const refused = await client.rotate().then(
      () => "done",
      () => "refused",
    );
    expect([refused, engine.printed()]).toEqual(["refused", expect.not.stringMatching(/"Rotate:[1-9]/)]);
    const { length } = engine.printed();
    await client.gone;
    await engine.says(/"Vibrate:0;"/, length);
    expect(engine.printed()).not.toMatch(/"Vibrate:(1[1-9]|20);"/);
    const again = new WebSocket(`${addresses[0]}`);
    expect(String((await once(again, "error"))[0])).toContain("401");
  });

  it("drives a device over TLS, with a certificate that its runtime was told to trust", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-tls-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const certificate = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
    execFileSync("openssl", ["req", ...certificate, ...names, "-keyout", key, "-out", cert], { stdio: "ignore" });
    const engine = await startNora("--scan", "--tls-cert", cert, "--tls-key", key);
    expect(engine.address).toMatch(/^wss:/);
    const program = new URL("programs/npm-client.ts", import.meta.url);
    const client = await runTrusting(cert, program, [version, engine.address]);
    await engine.says(/"Vibrate:20;"/);
    const { length } = engine.printed();
    client.kill("SIGKILL");
    await engine.says(/"Vibrate:0;"/, length);
    // Who was not told does not come in.
    const stranger = new WebSocket(engine.address);
    expect(String((await once(stranger, "error"))[0])).toContain("self-signed certificate");
  });
});
