import { deviceDatabase } from "@buttplug-ts/device-db";
import { runExample } from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";
import { describe, expect, it } from "vitest";

/** Only models that the database lists: an example of an unlisted one would silently run on the default model. */
function listedModel(key: string, identifier: string) {
  const model = deviceDatabase.model(key, identifier);
  return model?.identifier === identifier ? model : undefined;
}

for (const protocol of protocols) {
  describe(protocol.key, () => {
    const drivesNothing = typeof protocol.outputs === "object" && Object.keys(protocol.outputs).length === 0;
    const [fewest, most] = drivesNothing ? [0, 0] : [3, 8];

    it(`carries ${fewest} to ${most} examples`, () => {
      expect(protocol.examples.length).toBeGreaterThanOrEqual(fewest);
      expect(protocol.examples.length).toBeLessThanOrEqual(most);
    });

    it.each(protocol.examples)("holds: %s", (line) => {
      runExample(protocol, line, (identifier) => listedModel(protocol.key, identifier));
    });
  });
}
