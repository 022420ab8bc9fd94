import { isButtplugError } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { requestedVersion } from "./requested-version.js";

function asked(fields: object): number | undefined {
  return requestedVersion({ RequestServerInfo: { Id: 1, ClientName: "App", ...fields } });
}

function refusal(fields: object): unknown {
  try {
    asked(fields);
  } catch (error) {
    return isButtplugError(error, "message/invalid") && error.message;
  }
  return undefined;
}

describe("the version that a client asks for", () => {
  it.each([
    [{ ProtocolVersionMajor: 4, ProtocolVersionMinor: 7 }, 4],
    [{ ProtocolVersionMajor: 4, MessageVersion: 3 }, 4],
    [{ ProtocolVersionMajor: 5, ProtocolVersionMinor: 0 }, 5],
    [{ ProtocolVersionMajor: 0, ProtocolVersionMinor: 0 }, 0],
    [{ MessageVersion: 3 }, 3],
    [{ MessageVersion: 1.0 }, 1],
    [{ MessageVersion: 0 }, 0],
    [{ MessageVersion: null }, 0],
    [{ MessageVersion: 5 }, 5],
    [{}, 0],
    [{ ClientName: null, MessageVersion: 2 }, 2],
  ])("in %o is %d", (fields, version) => {
    expect(asked(fields)).toBe(version);
  });

  it.each([
    [
      { ProtocolVersionMajor: 3 },
      "RequestServerInfo.ProtocolVersionMajor: expected 4 (MessageVersion names older versions), got 3",
    ],
    [{ MessageVersion: 4 }, "RequestServerInfo.MessageVersion: expected 0 to 3 (ProtocolVersionMajor names v4), got 4"],
    [
      { MessageVersion: "3" },
      'RequestServerInfo.MessageVersion: expected 0 to 3 (ProtocolVersionMajor names v4), got "3"',
    ],
    [
      { MessageVersion: 2.5 },
      "RequestServerInfo.MessageVersion: expected 0 to 3 (ProtocolVersionMajor names v4), got 2.5",
    ],
    [
      { ProtocolVersionMajor: -1 },
      "RequestServerInfo.ProtocolVersionMajor: expected 4 (MessageVersion names older versions), got -1",
    ],
  ])("cannot be told from %o", (fields, text) => {
    expect(refusal(fields)).toBe(text);
  });

  it.each([[undefined], [null], [3], ["RequestServerInfo"], [{ Ping: { Id: 1 } }], [{ RequestServerInfo: null }]])(
    "is not in %o",
    (value) => {
      expect(requestedVersion(value)).toBeUndefined();
    },
  );
});
