import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { channelCompliance, connectorCompliance } from "@buttplug-ts/testing/compliance";
import { afterAll, beforeAll, vi } from "vitest";
import { WebSocket } from "ws";
import { connectorOver } from "../src/socket-connector.js";
import * as platform from "../src/socket-global.js";
import { openPair, startListener } from "./set-up.js";

/** Nothing listens at the port of discard on a test machine. */
const nowhere = "ws://127.0.0.1:9";

channelCompliance("WebSocket of the ws package", () => openPair());

connectorCompliance("WebSocket of the ws package", async () => {
  const { listener, address } = await startListener();
  return {
    connector: webSocketConnector(address),
    unreachable: webSocketConnector(nowhere),
    cleanup: () => listener.close(),
  };
});

// `ws` has the standard interface too, so it stands in for the WebSocket of a browser.
beforeAll(() => {
  vi.stubGlobal("WebSocket", WebSocket);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

channelCompliance("WebSocket of the platform", () => openPair((address) => connectorOver(platform, address)));

connectorCompliance("WebSocket of the platform", async () => {
  const { listener, address } = await startListener();
  return {
    connector: connectorOver(platform, address),
    unreachable: connectorOver(platform, nowhere),
    cleanup: () => listener.close(),
  };
});
