import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import type { EngineSettings } from "../settings.js";
import { whyUnreadable } from "./read-text-file.js";

type Tls = NonNullable<EngineSettings["tls"]>;

/**
 * What two files hold, if a server can show the one and prove it with the other.
 * @throws ButtplugError `usage/invalid-argument`, which names flag and file
 */
export function readTlsFiles(certPath: string, keyPath: string): Tls {
  const cert = textIn("tls-cert", certPath);
  const key = textIn("tls-key", keyPath);
  const hasCertificate = cert.includes("-----BEGIN CERTIFICATE-----");
  if (!hasCertificate && cert.includes("PRIVATE KEY-----")) {
    throw invalid("tls-cert", `${certPath} holds a private key and no certificate; are the two files swapped?`);
  }
  if (/-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(key)) {
    const command = `openssl pkey -in ${keyPath} -out plain.pem`;
    throw invalid("tls-key", `${keyPath} is encrypted; take a copy without a passphrase: ${command}`);
  }
  const certificate = parsed("tls-cert", certPath, "certificate", () => new X509Certificate(cert));
  const privateKey = parsed("tls-key", keyPath, "private key", () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) throw invalid("tls-key", `${keyPath} is not the key of ${certPath}`);
  return { cert, key };
}

/** What is wrong with a certificate that can be served all the same. */
export function certificateWarning({ cert }: Tls, nowMs: number): string | undefined {
  const { validFrom, validTo } = new X509Certificate(cert);
  const refused = "browsers and applications will refuse it";
  if (Date.parse(validTo) < nowMs) return `the certificate of --tls-cert ended on ${validTo}: ${refused}`;
  if (Date.parse(validFrom) > nowMs) return `the certificate of --tls-cert begins on ${validFrom}: ${refused}`;
  return undefined;
}

function textIn(flag: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw invalid(flag, `${path} cannot be read: ${whyUnreadable(error)}`);
  }
  if (text.includes("-----BEGIN ")) return text;
  throw invalid(flag, `${path} holds nothing in PEM, which begins with "-----BEGIN"`);
}

function parsed<T>(flag: string, path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw invalid(flag, `${path} holds no ${what} that can be used: ${textOf(error)}`);
  }
}

function invalid(flag: string, why: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `--${flag}: ${why}`, { details: { argument: flag } });
}
