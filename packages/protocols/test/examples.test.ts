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
    it("carries three to eight examples", () => {
      expect(protocol.examples.length).toBeGreaterThanOrEqual(3);
      expect(protocol.examples.length).toBeLessThanOrEqual(8);
    });

    it.each(protocol.examples)("holds: %s", (line) => {
      runExample(protocol, line, (identifier) => listedModel(protocol.key, identifier));
    });
  });
}
