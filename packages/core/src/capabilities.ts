/** The output types of message spec v4. */
export const outputTypes = [
  "vibrate",
  "rotate",
  "oscillate",
  "constrict",
  "spray",
  "temperature",
  "led",
  "position",
  "hwPositionWithDuration",
] as const;

/** What a feature can do. `hwPositionWithDuration` moves to a position within a time that the hardware keeps itself. */
export type OutputType = (typeof outputTypes)[number];

/** Outputs that are places, not levels: a cap on levels is none of theirs, and at rest they stay where they are. */
export function isPosition(type: OutputType): boolean {
  return type === "position" || type === "hwPositionWithDuration";
}

/** The input types of message spec v4. */
export const inputTypes = ["battery", "rssi", "button", "pressure", "depth", "position"] as const;

/** What a feature can measure. Units: battery percent, rssi dBm, button 0 or 1, the others in steps of their range. */
export type InputType = (typeof inputTypes)[number];

/** What a client can ask of an input. */
export type InputCommand = "read" | "subscribe" | "unsubscribe";

/** Inclusive bounds. */
export type Range = readonly [low: number, high: number];
