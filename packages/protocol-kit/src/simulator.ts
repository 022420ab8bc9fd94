import type { Endpoint, ManufacturerData, ModelDefinition, OutputType } from "@buttplug-ts/core";

/** What an output of a simulated device does right now. */
export interface SimulatedLevel {
  readonly feature: number;
  readonly output: OutputType;
  /** The feature's label. */
  readonly label: string;
  /** Steps of the output's range; below zero for the other direction. */
  readonly value: number;
}

/** A notification that a simulated device sends. */
export interface SimulatedReply {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
}

/** The other end of a protocol: a device that takes bytes and answers, without time or I/O. */
export interface DeviceSimulation {
  /** Percent, 0 to 100; what the device says when it is asked. */
  battery: number;
  /** Takes one write and gives what the device answers to it. */
  receive(endpoint: Endpoint, data: Uint8Array): readonly SimulatedReply[];
  /** What the device sends when somebody begins to listen to an endpoint. */
  subscribed?(endpoint: Endpoint): readonly SimulatedReply[];
  /** What a read of this endpoint gives; undefined where there is nothing to read. */
  read?(endpoint: Endpoint): Uint8Array | undefined;
  /** What the device's outputs do, in feature order. */
  levels(): readonly SimulatedLevel[];
}

/** How devices of one protocol behave. Written from what devices do, not from the protocol's encoder. */
export interface Simulator {
  /** The protocol's key. */
  readonly key: string;
  /** The name that a device of this model advertises. */
  readonly advertisedName: (model: ModelDefinition) => string;
  /** The company data that it advertises. Default: none. */
  readonly manufacturerData?: (model: ModelDefinition) => readonly ManufacturerData[];
  /** A device of this model, at rest. */
  readonly open: (model: ModelDefinition) => DeviceSimulation;
}

/** Declares the simulator of a protocol. */
export function defineSimulator(simulator: Simulator): Simulator {
  return simulator;
}

/** The levels of a model's outputs, for simulations to change. */
export class SimulatedLevels {
  readonly #levels: readonly { feature: number; output: OutputType; label: string; value: number }[];

  constructor(model: ModelDefinition) {
    this.#levels = model.features.flatMap(({ index, label, outputs }) =>
      (Object.keys(outputs) as OutputType[]).map((output) => ({ feature: index, output, label, value: 0 })),
    );
  }

  /** Sets every output that `which` accepts. Returns whether there was one. */
  set(which: (level: SimulatedLevel) => boolean, value: number): boolean {
    let found = false;
    for (const level of this.#levels) {
      if (!which(level)) continue;
      level.value = value;
      found = true;
    }
    return found;
  }

  /** A copy that does not change any more. */
  snapshot(): readonly SimulatedLevel[] {
    return this.#levels.map((level) => ({ ...level }));
  }
}
