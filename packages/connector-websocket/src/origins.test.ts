import { expect, it } from "vitest";
import { allowLoopbackOrigins, allowOrigins } from "./origins.js";

const transport = "websocket";

it.each([
  undefined,
  "http://localhost",
  "https://localhost:8443",
  "http://127.0.0.1:5173",
  "http://127.9.8.7",
  "http://[::1]:80",
])("lets a native application or a page of this machine in: %s", async (origin) => {
  expect(await allowLoopbackOrigins(origin === undefined ? { transport } : { transport, origin })).toEqual({});
});

it.each([
  "",
  "null",
  "https://example.org",
  "http://localhost.example.org",
  "http://app.localhost:3000",
  "http://localhost.",
  "http://notlocalhost",
  "http://127.0.0.1.example.org",
  "http://localhost@example.org",
  "http://128.0.0.1",
  "http://0.0.0.0",
  "http://[::2]",
  "http://localhost, http://example.org",
  "file://localhost",
  "chrome-extension://localhost",
])("refuses every other origin and names it: %j", async (origin) => {
  expect(await allowLoopbackOrigins({ transport, origin })).toEqual({
    refused: { code: "handshake/origin-refused", reason: expect.stringContaining(JSON.stringify(origin)) },
  });
});

it("lets listed origins in, whatever their case, and no parts of them", async () => {
  const authorize = allowOrigins(["https://App.example", "chrome-extension://abc"]);
  for (const origin of ["https://app.example", "chrome-extension://abc"]) {
    expect(await authorize({ transport, origin })).not.toHaveProperty("refused");
  }
  for (const origin of ["https://app.example:8443", "http://app.example", "https://x.app.example"]) {
    expect(await authorize({ transport, origin })).toHaveProperty("refused");
  }
});
