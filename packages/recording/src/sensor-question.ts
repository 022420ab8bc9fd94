import { equalBytes, type InputType, type ModelDefinition } from "@buttplug-ts/core";
import { protocols } from "@buttplug-ts/protocols";
import type { ReplayedBytes } from "./replay-difference.js";

/** What is asked with these bytes, if they are a question to a sensor: a recording has no event for that. */
export function sensorQuestion(
  model: ModelDefinition,
  { endpoint, data }: ReplayedBytes,
): { readonly feature: number; readonly input: InputType } | undefined {
  const { inputs = {} } = protocols.find(({ key }) => key === model.protocol) ?? {};
  for (const [input, rule] of Object.entries(inputs)) {
    if (!rule?.read || !("send" in rule.read)) continue;
    const { send } = rule.read;
    if (send.endpoint !== endpoint || !equalBytes(send.data, data)) continue;
    const feature = model.features.find(({ inputs: has }) => input in has)?.index;
    if (feature !== undefined) return { feature, input: input as InputType };
  }
  return undefined;
}
