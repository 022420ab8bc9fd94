import {
  type Advertisement,
  asButtplugError,
  ButtplugError,
  type Clock,
  type EndpointPlan,
  type Logger,
  type ModelDefinition,
} from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { Hardware, HardwareManager } from "@buttplug-ts/hardware";
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { nameOf, openDialogue } from "./dialogue-io.js";
import { Notifications } from "./notifications.js";

export interface ConnectOptions {
  readonly manager: HardwareManager;
  readonly advertisement: Advertisement;
  readonly plans: readonly EndpointPlan[];
  readonly protocols: ReadonlyMap<string, ProtocolDefinition>;
  readonly deviceDb: DeviceDatabase;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A device that is open, identified and initialized, but not announced yet. */
export interface ConnectedDevice {
  readonly hardware: Hardware;
  readonly notifications: Notifications;
  readonly protocol: ProtocolDefinition;
  readonly model: ModelDefinition;
}

/** Opens hardware and talks to it until it is known what it is. On any failure the hardware is closed again. */
export async function connectDevice(options: ConnectOptions): Promise<ConnectedDevice> {
  const { manager, advertisement, plans, signal } = options;
  const hardware = await manager.open(advertisement.id, plans, { signal });
  try {
    signal.throwIfAborted();
    return await identify(options, hardware);
  } catch (error) {
    await hardware[Symbol.asyncDispose]();
    throw asButtplugError(error, "hardware/connect-failed", `connecting to ${advertisement.id} failed`);
  }
}

async function identify(options: ConnectOptions, hardware: Hardware): Promise<ConnectedDevice> {
  const { advertisement, protocols, clock, random, deviceDb } = options;
  const key = hardware.plan.protocol;
  const protocol = protocols.get(key);
  if (!protocol) {
    const text = `the hardware manager took a plan for the protocol ${key}, which this server does not have`;
    throw new ButtplugError("internal/bug", text);
  }
  const notifications = new Notifications(hardware);
  const dialogueEnd = new AbortController();
  void hardware.closed.then(({ reason }) =>
    dialogueEnd.abort(new ButtplugError("hardware/disconnected", `the device disconnected: ${reason}`)),
  );
  const signal = AbortSignal.any([options.signal, dialogueEnd.signal]);
  const io = openDialogue({ hardware, notifications, advertisement, clock, random, signal });
  try {
    const identifier = protocol.identify ? await protocol.identify(io) : nameOf(advertisement);
    const model = deviceDb.model(key, identifier);
    if (!model) {
      const text = `protocol ${key} knows no model ${JSON.stringify(identifier ?? "")} and has no default`;
      throw new ButtplugError("protocol/no-model", text, { details: { protocol: key, identifier: identifier ?? "" } });
    }
    await protocol.initialize?.(io, model);
    return { hardware, notifications, protocol, model };
  } finally {
    dialogueEnd.abort();
  }
}
