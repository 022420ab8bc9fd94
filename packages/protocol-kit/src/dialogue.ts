import type { Endpoint, HardwareId, ManufacturerData } from "@buttplug-ts/core";
import type { Packet } from "./packet.js";

/** What a dialogue with a device may do: the only place where protocol code waits. All of it rejects when the link ends. */
export interface DialogueIo {
  /** The advertised name, empty if the device has none; on a serial port the port's name. */
  readonly name: string;
  /** What the hardware manager calls the device, such as its Bluetooth address. */
  readonly address: HardwareId;
  /** The endpoints of the protocol that this device really has. */
  readonly endpoints: readonly Endpoint[];
  /** The company data that the device advertised; none on other buses than Bluetooth. In no order that means anything. */
  readonly manufacturerData: readonly ManufacturerData[];
  write(packet: Packet): Promise<void>;
  read(endpoint: Endpoint): Promise<Uint8Array>;
  /** Starts notifications of an endpoint; they are kept for {@link next}. Again: no effect. */
  subscribe(endpoint: Endpoint): Promise<void>;
  /** Ends notifications of an endpoint and drops those not taken. Without a subscription: no effect. */
  unsubscribe(endpoint: Endpoint): Promise<void>;
  /** The oldest notification not yet taken, waiting up to `timeoutMs` for one; undefined if none came. */
  next(endpoint: Endpoint, timeoutMs: number): Promise<Uint8Array | undefined>;
  sleep(delayMs: number): Promise<void>;
  /** Tells whoever runs the server what a person has to do now; see `personLimitMs`. One sentence. */
  askPerson(request: string): void;
  /** Random bytes, as many as `count`. */
  random(count: number): Uint8Array;
}

/** Asks up to `attempts` times and gives the first notification after that, or undefined if none came. */
export async function ask(
  io: DialogueIo,
  question: Packet,
  answer: { readonly on: Endpoint; readonly withinMs: number; readonly attempts: number },
): Promise<Uint8Array | undefined> {
  for (let attempt = 0; attempt < answer.attempts; attempt += 1) {
    await io.write(question);
    const data = await io.next(answer.on, answer.withinMs);
    if (data !== undefined) return data;
  }
  return undefined;
}
