import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { placesOfId } from "@buttplug-ts/device-db/ids";
import { describe, expect, it } from "vitest";

describe("ids of users' configurations", () => {
  it("stand for models and their features", () => {
    expect(placesOfId("99024e29-c0ed-4c26-aede-e0db0679eae5")).toEqual([{ protocol: "lovense", identifier: "B" }]);
    expect(placesOfId("fed393a9-3ac6-4924-859d-5cb4ae059cea")).toEqual([
      { protocol: "lovense", identifier: "B", feature: 1 },
    ]);
    expect(placesOfId("D3B1219A-AAFE-4257-9D5D-3979B5DA3C9A")).toEqual([{ protocol: "lovense", identifier: "" }]);
  });

  it("stand for several places where two models were given one id, and for none where nobody knows them", () => {
    expect(placesOfId("0e1f9fe7-22d9-4afb-9fe5-192b8e5508c3")).toEqual([
      { protocol: "sexverse-v2", identifier: "HH010" },
      { protocol: "sexverse-v2", identifier: "NBQ-B619RX" },
    ]);
    expect(placesOfId("00000000-0000-0000-0000-000000000000")).toEqual([]);
  });
});

interface UpstreamModel {
  readonly id: string;
  readonly identifier?: readonly string[];
  readonly features?: readonly { readonly id: string; readonly index: number }[];
}
interface UpstreamProtocol {
  readonly defaults?: UpstreamModel;
  readonly configurations?: readonly UpstreamModel[];
}

const facts = process.env["BUTTPLUG_FACTS"];
if (!facts) process.stdout.write("skipped: ids are not compared with the facts, because BUTTPLUG_FACTS is not set\n");

describe.skipIf(!facts)("all ids of the upstream device configuration", () => {
  const file = join(facts ?? "", "data/buttplug-device-config-v4.json");
  const upstream = facts
    ? (JSON.parse(readFileSync(file, "utf8")) as { protocols: Readonly<Record<string, UpstreamProtocol>> }).protocols
    : {};
  const known = new Set(deviceDatabase.models.map(({ protocol }) => protocol));

  it.each(Object.entries(upstream))(
    "of %s lead to their models and features",
    (protocol, { defaults, configurations }) => {
      const models = [...(defaults ? [{ ...defaults, identifier: [""] }] : []), ...(configurations ?? [])];
      for (const { id, identifier: [identifier = "?"] = [], features = [] } of models) {
        expect(placesOfId(id)).toContainEqual({ protocol, identifier });
        for (const feature of features) {
          expect(placesOfId(feature.id)).toContainEqual({ protocol, identifier, feature: feature.index });
        }
        if (known.has(protocol)) expect(deviceDatabase.model(protocol, identifier)?.identifier).toBe(identifier);
      }
    },
  );
});
