import type { BusDevice } from "./case-bus.js";
import { type Asked, wrongAnswer } from "./case-client.js";
import { type CaseWorld, openWorld, type System, type Transport } from "./case-world.js";
import type { CaseMessage, CaseStep, CommandsStep, DeviceCase, EventsStep, MessagesStep } from "./device-case.js";
import { AllowedDifferences, type Difference } from "./differences.js";
import type { Fields, SpecVersion } from "./phrase.js";
import { userConfigOf } from "./user-config.js";

export interface RunOptions {
  readonly version: SpecVersion;
  readonly transport: Transport;
  readonly system: System;
  readonly differences: readonly Difference[];
  /** The text of a user configuration that the case names. */
  readonly readUserConfig: (file: string) => string;
}

/** How a run ended. `extras` are commands that the case does not list and that are allowed where they came. */
export type Outcome =
  | { readonly kind: "passed"; readonly extras: readonly string[] }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "skipped"; readonly why: string };

type Verdict = Exclude<Outcome, { kind: "passed" }>;

/** A command must come in less than 500 ms (facts, "Device cases"): what asks again after 500 ms is another command. */
const commandLimitMs = 499;
/** More than gap and gathering of commands: what a message leads to has reached the device then. */
const settleMs = 10;
const answerLimitMs = 5_000;
const connectLimitMs = 15_000;

/** Runs a case with a client of one version over one transport. */
export async function runCase(deviceCase: DeviceCase, options: RunOptions): Promise<Outcome> {
  const system = userConfigOf(deviceCase, options.system, options.readUserConfig);
  await using world = await openWorld(deviceCase, { ...options, system });
  if (!world.devices.every((device) => isKnown(device, system))) return skipped("no protocol knows the device yet");
  return await new CaseRun(deviceCase, { ...options, system }, world).run();
}

class CaseRun {
  readonly #case: DeviceCase;
  readonly #o: RunOptions;
  readonly #world: CaseWorld;
  readonly #differences: AllowedDifferences;
  readonly #extras: string[] = [];
  readonly #async: { readonly at: string; readonly asked: Asked }[] = [];
  #restPackets: Promise<ReadonlySet<string>> | undefined;

  constructor(deviceCase: DeviceCase, options: RunOptions, world: CaseWorld) {
    this.#case = deviceCase;
    this.#o = options;
    this.#world = world;
    this.#differences = new AllowedDifferences(options.differences, deviceCase.name, options.version);
  }

  async run(): Promise<Outcome> {
    return (
      (await this.#connect()) ??
      (await this.#steps(this.#case.commands)) ??
      (await this.#end()) ?? { kind: "passed", extras: this.#extras }
    );
  }

  async #connect(): Promise<Verdict | undefined> {
    const { client } = this.#world;
    const first = await this.#answered("handshake", [client.introduce()]);
    if (first) return first;
    const list = client.ask({ type: "RequestDeviceList", fields: {}, reply: "DeviceList" });
    const scan = client.ask({ type: "StartScanning", fields: {}, reply: "Ok" });
    const failed = (await this.#answered("start of the scan", [list, scan])) ?? (await this.#steps(this.#case.init));
    if (failed) return failed;
    const { devices } = this.#case;
    const isComplete = await this.#world.until(() => client.devices.size >= devices.length, connectLimitMs);
    if (!isComplete) {
      const seen = `the client saw ${client.devices.size} of ${devices.length} devices`;
      return failedAt("announcement", [seen, ...this.#world.warnings].join("; "));
    }
    for (const [index, { expectedName, expectedDisplayName }] of devices.entries()) {
      const device: Fields = client.devices.get(index) ?? {};
      const name = differs("name", expectedName, device["DeviceName"]);
      // Versions below 3 have no display names.
      const displayName =
        expectedDisplayName === undefined || this.#o.version < 3
          ? undefined
          : differs("display name", expectedDisplayName, device["DeviceDisplayName"]);
      const wrong = name ?? displayName;
      if (wrong) return failedAt(`devices[${index}]`, wrong);
    }
    await this.#world.pass(settleMs);
    return undefined;
  }

  async #steps(steps: readonly CaseStep[]): Promise<Verdict | undefined> {
    for (const step of steps) {
      const verdict = await this.#step(step);
      if (verdict) return verdict;
    }
    return undefined;
  }

  async #step(step: CaseStep): Promise<Verdict | undefined> {
    if (step.kind === "versionGated") return this.#o.version < step.minVersion ? undefined : this.#steps(step.steps);
    if (!this.#world.devices[step.device]) return failedAt(step.at, `the case has no device ${step.device}`);
    switch (step.kind) {
      case "messages":
        return this.#messages(step);
      case "commands":
        return this.#commands(step);
      case "events":
        return this.#events(step);
    }
  }

  async #messages({ at, device, messages }: MessagesStep): Promise<Verdict | undefined> {
    for (const message of messages) {
      const verdict = await this.#say(at, device, message);
      if (verdict) return verdict;
      // Up to v3 an Ok comes before the bytes have left; what the next message does must not be taken for this one's.
      await this.#world.pass(settleMs);
    }
    return undefined;
  }

  async #say(at: string, index: number, message: CaseMessage): Promise<Verdict | undefined> {
    const { client, devices, server } = this.#world;
    const wire = client.devices.get(index);
    const info = server.devices.find(({ deviceIndex }) => deviceIndex === index);
    if (!wire || !info) return failedAt(at, `device ${index} is not there any more`);
    const phrasing = client.phrase(message, wire, info);
    if ("cannot" in phrasing) return skipped(phrasing.cannot);
    if ("wrong" in phrasing) return failedAt(at, phrasing.wrong);
    const device = devices[index];
    const isReading = message.kind === "battery" || message.kind === "rssi";
    if (device && !isReading) device.afterStop = message.kind === "stop";
    const asked = phrasing.say.map((phrase) => client.ask(phrase));
    if (message.kind !== "battery" || !message.isAsync) return this.#answered(at, asked);
    this.#async.push(...asked.map((each) => ({ at, asked: each })));
    return undefined;
  }

  /** What comes next must be what the case lists; the rest of a stop and what differs on purpose is passed over. */
  async #commands({ at, device, commands }: CommandsStep): Promise<Verdict | undefined> {
    const tape = this.#world.devices[device]?.tape ?? [];
    for (const expected of commands) {
      for (;;) {
        await this.#world.until(() => tape.length > 0, commandLimitMs);
        const [got] = tape;
        if (got?.text === expected || (got && this.#differences.allows(expected, got.text))) {
          tape.shift();
          break;
        }
        if (this.#differences.allows(expected, null)) break;
        if (!got) return failedAt(at, `expected ${expected}, got nothing`);
        const isRest = got.afterStop && (await this.#rest()).has(got.text);
        if (!isRest && !this.#differences.allows(null, got.text)) {
          return failedAt(at, `expected ${expected}, got ${got.text}`);
        }
        if (isRest) this.#extras.push(`after a stop: ${got.text}`);
        tape.shift();
      }
    }
    return undefined;
  }

  async #events({ device: index, events }: EventsStep): Promise<undefined> {
    const device = this.#world.devices[index];
    for (const event of events) {
      if (event.kind === "disconnect") device?.disconnect();
      else if (event.kind === "reads") for (const { endpoint, data } of event.values) device?.queueRead(endpoint, data);
      else for (const { endpoint, data } of event.values) device?.notify(endpoint, data);
    }
  }

  async #end(): Promise<Verdict | undefined> {
    for (const { at, asked } of this.#async) {
      const verdict = await this.#answered(at, [asked]);
      if (verdict) return verdict;
    }
    const [complaint] = this.#world.client.complaints;
    if (complaint) return failedAt("the end", complaint);
    const [unmet] = this.#differences.unmet;
    if (unmet) {
      const { expected, got } = unmet;
      return failedAt(
        "the end",
        `differences.json lists ${got ?? "nothing"} for ${expected ?? "nothing"}; it never came`,
      );
    }
    for (const { tape } of this.#world.devices)
      this.#extras.push(...tape.map(({ text }) => `after the last step: ${text}`));
    return undefined;
  }

  async #answered(at: string, asked: readonly Asked[]): Promise<Verdict | undefined> {
    const { client } = this.#world;
    const isOver = () => asked.every(({ answer }) => answer) || client.complaints.length > 0;
    await this.#world.until(isOver, answerLimitMs);
    const unheard = asked.every(({ answer }) => answer) ? undefined : client.complaints[0];
    const wrong = unheard ?? asked.map(wrongAnswer).find((each) => each !== undefined);
    return wrong === undefined ? undefined : failedAt(at, wrong);
  }

  /**
   * What brings the case's devices to rest: what a twin of each, which was never driven, is written for a stop. A packet
   * that is none of these may drive something, so it is not let through even after a stop.
   */
  #rest(): Promise<ReadonlySet<string>> {
    this.#restPackets ??= this.#stopOfTwin();
    return this.#restPackets;
  }

  async #stopOfTwin(): Promise<ReadonlySet<string>> {
    await using world = await openWorld(this.#case, this.#o);
    const twin = new CaseRun(this.#case, this.#o, world);
    if (await twin.#connect()) return new Set();
    for (const device of world.devices) device.tape.length = 0;
    for (const index of world.devices.keys()) await twin.#say("twin", index, { kind: "stop" });
    await world.pass(settleMs);
    return new Set(world.devices.flatMap(({ tape }) => tape.map(({ text }) => text)));
  }
}

function isKnown({ advertisement }: BusDevice, { protocols, deviceDb }: System): boolean {
  return deviceDb.match(advertisement).some((key) => protocols.some((protocol) => protocol.key === key));
}

function differs(what: string, expected: string, got: unknown): string | undefined {
  return got === expected ? undefined : `expected the ${what} ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}

function failedAt(at: string, what: string): Verdict {
  return { kind: "failed", why: `${at}: ${what}` };
}

function skipped(why: string): Verdict {
  return { kind: "skipped", why };
}
