// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { Simulator } from "@buttplug-ts/protocol-kit";
import aneros from "./aneros.sim.js";
import lovense from "./lovense.sim.js";

export const simulators: readonly Simulator[] = [aneros, lovense];
