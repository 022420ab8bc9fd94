import { type ModelDefinition, type OutputType, outputTypes } from "@buttplug-ts/core";
import type { OutputCommand } from "@buttplug-ts/protocol-kit";
import fc from "fast-check";

/** What can happen to an encoder. `forget` stands for a write whose outcome is unknown. */
export type Action = "tick" | "halt" | "forget" | "stop" | readonly OutputCommand[];

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

/** Any sequence of what can happen to the encoder of this model. */
export function actionsOf(model: ModelDefinition): fc.Arbitrary<Action[]> {
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
