import { once } from "node:events";
import { createServer } from "node:net";
import { silentLogger } from "@buttplug-ts/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startEngine } from "../src/engine.js";
import { defaultSettings } from "../src/settings.js";

describe("startEngine", () => {
  it("says that a port is in use, and leaves nothing open then", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const { port: tcpPort } = taken.address() as { readonly port: number };
    const open = () => process.getActiveResourcesInfo().filter((each) => each === "TCPServerWrap").length;
    const before = open();
    const settings = { ...defaultSettings, port: 0, tcpPort };
    await expect(startEngine(settings, { logger: silentLogger, managers: [] })).rejects.toMatchObject({
      code: "connector/failed",
      details: { why: "in-use" },
    });
    await vi.waitFor(() => expect(open()).toBe(before));
  });

  it("refuses a model that does not exist before it listens", async () => {
    const settings = { ...defaultSettings, port: 0, simulate: ["Lovense Norra"] };
    await expect(startEngine(settings, { logger: silentLogger, managers: [] })).rejects.toMatchObject({
      code: "usage/invalid-argument",
    });
  });
});
