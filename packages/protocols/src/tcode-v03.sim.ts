import { fromUtf8 } from "@buttplug-ts/core";
import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const lineFeed = "\n";

/** Shows the digits of a value as steps, as applications send them, where firmware would take them as a fraction. */
export default defineSimulator({
  key: "tcode-v03",
  // A serial port has no name of its own.
  advertisedName: ({ name }) => name,
  open(model) {
    const levels = new SimulatedLevels(model);
    let pending = "";
    const obey = (line: string) => {
      const [, axis, channel, value] = /^([LV])(\d)(\d+)(?:I\d+)?$/.exec(line) ?? [];
      levels.set(
        ({ feature, output }) => feature === Number(channel) && (output === "vibrate") === (axis === "V"),
        Number(value),
      );
    };
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint !== "tx") return [];
        const lines = (pending + (fromUtf8(data) ?? "")).split(lineFeed);
        pending = lines.pop() ?? "";
        for (const line of lines) obey(line);
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
