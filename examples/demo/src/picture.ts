import type { RecordedWrite, SimulatedDevice } from "buttplug-ts/simulated";
import { createLogUpdate } from "log-update";

/** How often the live picture is drawn, at most. */
const frameMs = 50;
const barCells = 20;

/** What a person sees of the demonstration. */
export interface Picture {
  /** One line of the story. */
  say(text: string): void;
  end(): void;
}

/** A live picture of the devices in a terminal, plain lines elsewhere. */
export function openPicture(devices: readonly SimulatedDevice[], out: NodeJS.WriteStream): Picture {
  return out.isTTY ? livePicture(devices, out) : plainLines(devices, out);
}

function plainLines(devices: readonly SimulatedDevice[], out: NodeJS.WriteStream): Picture {
  const startedAtMs = performance.now();
  const line = (text: string) => {
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(2).padStart(6);
    out.write(`${seconds} s  ${text}\n`);
  };
  const offs = devices.map((device) =>
    device.onWrite((write) => line(`    ${device.model.name.padEnd(18)} <- ${bytesOf(write)}`)),
  );
  return {
    say: line,
    end: () => {
      for (const off of offs) off();
    },
  };
}

function livePicture(devices: readonly SimulatedDevice[], out: NodeJS.WriteStream): Picture {
  const log = createLogUpdate(out);
  const draw = () => log(devices.map(drawDevice).join("\n"));
  const timer = setInterval(draw, frameMs);
  return {
    say(text) {
      log.persist(text);
      draw();
    },
    end() {
      clearInterval(timer);
      draw();
      log.done();
    },
  };
}

function drawDevice(device: SimulatedDevice): string {
  const last = device.writes.at(-1);
  const state = device.connected ? (last ? `last bytes: ${bytesOf(last)}` : "connected") : "not connected";
  const title = `${device.model.name} (${device.address})  ${state}`;
  return ["", title, ...device.levels.map((level) => drawLevel(device, level))].join("\n");
}

function drawLevel(device: SimulatedDevice, level: SimulatedDevice["levels"][number]): string {
  const feature = device.model.features.find(({ index }) => index === level.feature);
  const [low, high] = feature?.outputs[level.output]?.range ?? [0, 100];
  const filled = Math.round((Math.abs(level.value) / Math.max(high, -low)) * barCells);
  const bar = "█".repeat(filled).padEnd(barCells, "·");
  const name = `${level.label || "Feature"} ${level.output}`.slice(0, 38).padEnd(38);
  return `  ${name} ${bar} ${String(level.value).padStart(4)}${low < 0 ? ` (${low} to ${high})` : ` of ${high}`}`;
}

/** The packet as text where it is text, else as hexadecimal digits. */
function bytesOf({ endpoint, data }: RecordedWrite): string {
  const text = Buffer.from(data).toString("latin1");
  const shown = /^[ -~]+$/.test(text)
    ? JSON.stringify(text)
    : Buffer.from(data)
        .toString("hex")
        .replace(/(..)(?=.)/g, "$1 ");
  return `${endpoint}: ${shown}`;
}
