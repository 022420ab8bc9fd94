import type { Clock } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { doctor } from "@buttplug-ts/hardware-kit";
import type { EngineInfo } from "@buttplug-ts/management";
import type { ButtplugServer } from "@buttplug-ts/server";
import type { LogRing } from "../management/log-ring.js";
import { Redaction } from "./redact.js";

export interface DiagnoseOptions {
  readonly server: ButtplugServer;
  readonly managers: readonly HardwareManager[];
  readonly logs: LogRing;
  readonly info: EngineInfo;
}

/** What a supporter needs: what runs, what each bus says, the devices, the settings and the last log, without who and where. */
export async function diagnose(
  { server, managers, logs, info }: DiagnoseOptions,
  clock: Clock,
): Promise<{ readonly fileName: string; readonly text: string }> {
  const { buses } = await doctor(managers, { clock });
  const { sessions, deviceStatus, userConfig } = server;
  const names = [
    ...sessions.map(({ clientName }) => clientName),
    ...deviceStatus.flatMap(({ displayName, hardware }) => [
      displayName ?? "",
      hardware.slice(hardware.indexOf("/") + 1),
    ]),
    ...userConfig.devices.flatMap(({ name = "", hardware = "" }) => [name, hardware.slice(hardware.indexOf("/") + 1)]),
  ];
  const redaction = new Redaction(names);
  const bundle = {
    what: "A report on a buttplug-ts engine. Addresses, names, origins and secrets were taken out; look before you share it.",
    engine: info,
    buses,
    sessions,
    devices: deviceStatus,
    settings: userConfig,
    settingsProblems: server.userConfigProblems,
    log: logs
      .after()
      .map(({ atMs, level, area, message }) => `${new Date(atMs).toISOString()} ${level} ${area}: ${message}`),
  };
  const text = `${redaction.of(JSON.stringify(bundle, undefined, 2))}\n`;
  return { fileName: `buttplug-ts-report-${new Date().toISOString().slice(0, 10)}.json`, text };
}
