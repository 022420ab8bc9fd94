import { type ButtplugClient, isButtplugError } from "buttplug-ts";

/** What the application needs from outside, so that a test can give something else. */
export interface PulseOptions {
  readonly times: number;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** The application: every device that can vibrate does so for a second, rests for a second, and again. */
export async function pulse(client: ButtplugClient, { times, wait }: PulseOptions): Promise<string> {
  const devices = client.devices.filter((device) => device.hasOutput("vibrate"));
  if (devices.length === 0) return "Nothing here vibrates";
  try {
    for (let time = 0; time < times; time += 1) {
      await Promise.all(devices.map((device) => device.vibrate(0.5)));
      await wait(1000);
      await Promise.all(devices.map((device) => device.stop()));
      await wait(1000);
    }
    return "Done";
  } catch (error) {
    if (!isButtplugError(error)) throw error;
    // A device that is gone cannot be stopped; the others can.
    await Promise.allSettled(client.devices.map((device) => device.stop()));
    return `Stopped: ${error.code}`;
  }
}
