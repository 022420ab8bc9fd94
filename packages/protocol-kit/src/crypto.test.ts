import { fromUtf8, toHex, utf8 } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decryptAes128Ecb, encryptAes128Ecb, md5, sha256 } from "./crypto.js";
import { hex } from "./packet.js";

const key = utf8("jdk#Cra%f5Vib28r");

describe("AES-128-ECB with PKCS#7", () => {
  // NIST SP 800-38A F.1.1, first block; the second block is the padding of a whole one.
  it("gives the blocks of the standard, and a block of padding after whole blocks", () => {
    const data = encryptAes128Ecb(
      hex`2b 7e 15 16 28 ae d2 a6 ab f7 15 88 09 cf 4f 3c`,
      hex`6b c1 be e2 2e 40 9f 96 e9 3d 7e 11 73 93 17 2a`,
    );
    expect(toHex(data).slice(0, 47)).toBe("3a d7 7b b4 0d 7a 36 60 a8 9e ca f3 24 66 ef 97");
    expect(data).toHaveLength(32);
  });

  it("is what devices say", () => {
    const ok = hex`12 0a 6d ef a7 05 e3 6f a0 46 e6 cd f6 09 f6 7a`;
    expect(encryptAes128Ecb(key, utf8("OK;"))).toEqual(ok);
    expect(fromUtf8(decryptAes128Ecb(key, ok) ?? new Uint8Array())).toBe("OK;");
  });

  it("turns round any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.uint8Array(), (anyKey, plain) => {
        expect(decryptAes128Ecb(anyKey, encryptAes128Ecb(anyKey, plain))).toEqual(plain);
      }),
    );
  });

  it("has no plain bytes for a wrong length or padding, and never throws for what a device sent", () => {
    for (const length of [0, 1, 15, 17]) expect(decryptAes128Ecb(key, new Uint8Array(length))).toBeUndefined();
    expect(decryptAes128Ecb(key, new Uint8Array(16))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        decryptAes128Ecb(key, data);
      }),
    );
  });

  it("wants a key of 16 bytes", () => {
    const error = expect.objectContaining({ code: "usage/invalid-argument", details: { argument: "key" } });
    for (const length of [0, 15, 24, 32]) {
      expect(() => encryptAes128Ecb(new Uint8Array(length), key)).toThrowError(error);
      expect(() => decryptAes128Ecb(new Uint8Array(length), key)).toThrowError(error);
    }
  });
});

describe("SHA-256", () => {
  it("is the standard's", () => {
    expect(toHex(sha256(utf8("abc")))).toBe(
      "ba 78 16 bf 8f 01 cf ea 41 41 40 de 5d ae 22 23 b0 03 61 a3 96 17 7a 9c b4 10 ff 61 f2 00 15 ad",
    );
    expect(toHex(sha256(utf8("abcdef")).subarray(0, 2))).toBe("be f5");
  });
});

describe("MD5", () => {
  it("is that of RFC 1321", () => {
    expect(toHex(md5(utf8("message digest")))).toBe("f9 6b 69 7d 7c b7 93 8d 52 5a 2f 31 aa f1 61 d0");
    expect(toHex(md5(hex``))).toBe("d4 1d 8c d9 8f 00 b2 04 e9 80 09 98 ec f8 42 7e");
  });
});
