import { openEncoder, stopCommands } from "@buttplug-ts/protocol-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionsOf } from "./actions.js";
import { drivenModels, protocolOf } from "./devices.js";

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
