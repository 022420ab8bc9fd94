import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";

const mysteryvibe = protocolOf("mysteryvibe");

describe("the identification of a MysteryVibe device", () => {
  it.each([
    ["MV Poco     ", "MysteryVibe Poco"],
    ["MV Poco", "MysteryVibe Poco"],
    ["MV Tenuto   ", "MysteryVibe Tenuto"],
    ["MV Tenuto", "MysteryVibe Tenuto"],
    ["MV Crescendo", "MysteryVibe Crescendo"],
  ])("takes %j for a %s, whether or not the system cuts blanks off", async (name, model) => {
    const identifier = await mysteryvibe.identify?.(scriptedIo({ name }).io);
    expect(modelOf("mysteryvibe", identifier as string).name).toBe(model);
  });
});
