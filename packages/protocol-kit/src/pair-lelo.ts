import { ButtplugError, type Endpoint } from "@buttplug-ts/core";
import type { DialogueIo } from "./dialogue.js";

/**
 * The handshake of Lelo devices: once a person has pressed the power button the device gives a pass phrase, takes it back
 * while nobody listens, and says that it is content. It stays subscribed.
 * @param endpoint where all of that happens
 * @param limits how long the device may be silent, because it waits for the person; and how long what it says is if it is
 *   no phrase, any length without it
 * @throws ButtplugError `hardware/no-answer`
 */
export async function pairLelo(
  io: DialogueIo,
  endpoint: Endpoint,
  { silenceMs, length }: { readonly silenceMs: number; readonly length?: number },
): Promise<void> {
  await io.subscribe(endpoint);
  io.askPerson("Press the power button to let the device connect.");
  for (;;) {
    const said = await io.next(endpoint, silenceMs);
    if (said === undefined) {
      throw new ButtplugError("hardware/no-answer", `nobody pressed the power button in ${silenceMs} ms`, {
        details: { afterMs: silenceMs },
      });
    }
    const [first = 0, ...others] = said;
    const plain = first <= 1 && others.every((byte) => byte === 0) && said.length === (length ?? said.length);
    if (plain && first === 1) return;
    if (!plain) {
      await io.unsubscribe(endpoint);
      await io.write({ endpoint, data: said, withResponse: true });
      await io.subscribe(endpoint);
    }
  }
}
