// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { Simulator } from "@buttplug-ts/protocol-kit";
import aneros from "./aneros.sim.js";
import fredorch from "./fredorch.sim.js";
import honeyplaybox from "./honeyplaybox.sim.js";
import kiirooV21 from "./kiiroo-v21.sim.js";
import lovense from "./lovense.sim.js";
import satisfyer from "./satisfyer.sim.js";
import tcodeV03 from "./tcode-v03.sim.js";
import thehandy from "./thehandy.sim.js";
import vibcrafter from "./vibcrafter.sim.js";
import vorzeSa from "./vorze-sa.sim.js";
import wevibe from "./wevibe.sim.js";

export const simulators: readonly Simulator[] = [aneros, fredorch, honeyplaybox, kiirooV21, lovense, satisfyer, tcodeV03, thehandy, vibcrafter, vorzeSa, wevibe];
