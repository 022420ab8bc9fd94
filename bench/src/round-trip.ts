import { withDrivers } from "./drivers.js";
import type { Figure } from "./figure.js";
import { interleave, timed } from "./stats.js";
import { withStubServer } from "./stub-process.js";

const commandsPerSample = 600;
/** Many short turns: one round trip is so short that whatever else the machine does would decide. */
const roundsFactor = 5;

/** How long one awaited command takes over WebSocket. */
export const roundTrip: Figure = {
  name: "round-trip",
  async run({ rounds, scale }) {
    const count = Math.ceil(commandsPerSample * scale);
    const measured = await withStubServer(({ single }) =>
      withDrivers(single, (drivers) => {
        const contenders = drivers.map(({ name, oneByOne }) => ({
          name,
          sample: async () => ((await timed(() => oneByOne(count))) * 1000) / count,
        }));
        return interleave(contenders, rounds * roundsFactor);
      }),
    );
    const [ours, ...peers] = measured;
    if (!ours) return [];
    const aim = { better: "lower", limit: 1.1, against: "bare ws" } as const;
    return [{ name: "WebSocket round trip", unit: "µs", ours, peers, aim }];
  },
};
