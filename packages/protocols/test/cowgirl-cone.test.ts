import { initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";

const cone = protocolOf("cowgirl-cone");
const model = modelOf("cowgirl-cone", "CG-CONE");

describe("the handshake of the Cowgirl Cone", () => {
  it("is a packet and three seconds of waiting", async () => {
    const { io, log } = scriptedIo();
    await initializeDevice(cone, io, model);
    expect(log).toEqual(["tx: aa 56 00 00", "sleep 3000"]);
  });

  it.each([0, 1])("fails when the link ends at step %i", async (goneAt) => {
    await expect(initializeDevice(cone, scriptedIo({ goneAt }).io, model)).rejects.toBe(gone);
  });
});
