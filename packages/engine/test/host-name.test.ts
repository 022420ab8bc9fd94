import { hostname } from "node:os";
import { expect, it } from "vitest";
import { hostOf, isLoopbackHost, isOwnHost } from "../src/access/host-name.js";

it.each(["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1", "localhost", "LOCALHOST"])(
  "%s is of this machine alone",
  (name) => expect(isLoopbackHost(name)).toBe(true),
);

it.each([
  "",
  "0.0.0.0",
  "::",
  "10.0.0.1",
  "::ffff:10.0.0.1",
  "localhost.",
  "app.localhost",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "127.0.0.1.nip.io",
  "evil-localhost",
  "127.0.0.1\n",
])("%j is not", (name) => expect(isLoopbackHost(name)).toBe(false));

it.each([
  ["localhost:12345", "localhost"],
  ["Devices.Example", "devices.example"],
  ["[::1]:80", "::1"],
  ["0x7f.1:80", "127.0.0.1"],
  ["my_machine.local:1", "my_machine.local"],
  [undefined, undefined],
  ["", undefined],
  ["localhost:port", undefined],
  ["localhost/path", undefined],
  ["localhost?a", undefined],
  ["localhost#a", undefined],
  ["a@localhost", undefined],
  ["localhost, evil.example", undefined],
  ["::1", undefined],
  ["[evil]", undefined],
  ["999.1.1.1", undefined],
])("the host in %j is %s", (header, host) => expect(hostOf(header)).toBe(host));

it.each([
  "127.0.0.1:1",
  "localhost",
  "192.168.1.5:1",
  "[fe80::1]:1",
  hostname(),
  `${hostname()}.local`,
  "Named.example",
])("a request for %s may be meant for this engine", (header) =>
  expect(isOwnHost(header, ["named.Example"])).toBe(true),
);

it.each(["evil.example", "localhost.", "app.localhost", "named.example.evil.example", undefined])(
  "one for %s may not",
  (header) => expect(isOwnHost(header, ["named.example"])).toBe(false),
);
