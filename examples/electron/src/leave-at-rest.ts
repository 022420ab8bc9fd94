import type { ButtplugServer } from "buttplug-ts/server";
import { app, powerMonitor } from "electron";

/** Devices stop before the application ends, and when the computer goes to sleep. */
export function leaveAtRest(server: ButtplugServer): void {
  let isClosed = false;
  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    void server.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  powerMonitor.on("suspend", () => void server.stopAll());
}
