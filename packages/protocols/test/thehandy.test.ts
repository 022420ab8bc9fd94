import { toHex } from "@buttplug-ts/core";
import { hex } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { open, protocolOf } from "./devices.js";
import { simulated } from "./simulation.js";

describe("the packets of The Handy", () => {
  it.each([
    [33, 1_000, "0a 13 9a 19 10 08 02 1a 0c 10 e8 07 19 1f 85 eb 51 b8 1e d5 3f"],
    [99, 128, "0a 13 9a 19 10 08 02 1a 0c 10 80 01 19 ae 47 e1 7a 14 ae ef 3f"],
    [100, 0, "0a 10 9a 19 0d 08 02 1a 09 19 00 00 00 00 00 00 f0 3f"],
    [100, 100_000, "0a 14 9a 19 11 08 02 1a 0d 10 a0 8d 06 19 00 00 00 00 00 00 f0 3f"],
  ])("are those of the sheet: position %i in %i ms", (position, durationMs, packet) => {
    expect(open("thehandy", "").send("hwPositionWithDuration", 0, position, durationMs)).toEqual([packet]);
  });

  it("keep the link alive with a ping, with response", () => {
    const { keepalive } = protocolOf("thehandy");
    const packet = keepalive && "packet" in keepalive ? keepalive.packet : undefined;
    expect(packet).toMatchObject({ endpoint: "tx", withResponse: true });
    expect(toHex(packet?.data ?? hex``)).toBe("0a 06 b2 06 03 08 e7 07");
  });
});

describe("a simulated Handy", () => {
  it("goes where it is told, also to 0, which is left out", () => {
    const { tell, values } = simulated("thehandy", "");
    tell(hex`0a 13 9a 19 10 08 02 1a 0c 10 f4 03 19 00 00 00 00 00 00 e0 3f`);
    expect(values()).toEqual([50]);
    tell(hex`0a 0a 9a 19 07 08 02 1a 03 10 f4 03`);
    expect(values()).toEqual([0]);
  });

  it("stays for pings, for other endpoints, for positions that do not exist and for what is no message", () => {
    const { tell, values } = simulated("thehandy", "");
    const move = hex`0a 13 9a 19 10 08 02 1a 0c 10 f4 03 19 00 00 00 00 00 00 e0 3f`;
    tell(move);
    tell(hex`0a 06 b2 06 03 08 e7 07`);
    tell(hex`0a 07 9a 19 04 08 02 1a 00`, "firmware");
    tell(hex`0a 10 9a 19 0d 08 02 1a 09 19 00 00 00 00 00 00 00 40`);
    tell(move.subarray(0, 12));
    tell(hex`ff ff`);
    tell(hex``);
    expect(values()).toEqual([50]);
  });
});
