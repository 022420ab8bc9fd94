import type { Clock } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { SimulatedHardwareManager } from "@buttplug-ts/hardware-simulated";
import type { BusState, ClientState, EngineInfo, ManagementState } from "@buttplug-ts/management";
import type { ButtplugServer, DeviceStatus } from "@buttplug-ts/server";
import type { Access } from "../access/access.js";
import { absentDevices } from "./absent-devices.js";
import { deviceStates } from "./device-states.js";
import type { OwnerHolds } from "./owner-holds.js";
import { simulatedStates } from "./simulated-devices.js";

export interface EngineStateOptions {
  readonly server: ButtplugServer;
  /** The buses, without the simulated one. */
  readonly managers: readonly HardwareManager[];
  readonly simulated: SimulatedHardwareManager;
  readonly deviceDb: DeviceDatabase;
  readonly access: Access;
  readonly holds: OwnerHolds;
  readonly info: () => EngineInfo;
  /** Signal strengths in dBm, by the device's index. */
  readonly signals: ReadonlyMap<number, number>;
  /** The session of the engine itself, which is no client. */
  readonly ownSession: number;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** What the owner sees, as it is whenever the result is called. Nothing is kept, so nothing can be stale. */
export function engineState(options: EngineStateOptions): () => ManagementState {
  const { server, managers, simulated, access, holds, info, clock, nowMs } = options;
  // Taken once: the same moment must not be told anew because the calendar was set.
  const clockBeganMs = nowMs() - clock.now();
  return () => {
    const { deviceStatus } = server;
    return {
      engine: info(),
      buses: managers.map(busState),
      scanning: server.scanning,
      devices: deviceStates(deviceStatus, options),
      absent: absentDevices(deviceStatus, options),
      clients: clientStates(deviceStatus, options, clockBeganMs),
      approvals: access.requests,
      origins: access.origins,
      tokens: access.tokens,
      holds: holds.states(deviceStatus),
      simulated: simulatedStates(simulated),
      settings: server.userConfig,
      settingsProblems: server.userConfigProblems,
    };
  };
}

function busState({ name: bus, availability: { value } }: HardwareManager): BusState {
  const { usable } = value;
  return { bus, usable, sentence: usable ? (value.note ?? "It can be used.") : value.why };
}

function clientStates(
  deviceStatus: readonly DeviceStatus[],
  { server, ownSession }: EngineStateOptions,
  clockBeganMs: number,
): readonly ClientState[] {
  const driven = new Map<number, { readonly device: number; readonly feature: number }[]>();
  for (const { index: device, drivers } of deviceStatus) {
    for (const { feature, session } of drivers) {
      driven.set(session, [...(driven.get(session) ?? []), { device, feature }]);
    }
  }
  const clients = server.sessions.filter(({ id }) => id !== ownSession);
  return clients.map(({ openedAtMs, ...session }) => ({
    ...session,
    sinceMs: Math.round(clockBeganMs + openedAtMs),
    drives: driven.get(session.id) ?? [],
  }));
}
