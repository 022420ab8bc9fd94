import { type ModelDefinition, type OutputType, outputTypes } from "@buttplug-ts/core";
import { type OutputCommand, openEncoder, stopCommands } from "@buttplug-ts/protocol-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drivenModels, protocolOf } from "./devices.js";

type Action = "tick" | "halt" | "forget" | "stop" | readonly OutputCommand[];

/** Any command that a client could get through to this model. */
function commandsOf(model: ModelDefinition): fc.Arbitrary<OutputCommand>[] {
  return model.features.flatMap(({ index, outputs }) =>
    outputTypes.flatMap((type: OutputType) => {
      const output = outputs[type];
      if (!output) return [];
      const [min, max] = output.range;
      const [minMs, maxMs] = output.durationRange ?? [0, 0];
      return fc.record({
        feature: fc.constant(index),
        type: fc.constant(type),
        value: fc.integer({ min, max }),
        durationMs: fc.integer({ min: minMs, max: maxMs }),
      });
    }),
  );
}

function actionsOf(model: ModelDefinition): fc.Arbitrary<Action[]> {
  const other = fc.constantFrom<Action>("tick", "halt", "forget", "stop");
  const commands = commandsOf(model);
  if (commands.length === 0) return fc.array(other, { maxLength: 30 });
  const commit = fc.uniqueArray(fc.oneof(...commands), {
    minLength: 1,
    maxLength: 4,
    selector: ({ feature }) => feature,
  });
  return fc.array(fc.oneof(commit, other), { maxLength: 30 });
}

describe("any commands in range", () => {
  it.each(drivenModels)("make $name write to declared endpoints only, and never throw", (model) => {
    const protocol = protocolOf(model.protocol);
    const anyFindings = fc.constantFrom<unknown>(...Object.values(protocol.exampleFindings ?? { none: undefined }));
    fc.assert(
      fc.property(actionsOf(model), anyFindings, fc.infiniteStream(fc.boolean()), (actions, findings, outcomes) => {
        const encoder = openEncoder(protocol, model, findings);
        for (const action of actions) {
          if (action === "halt") encoder.halt();
          else if (action === "forget") encoder.forget();
          else {
            const commands = action === "stop" ? stopCommands(model) : action;
            const packets =
              commands === "tick" ? encoder.moveOn() : encoder.encode(commands).flatMap((call) => call.packets());
            for (const outgoing of packets) {
              expect(protocol.endpoints).toContain(outgoing.packet.endpoint);
              expect(outgoing.packet.data.length).toBeGreaterThan(0);
              if (outcomes.next().value) outgoing.written();
            }
          }
        }
      }),
    );
  });
});
