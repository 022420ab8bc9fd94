import { equalBytes, onAbort } from "@buttplug-ts/core";
import type { BluezSession } from "./bluez-session.js";
import type { GattCharacteristic } from "./central.js";
import { whileBusy } from "./while-busy.js";

export const characteristicInterface = "org.bluez.GattCharacteristic1";

export interface BluezCharacteristicOptions {
  readonly session: BluezSession;
  readonly path: string;
  /** What bluetoothd says that it can. */
  readonly flags: unknown;
  /** Aborts when the device is gone. */
  readonly ended: AbortSignal;
}

export function bluezCharacteristic({ session, path, flags, ended }: BluezCharacteristicOptions): GattCharacteristic {
  const { objects, clock } = session;
  const can = new Set(Array.isArray(flags) ? flags : []);
  let deliver: (data: Uint8Array) => void = () => {};
  /** What came while a read was under way: bluetoothd tells what was read as if the device had sent it. */
  let held: Uint8Array[] | undefined;
  const call = (signal: AbortSignal, member: string, signature?: string, body?: unknown[]) =>
    whileBusy(clock, signal, () => session.call(path, characteristicInterface, member, signature, body));

  return {
    writes: { withResponse: can.has("write"), withoutResponse: can.has("write-without-response") },

    async write(data, withResponse, signal) {
      const options = { type: session.variant("s", withResponse ? "request" : "command") };
      await call(signal, "WriteValue", "aya{sv}", [Buffer.from(data), options]);
    },

    async read(signal) {
      const came: Uint8Array[] = [];
      held = came;
      try {
        const [value] = await call(signal, "ReadValue", "a{sv}", [{}]);
        const data = Uint8Array.from(value as Uint8Array);
        const echo = came.findIndex((each) => equalBytes(each, data));
        if (echo >= 0) came.splice(echo, 1);
        return data;
      } finally {
        held = undefined;
        for (const each of came) deliver(each);
      }
    },

    async listen(listener, signal) {
      deliver = listener;
      const unwatch = objects.watch(characteristicInterface, path, ({ changed: { Value } }) => {
        if (Value === undefined) return;
        const data = Uint8Array.from(Value as Uint8Array);
        if (held) held.push(data);
        else listener(data);
      });
      const unlisten = onAbort(ended, unwatch);
      const end = () => {
        deliver = () => {};
        unwatch();
        unlisten();
      };
      try {
        await call(signal, "StartNotify");
      } catch (error) {
        // bluetoothd goes on with what was begun on an earlier connection, and refuses to begin it again.
        const isNotifying = objects.get(characteristicInterface, path)?.["Notifying"] === true;
        if (!isNotifying) {
          end();
          throw error;
        }
      }
      return async () => {
        end();
        await session.call(path, characteristicInterface, "StopNotify");
      };
    },
  };
}
