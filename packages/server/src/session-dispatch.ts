import type { InputType } from "@buttplug-ts/core";
import type { ClientMessage, Message, ServerMessage } from "@buttplug-ts/messages";
import type { OlderRequest } from "@buttplug-ts/messages/versions";
import { allTried } from "./all-tried.js";
import { noOutput } from "./check-command.js";
import type { Settle } from "./output-scheduler.js";
import type { Session } from "./session.js";
import { handshakeAlreadyDone } from "./session-errors.js";

/** Carries out one request of a session that is past its handshake. A thrown error becomes the answer. */
export function dispatch(session: Session, message: ClientMessage): void {
  const { manager } = session.o;
  if (message.type !== "stopCmd") session.stops.clear();
  switch (message.type) {
    case "requestServerInfo":
      throw handshakeAlreadyDone();
    case "outputCmd":
      return output(session, message);
    case "inputCmd":
      return session.answerAfter(message.id, input(session, message));
    case "stopCmd":
      return session.answerAfter(
        message.id,
        session.stops.begin(message, () => stop(session, message)),
      );
    case "ping":
      session.ping();
      return session.answer(message.id);
    case "requestDeviceList":
      return session.send(session.deviceList(message.id));
    case "startScanning":
      session.permits.checkScan();
      manager.scans.start(session, session.scanFinished);
      return session.answer(message.id);
    case "stopScanning":
      manager.scans.stop(session);
      return session.answer(message.id);
    case "disconnect":
      session.answer(message.id);
      return session.close({ code: "connector/closed", reason: "the client disconnected" });
  }
}

/**
 * The same for a session below v4, whose requests may be several of v4. Its outputs are answered when they are accepted,
 * as its application expects (design §5.3); all are tried, and the first failure is told.
 */
export function dispatchOlder(session: Session, { id, requests, answer }: OlderRequest): void {
  const [first] = requests;
  if (answer) return session.sendWire(answer);
  if (first && first.type !== "outputCmd") return dispatch(session, first);
  session.stops.clear();
  let failure: unknown;
  for (const request of requests) {
    try {
      setOutput(session, request as Message<"outputCmd">, () => {});
    } catch (error) {
      failure ??= error;
    }
  }
  session.answer(id, failure);
}

function output(session: Session, message: Message<"outputCmd">): void {
  setOutput(session, message, (result) => {
    session.load.finished();
    session.answer(message.id, typeof result === "string" ? undefined : result);
  });
  session.load.began();
}

function setOutput(session: Session, message: Message<"outputCmd">, settle: Settle): void {
  const { deviceIndex, featureIndex, command } = message;
  const device = session.device(deviceIndex);
  if (command.type === "unknown") throw noOutput(device, featureIndex, command.name, device.outputNames(featureIndex));
  session.permits.checkOutput(device, featureIndex, command);
  device.output(featureIndex, command, session, settle);
}

async function input(session: Session, message: Message<"inputCmd">): Promise<ServerMessage | undefined> {
  const { id, deviceIndex, featureIndex, command } = message;
  // The table keeps unknown names; the device answers what it has instead.
  const type = message.inputType as InputType;
  const device = session.device(deviceIndex);
  if (command === "subscribe") await device.subscribe(featureIndex, type, session.listenerOf(deviceIndex));
  else if (command === "unsubscribe") await device.unsubscribe(featureIndex, type, session.listenerOf(deviceIndex));
  else {
    const { reading } = await device.read(featureIndex, type);
    return { type: "inputReading", id, deviceIndex, featureIndex, reading };
  }
  return undefined;
}

async function stop(session: Session, message: Message<"stopCmd">): Promise<undefined> {
  const { deviceIndex, featureIndex, inputs = true, outputs = true } = message;
  const { manager } = session.o;
  const devices = deviceIndex === undefined ? manager.devices : [session.device(deviceIndex)];
  // FeatureIndex means nothing without DeviceIndex (spec v4, StopCmd).
  const feature = deviceIndex === undefined ? undefined : featureIndex;
  await allTried(
    devices.flatMap((device) => [
      outputs ? device.stop(feature, session) : undefined,
      inputs ? device.unsubscribeAll(session.listenerOf(device.index), feature) : undefined,
    ]),
  );
  return undefined;
}
