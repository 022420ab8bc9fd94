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
import { type DialogueIo, initializeDevice, type ProtocolDefinition } from "@buttplug-ts/protocol-kit";
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
  /** Its outputs know what `initialize` found out about this device. */
  readonly protocol: ProtocolDefinition;
  readonly model: ModelDefinition;
  /** What identification gave, also where no model is listed under it. */
  readonly identifier: string;
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
  const { advertisement, clock, random, deviceDb, logger } = options;
  const notifications = new Notifications(hardware);
  const dialogueEnd = new AbortController();
  void hardware.closed.then(({ reason }) =>
    dialogueEnd.abort(new ButtplugError("hardware/disconnected", `the device disconnected: ${reason}`)),
  );
  const signal = AbortSignal.any([options.signal, dialogueEnd.signal]);
  const io = openDialogue({ hardware, notifications, advertisement, clock, random, logger, signal });
  try {
    const { protocol, identifier } = await spokenProtocol(options, hardware.plan.protocol, io);
    const model = deviceDb.model(protocol.key, identifier);
    if (!model) throw noModel(protocol.key, identifier, "knows no such model and has no default");
    const findings = await initializeDevice(protocol, io, model);
    return { hardware, notifications, protocol: withFindings(protocol, findings), model, identifier: identifier ?? "" };
  } finally {
    dialogueEnd.abort();
  }
}

function withFindings(protocol: ProtocolDefinition, findings: unknown): ProtocolDefinition {
  const { outputs } = protocol;
  return typeof outputs === "function" ? { ...protocol, outputs: (model) => outputs(model, findings) } : protocol;
}

/** The protocol of the plan that fitted, or the one that the device turned out to speak. */
async function spokenProtocol(
  { advertisement, protocols }: ConnectOptions,
  key: string,
  io: DialogueIo,
): Promise<{ readonly protocol: ProtocolDefinition; readonly identifier: string | undefined }> {
  const protocol = protocols.get(key);
  if (!protocol) {
    const text = `the hardware manager took a plan for the protocol ${key}, which this server does not have`;
    throw new ButtplugError("internal/bug", text);
  }
  const identity = protocol.identify ? await protocol.identify(io) : nameOf(advertisement);
  if (typeof identity !== "object") return { protocol, identifier: identity };
  const other = protocols.get(identity.protocol);
  if (!other) throw noModel(identity.protocol, identity.identifier, "is not among the protocols of this server");
  return { protocol: other, identifier: identity.identifier };
}

function noModel(protocol: string, identifier = "", why: string): ButtplugError {
  const text = `for a device identified as ${JSON.stringify(identifier)}: protocol ${protocol} ${why}`;
  return new ButtplugError("protocol/no-model", text, { details: { protocol, identifier } });
}
