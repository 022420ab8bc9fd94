// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import aneros from "./aneros.js";
import fredorch from "./fredorch.js";
import honeyplaybox from "./honeyplaybox.js";
import kiirooV21 from "./kiiroo-v21.js";
import lovense from "./lovense.js";
import satisfyer from "./satisfyer.js";
import tcodeV03 from "./tcode-v03.js";
import thehandy from "./thehandy.js";
import vibcrafter from "./vibcrafter.js";
import vorzeSa from "./vorze-sa.js";
import wevibe from "./wevibe.js";

export const protocols: readonly ProtocolDefinition[] = [aneros, fredorch, honeyplaybox, kiirooV21, lovense, satisfyer, tcodeV03, thehandy, vibcrafter, vorzeSa, wevibe];
