import { expect, it } from "vitest";
import { parseAddress } from "./network-address.js";

it.each([
  ["udp://tcode.local:8000", "udp", "tcode.local", 8000, "udp://tcode.local:8000"],
  ["udp://tcode.local", "udp", "tcode.local", 8000, "udp://tcode.local:8000"],
  ["UDP://TCode.local/", "udp", "tcode.local", 8000, "udp://tcode.local:8000"],
  ["tcp://192.168.1.20:23", "tcp", "192.168.1.20", 23, "tcp://192.168.1.20:23"],
  ["udp://[FE80::1]", "udp", "fe80::1", 8000, "udp://[fe80::1]:8000"],
  ["tcp://[::1]:65535", "tcp", "::1", 65535, "tcp://[::1]:65535"],
])("reads %s", (written, transport, host, port, text) => {
  expect(parseAddress(written)).toEqual({ transport, host, port, text });
});

it.each([
  ["tcode.local:8000", "as udp://tcode.local:8000"],
  ["http://tcode.local", "as udp://tcode.local:8000"],
  ["udp://", "as udp://tcode.local:8000"],
  ["udp://::1", "as udp://tcode.local:8000"],
  ["udp://a:b", "as udp://tcode.local:8000"],
  ["udp://me@host", "as udp://tcode.local:8000"],
  ["udp://host/path", "as udp://tcode.local:8000"],
  ["udp://[host]", "with an IPv6 address"],
  ["tcp://192.168.1.20", "with a port, since"],
  ["udp://host:0", "with a port from 1"],
  ["udp://host:65536", "with a port from 1"],
])("refuses %s and says what is expected", (written, message) => {
  expect(() => parseAddress(written)).toThrow(
    expect.objectContaining({ code: "usage/invalid-argument", message: expect.stringContaining(message) }),
  );
});
