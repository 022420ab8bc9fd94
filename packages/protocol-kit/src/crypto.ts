import { ButtplugError } from "@buttplug-ts/core";
import { ecb } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { md5 as hashMd5 } from "@noble/hashes/legacy.js";
import { sha256 as hashSha256 } from "@noble/hashes/sha2.js";

/**
 * AES-128 in ECB mode with PKCS#7 padding, which is what devices use and no way to keep anything secret.
 * @throws ButtplugError `usage/invalid-argument` if `key` has not 16 bytes
 */
export function encryptAes128Ecb(key: Uint8Array, plain: Uint8Array): Uint8Array {
  return cipherOf(key).encrypt(plain);
}

/**
 * The plain bytes, or undefined where length or padding are wrong.
 * @throws ButtplugError `usage/invalid-argument` if `key` has not 16 bytes
 */
export function decryptAes128Ecb(key: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  const cipher = cipherOf(key);
  try {
    return cipher.decrypt(data);
  } catch {
    return undefined;
  }
}

/** The 32 bytes of HMAC with SHA-256. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(hashSha256, key, data);
}

/** The 32 bytes of the SHA-256 digest. */
export function sha256(data: Uint8Array): Uint8Array {
  return hashSha256(data);
}

/** The 16 bytes of the MD5 digest, which is broken and what some devices sign their packets with. */
export function md5(data: Uint8Array): Uint8Array {
  return hashMd5(data);
}

function cipherOf(key: Uint8Array): ReturnType<typeof ecb> {
  if (key.length === 16) return ecb(key);
  throw new ButtplugError("usage/invalid-argument", `a key of AES-128 has 16 bytes, not ${key.length}`, {
    details: { argument: "key" },
  });
}
