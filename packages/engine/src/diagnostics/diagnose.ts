import { homedir, hostname, userInfo } from "node:os";
import { type Clock, sleep } from "@buttplug-ts/core";
import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { doctor } from "@buttplug-ts/hardware-kit";
import type { EngineInfo } from "@buttplug-ts/management";
import type { ButtplugServer } from "@buttplug-ts/server";
import type { LogRing } from "../management/log-ring.js";
import { type Known, Redaction } from "./redact.js";

export interface DiagnoseOptions {
  readonly server: ButtplugServer;
  readonly managers: readonly HardwareManager[];
  readonly logs: LogRing;
  readonly info: EngineInfo;
  /** Names that the owner gave to tokens. */
  readonly tokenNames: readonly string[];
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** Accounts that many machines have: they tell nothing, and are words of other meanings. */
const anybody: ReadonlySet<string> = new Set(["root", "node", "user", "admin", "pi", "ubuntu", "debian", "runner"]);
/** What every machine calls itself. */
const anyMachine: ReadonlySet<string> = new Set(["localhost", "localhost.localdomain"]);
/** A log has megabytes at most, which may take seconds: clients are served meanwhile, half of the time. */
const atOnceMs = 5;

/** What a supporter needs: what runs, what each bus says, the devices, the settings and the last log, without who and where. */
export async function diagnose(
  options: DiagnoseOptions,
): Promise<{ readonly fileName: string; readonly text: string }> {
  const { server, managers, info, clock, nowMs } = options;
  const { buses } = await doctor(managers, { clock });
  const redaction = new Redaction(knownOf(options));
  const clean = (text: string) => redaction.text(text);
  const { name: _, addresses, dataFolder, startedAtMs, ...engine } = info;
  const day = new Date(nowMs()).toISOString();
  const bundle = {
    what: "A report on a buttplug-ts engine. Addresses, names, origins and secrets were taken out; look before you share it.",
    at: day,
    engine: {
      ...engine,
      startedAt: new Date(startedAtMs).toISOString(),
      addresses: addresses.map(clean),
      keepsSettings: dataFolder !== undefined,
    },
    buses: buses.map(({ sentence, ...bus }) => ({ ...bus, sentence: clean(sentence) })),
    sessions: server.sessions.map(({ id, clientName, transport, specVersion, address, origin, label }) => ({
      id,
      clientName: redaction.word("client", clientName),
      transport,
      specVersion,
      ...(address !== undefined && { address: clean(address) }),
      ...(origin !== undefined && { origin: clean(origin) }),
      ...(label !== undefined && { label: clean(label) }),
    })),
    devices: server.deviceStatus.map(({ displayName, hardware, drivers, features: __, ...device }) => ({
      ...device,
      ...(displayName !== undefined && { displayName: redaction.word("name", displayName) }),
      hardware: hardwareWord(redaction, hardware),
      drivers: drivers.map(({ feature, session }) => ({ feature, session })),
    })),
    settings: settingsOf(redaction, server.userConfig),
    settingsProblems: server.userConfigProblems.map(clean),
    log: await logOf(options, redaction),
  };
  return { fileName: `buttplug-ts-report-${day.slice(0, 10)}.json`, text: `${JSON.stringify(bundle, undefined, 2)}\n` };
}

async function logOf({ logs, clock }: DiagnoseOptions, redaction: Redaction): Promise<readonly string[]> {
  const texts: string[] = [];
  let beganMs = clock.now();
  for (const { line, client } of logs.entries) {
    const { atMs, level, area, message } = line;
    const clean = redaction.text(message, ofKind("client", [client]));
    texts.push(`${new Date(atMs).toISOString()} ${level} ${area}: ${clean}`);
    if (clock.now() - beganMs < atOnceMs) continue;
    await sleep(clock, atOnceMs);
    beganMs = clock.now();
  }
  return texts;
}

function knownOf({ server, info, tokenNames }: DiagnoseOptions): readonly Known[] {
  const { sessions, deviceStatus, userConfig } = server;
  const devices = [...deviceStatus, ...server.rememberedDevices, ...userConfig.devices];
  const clients = new Set(sessions.map(({ clientName }) => clientName));
  const names = [...deviceStatus.map(({ displayName }) => displayName), ...userConfig.devices.map(({ name }) => name)];
  return [
    ...ofKind("folder", [homedir(), info.dataFolder]),
    ...ofKind(
      "machine",
      [hostname()].filter((name) => !anyMachine.has(name)),
    ),
    ...ofKind(
      "user",
      userNames().filter((name) => !anybody.has(name)),
    ),
    ...ofKind("client", [...clients]),
    ...ofKind("name", [...names, ...tokenNames]),
    ...ofKind(
      "device",
      devices.map(({ hardware }) => hardware && idOf(hardware)),
    ),
  ];
}

function ofKind(kind: string, texts: readonly (string | undefined)[]): readonly Known[] {
  const given = texts.filter((text) => text !== undefined);
  // Quoted, they may look different.
  const all = new Set(given.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  return [...all].map((text) => ({ kind, text }));
}

/** Users that the system has no entry for, as in containers, have no name. */
function userNames(): readonly string[] {
  try {
    return [userInfo().username];
  } catch {
    return [];
  }
}

function settingsOf(redaction: Redaction, { devices, ...rest }: UserConfig): object {
  const entries = devices.map(({ hardware, name, ...entry }) => ({
    ...(hardware !== undefined && { hardware: hardwareWord(redaction, hardware) }),
    ...(name !== undefined && { name: redaction.word("name", name) }),
    ...entry,
  }));
  return { ...rest, devices: entries };
}

function idOf(hardware: string): string {
  return hardware.slice(hardware.indexOf("/") + 1);
}

function hardwareWord(redaction: Redaction, hardware: string): string {
  return `${hardware.slice(0, hardware.indexOf("/"))}/${redaction.word("device", idOf(hardware))}`;
}
