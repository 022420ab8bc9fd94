import type { BluezSession } from "./bluez-session.js";
import type { GattCharacteristic } from "./central.js";
import { whileBusy } from "./while-busy.js";

export const characteristicInterface = "org.bluez.GattCharacteristic1";

/** The characteristic at `path`, of which `flags` say what it can. */
export function bluezCharacteristic(session: BluezSession, path: string, flags: unknown): GattCharacteristic {
  const { objects, clock } = session;
  const can = new Set(Array.isArray(flags) ? flags : []);
  const call = (signal: AbortSignal, member: string, signature?: string, body?: unknown[]) =>
    whileBusy(clock, signal, () => session.call(path, characteristicInterface, member, signature, body));
  return {
    writes: { withResponse: can.has("write"), withoutResponse: can.has("write-without-response") },
    async write(data, withResponse, signal) {
      const options = { type: session.variant("s", withResponse ? "request" : "command") };
      await call(signal, "WriteValue", "aya{sv}", [Buffer.from(data), options]);
    },
    async read(signal) {
      const [value] = await call(signal, "ReadValue", "a{sv}", [{}]);
      return Uint8Array.from(value as Uint8Array);
    },
    async listen(deliver, signal) {
      const unwatch = objects.watch(characteristicInterface, path, ({ changed: { Value } }) => {
        if (Value !== undefined) deliver(Uint8Array.from(Value as Uint8Array));
      });
      try {
        await call(signal, "StartNotify");
      } catch (error) {
        unwatch();
        throw error;
      }
      return async () => {
        unwatch();
        await session.call(path, characteristicInterface, "StopNotify");
      };
    },
  };
}
