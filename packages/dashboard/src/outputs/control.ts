import { ButtplugClient, type ClientDevice, type Feature } from "@buttplug-ts/client";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { ButtplugError, type Clock, type InputType, type OutputType, textOf } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Ended, Link } from "../link/link.js";
import { NewestWins } from "../newest-wins.js";

/** One output of a connected device. */
export interface OutputPlace {
  readonly device: number;
  readonly feature: number;
  readonly type: OutputType;
}

export interface Command {
  /** Inside the output's range. */
  readonly steps: number;
  /** For outputs that take one. */
  readonly durationMs?: number;
}

export interface ControlOptions {
  readonly name: string;
  /** Where clients connect to, with the token in it. */
  readonly address: () => string;
  readonly clock: Clock;
  readonly random: () => number;
}

/** A frame of the screen: more commands than that nobody sees. */
const gapMs = 16;
/** A server that takes its time gets no backlog. */
const inFlightLimit = 4;

/** Whoever drives hears what became of it. */
export interface Driving {
  /** The newest command failed. */
  onFailed(error: unknown): void;
  /** Nothing waits for an answer any more. */
  onIdle(): void;
}

interface Sender {
  readonly place: OutputPlace;
  readonly newest: NewestWins<Command>;
  driving: Driving;
  /** Whether this page set it to anything but rest, and nobody took over. */
  isDriven: boolean;
  /** Whether the engine said so. */
  isConfirmed: boolean;
}

/** What the page drives and subscribes to, as a client like any other. */
export class Control {
  readonly client: ButtplugClient;
  readonly link: Link;
  readonly #o: ControlOptions;
  readonly #senders = new Map<string, Sender>();
  readonly #subscribed = signal<ReadonlySet<string>>(new Set());
  readonly #reached = signal<ReadonlySet<number>>(new Set());
  readonly #stops = signal(0);

  constructor(options: ControlOptions) {
    const { clock, random, name } = options;
    this.#o = options;
    this.client = new ButtplugClient(name, { clock });
    this.link = new Link({ clock, random, open: (aborted) => this.#open(aborted) });
    this.client.on("deviceAdded", ({ index }) => {
      this.#reached.value = new Set(this.#reached.peek()).add(index);
    });
    this.client.on("deviceRemoved", ({ index }) => this.#forget(index));
  }

  /** Counts stops: a control that is held when it changes has no hold any more. */
  get stops(): ReadonlySignal<number> {
    return this.#stops;
  }

  /** Whether commands to a device can be sent: the engine may have told of it elsewhere before. */
  reaches(device: number): boolean {
    return this.link.isOpen && this.#reached.value.has(device);
  }

  /** Sends a command; of commands that come faster than they can leave only the newest. */
  drive(place: OutputPlace, command: Command, driving: Driving): void {
    const { device, feature, type } = place;
    const key = `${device}/${feature}/${type}`;
    let sender = this.#senders.get(key);
    if (sender === undefined) {
      const made: Sender = {
        place,
        newest: this.#newest(place, {
          onFailed: (error) => made.driving.onFailed(error),
          onIdle: () => made.driving.onIdle(),
        }),
        driving,
        isDriven: false,
        isConfirmed: false,
      };
      sender = made;
      this.#senders.set(key, sender);
    }
    sender.driving = driving;
    sender.isDriven = true;
    sender.isConfirmed = false;
    sender.newest.push(command);
  }

  /**
   * Brings everything to rest, whoever drives it, on the connection on which this page's own commands went before: none of
   * them comes after it.
   */
  stopAll(): Promise<void> {
    this.#takeBack(() => true);
    return this.client.stopAll({ inputs: false });
  }

  async stopDevice(device: number): Promise<void> {
    this.#takeBack((place) => place.device === device);
    await this.#device(device).stop({ inputs: false });
  }

  /**
   * The engine says which devices there are. One that this page cannot reach any more counts as reached until then: what has the
   * focus must not lose it a moment before it goes.
   */
  noteDevices(devices: readonly number[]): void {
    const reached = this.#reached.peek();
    const isReached = (device: number) => reached.has(device) || this.client.device(device) !== undefined;
    const now = devices.filter(isReached);
    if (now.length !== reached.size || now.some((each) => !reached.has(each))) this.#reached.value = new Set(now);
  }

  /** The engine says who drives what: what is not this page's any more is left alone when it leaves. */
  noteDrivers(isOurs: (place: OutputPlace) => boolean): void {
    for (const sender of this.#senders.values()) {
      if (isOurs(sender.place)) sender.isConfirmed = true;
      else if (sender.isConfirmed && sender.newest.isIdle) sender.isDriven = false;
    }
  }

  /** Brings to rest what this page has set in motion. */
  async stopDriven(): Promise<void> {
    const driven = [...this.#senders.values()].filter(({ isDriven }) => isDriven);
    this.#takeBack(() => true);
    await Promise.all(
      driven.map(({ place }) => this.client.device(place.device)?.feature(place.feature)?.stop({ inputs: false })),
    );
  }

  /** Whether the page gets the readings of an input. */
  isSubscribed(device: number, feature: number, type: InputType): boolean {
    return this.#subscribed.value.has(`${device}/${feature}/${type}`);
  }

  async subscribe(device: number, feature: number, type: InputType, wanted: boolean): Promise<void> {
    const target = this.#feature(device, feature);
    await (wanted ? target.subscribe(type) : target.unsubscribe(type));
    const all = new Set(this.#subscribed.peek());
    if (wanted) all.add(`${device}/${feature}/${type}`);
    else all.delete(`${device}/${feature}/${type}`);
    this.#subscribed.value = all;
  }

  read(device: number, feature: number, type: InputType): Promise<number> {
    return this.#feature(device, feature).read(type);
  }

  #newest({ device, feature, type }: OutputPlace, driving: Driving): NewestWins<Command> {
    const send = async ({ steps, durationMs }: Command) =>
      this.#feature(device, feature).output({ type, level: { steps }, durationMs });
    return new NewestWins({ clock: this.#o.clock, gapMs, inFlightLimit, send, ...driving });
  }

  #feature(device: number, feature: number): Feature {
    const found = this.#device(device).feature(feature);
    if (found) return found;
    throw gone(device);
  }

  #device(device: number): ClientDevice {
    const found = this.client.device(device);
    if (found) return found;
    throw gone(device);
  }

  #takeBack(isMeant: (place: OutputPlace) => boolean): void {
    for (const sender of this.#senders.values()) {
      if (!isMeant(sender.place)) continue;
      sender.newest.clear();
      sender.isDriven = false;
    }
    this.#stops.value += 1;
  }

  #forget(device: number): void {
    for (const [key, { place, newest }] of this.#senders) {
      if (place.device !== device) continue;
      newest.clear();
      this.#senders.delete(key);
    }
    this.#subscribed.value = new Set([...this.#subscribed.peek()].filter((key) => !key.startsWith(`${device}/`)));
  }

  async #open(signal: AbortSignal): Promise<Ended | { readonly ended: Promise<Ended> }> {
    const { client } = this;
    signal.addEventListener("abort", () => void client.disconnect(), { once: true });
    try {
      const ended = new Promise<Ended>((resolve) => {
        const off = client.on("serverDisconnect", ({ reason }) => {
          off();
          resolve({ reason });
        });
      });
      await client.connect(webSocketConnector(this.#o.address()), { signal });
      return { ended };
    } catch (error) {
      return { reason: textOf(error) };
    }
  }
}

function gone(deviceIndex: number): ButtplugError {
  return new ButtplugError("device/gone", "this page is not connected to the device any more", {
    details: { deviceIndex },
  });
}
