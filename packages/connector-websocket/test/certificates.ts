import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = "openssl";

/** Whether the program is here; without it the tests that need it are skipped, but never in CI. */
export const canMakeIdentities: boolean =
  spawnSync(program, ["version"]).status === 0 || process.env["CI"] !== undefined;
if (!canMakeIdentities) process.stdout.write("skipped: the tests with TLS, because there is no openssl on the PATH\n");

/** A private key and a certificate, as `tls.createServer` takes them. */
export interface Identity {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** Makes a certificate with the program `openssl` that signs itself and is valid for `days` from now, which may be below 0. */
export function makeIdentity({ host, days }: { readonly host: string; readonly days: number }): Identity {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const [key, cert, request] = ["key", "cert", "request"].map((name) => join(folder, name)) as [string, string, string];
  const openssl = (...args: string[]) => execFileSync(program, args, { stdio: "pipe" });
  try {
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", `/CN=${host}`);
    openssl("x509", "-req", "-in", request, "-signkey", key, "-out", cert, "-days", String(days));
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
