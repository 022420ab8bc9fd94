import { type ModelDefinition, type OutputType, toHex } from "@buttplug-ts/core";
import {
  type DeviceEncoder,
  type DeviceSimulation,
  findingsOf,
  initializeDevice,
  type OutgoingPacket,
  type OutputCommand,
  openEncoder,
  stopCommands,
} from "@buttplug-ts/protocol-kit";
import { simulators } from "@buttplug-ts/protocols/simulators";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, actionsOf } from "./actions.js";
import { drivenModels, protocolOf } from "./devices.js";
import { simulatedIo } from "./simulated-io.js";

const places: readonly OutputType[] = ["position", "hwPositionWithDuration"];

/** Models whose stop is silence: one runs out unless it is told again and again, one does what it does once. */
const stoppedBySilence = ["hgod-device", "sinloli-piupiu"];

/** More steps than any motion has. */
const longMotion = 2_000;

interface Driven {
  readonly encoder: DeviceEncoder;
  /** Undefined for devices that only take bytes. */
  readonly device: DeviceSimulation | undefined;
}

async function drivenDevice(model: ModelDefinition): Promise<Driven> {
  const protocol = protocolOf(model.protocol);
  const simulator = simulators.find(({ key }) => key === model.protocol);
  const device = simulator?.open(model);
  if (!simulator || !device || device.levels().length === 0) {
    return { encoder: openEncoder(protocol, model, findingsOf(protocol)), device: undefined };
  }
  const findings = await initializeDevice(protocol, simulatedIo(device, simulator, model), model);
  return { encoder: openEncoder(protocol, model, findings), device };
}

/**
 * Writes packets one after the other. With `lostAt` the outcome of that one is unknown: what comes after it is not
 * written, and what was remembered is forgotten.
 */
function write({ encoder, device }: Driven, packets: readonly OutgoingPacket[], lostAt = -1, arrives = true): string[] {
  const got: string[] = [];
  for (const [at, { packet, written }] of packets.entries()) {
    if (at !== lostAt || arrives) {
      device?.receive(packet.endpoint, packet.data);
      got.push(`${packet.endpoint}: ${toHex(packet.data)}`);
    }
    if (at === lostAt) {
      encoder.forget();
      break;
    }
    written();
  }
  return got;
}

/** Packets of a commit, each call's worked out after the ones before it were written. */
function commit(driven: Driven, commands: readonly OutputCommand[], lostAt?: number, arrives?: boolean): string[] {
  return driven.encoder.encode(commands).flatMap((call) => write(driven, call.packets(), lostAt, arrives));
}

/** Stops the device, lets what moves come to an end, and gives the packets of it. */
function stop(driven: Driven, model: ModelDefinition): { packets: string[]; moves: string[][] } {
  driven.encoder.halt();
  const packets = commit(driven, stopCommands(model));
  const moves: string[][] = [];
  while (moves.length < longMotion) {
    moves.push(write(driven, driven.encoder.moveOn()));
    const [last = [], before] = [moves.at(-1), moves.at(-2)];
    if (last.length === 0 || last.join() === before?.join()) break;
  }
  return { packets, moves };
}

/** The same commands, with nothing that runs. */
function atRest(action: Action): Action {
  if (typeof action === "string") return action;
  return action.map((command) => (places.includes(command.type) ? command : { ...command, value: 0 }));
}

function play(driven: Driven, model: ModelDefinition, actions: readonly Action[], losses: readonly boolean[]): void {
  for (const [index, action] of actions.entries()) {
    if (action === "halt") driven.encoder.halt();
    else if (action === "tick") write(driven, driven.encoder.moveOn());
    else if (action === "stop") stop(driven, model);
    else if (action !== "forget") {
      // A loss is the action after it: then the first packet of this one may or may not have arrived.
      const lost = actions[index + 1] === "forget" ? 0 : -1;
      commit(driven, action, lost, losses[index] ?? true);
    }
  }
}

/**
 * What it sees: a simulated device has levels, and they must be 0. A device that only takes bytes must get the same bytes as one
 * to which every level was 0 from the start, so nothing of what ran is left in them, and must be left in peace in the end.
 * What it cannot see: whether those bytes are a stop; examples and cases say that.
 */
describe("a stop from any state", () => {
  it.each(drivenModels)("brings $name to rest", async (model) => {
    const losses = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
    const run = fc.asyncProperty(actionsOf(model), losses, async (actions, arrivals) => {
      const driven = await drivenDevice(model);
      play(driven, model, actions, arrivals);
      const stopped = stop(driven, model);
      if (driven.device) {
        const levels = driven.device.levels();
        expect(levels.filter(({ output, value }) => value !== 0 && !places.includes(output))).toEqual([]);
        write(driven, driven.encoder.moveOn());
        expect(driven.device.levels()).toEqual(levels);
      } else {
        const twin = await drivenDevice(model);
        play(twin, model, actions.map(atRest), arrivals);
        expect(stopped).toEqual(stop(twin, model));
        const isSilent = stopCommands(model).length === 0 || stoppedBySilence.includes(model.id);
        expect(stopped.packets.length === 0).toBe(isSilent);
      }
    });
    await fc.assert(run, { numRuns: 15 });
  });
});
