import { type Advertisement, abortedError, type Clock, type Endpoint, type Logger, sleep } from "@buttplug-ts/core";
import type { Hardware, Unsubscribe } from "@buttplug-ts/hardware";
import type { DialogueIo } from "@buttplug-ts/protocol-kit";
import type { Notifications } from "./notifications.js";

/** How many notifications are kept for a dialogue that does not take them; then the oldest is dropped. */
const keptNotifications = 256;
const readLimitMs = 2_000;

interface Inbox {
  readonly arrived: Uint8Array[];
  wake: (() => void) | undefined;
  leave: Unsubscribe | undefined;
}

export interface DialogueOptions {
  readonly hardware: Hardware;
  readonly notifications: Notifications;
  readonly advertisement: Advertisement;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** The name that protocols know a device by: what it advertises, or the port that it is at. */
export function nameOf(advertisement: Advertisement): string {
  return advertisement.kind === "serial" ? advertisement.port : (advertisement.name ?? "");
}

/** The dialogue of a protocol with one device while it connects. Everything rejects once `signal` aborts. */
export function openDialogue(options: DialogueOptions): DialogueIo {
  const { hardware, notifications, advertisement, clock, random, logger, signal } = options;
  const inboxes = new Map<Endpoint, Inbox>();
  const whileOpen = <T>(work: Promise<T>): Promise<T> => {
    if (signal.aborted) return Promise.reject(abortedError(signal));
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(abortedError(signal));
      signal.addEventListener("abort", onAbort, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    });
  };
  return {
    name: nameOf(advertisement),
    address: advertisement.id,
    endpoints: hardware.endpoints,
    manufacturerData: advertisement.kind === "bluetooth" ? advertisement.manufacturerData : [],
    random,
    write: ({ endpoint, data, withResponse }) => whileOpen(hardware.write(endpoint, data, { withResponse, signal })),
    read: (endpoint) => whileOpen(hardware.read(endpoint, { timeoutMs: readLimitMs })),
    sleep: (delayMs) => sleep(clock, delayMs, signal),
    askPerson: (request) => logger.log("warn", "devices", `${nameOf(advertisement) || advertisement.id}: ${request}`),
    async subscribe(endpoint) {
      if (inboxes.has(endpoint)) return;
      const inbox: Inbox = { arrived: [], wake: undefined, leave: undefined };
      inboxes.set(endpoint, inbox);
      const listening = notifications.listen(endpoint, (data) => {
        if (signal.aborted) return;
        if (inbox.arrived.push(data) > keptNotifications) inbox.arrived.shift();
        inbox.wake?.();
      });
      inbox.leave = await whileOpen(listening);
    },
    async unsubscribe(endpoint) {
      const leave = inboxes.get(endpoint)?.leave;
      inboxes.delete(endpoint);
      if (leave) await whileOpen(leave());
    },
    async next(endpoint, timeoutMs) {
      const inbox = inboxes.get(endpoint);
      if (inbox && inbox.arrived.length === 0) await arrival(inbox, clock, timeoutMs, signal);
      return inbox?.arrived.shift();
    },
  };
}

function arrival(inbox: Inbox, clock: Clock, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const wait = new AbortController();
  inbox.wake = () => wait.abort();
  const timer = sleep(clock, timeoutMs, AbortSignal.any([signal, wait.signal]));
  return timer
    .catch((error: unknown) => {
      if (signal.aborted) throw error;
    })
    .finally(() => {
      inbox.wake = undefined;
    });
}
