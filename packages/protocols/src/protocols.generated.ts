// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import activejoy from "./activejoy.js";
import aneros from "./aneros.js";
import cupido from "./cupido.js";
import deepsire from "./deepsire.js";
import fredorch from "./fredorch.js";
import honeyplaybox from "./honeyplaybox.js";
import itoys from "./itoys.js";
import kiirooV21 from "./kiiroo-v21.js";
import lovense from "./lovense.js";
import luvmazer from "./luvmazer.js";
import meese from "./meese.js";
import omobo from "./omobo.js";
import realov from "./realov.js";
import sakuraneko from "./sakuraneko.js";
import satisfyer from "./satisfyer.js";
import tcodeV03 from "./tcode-v03.js";
import thehandy from "./thehandy.js";
import vibcrafter from "./vibcrafter.js";
import vorzeSa from "./vorze-sa.js";
import wevibe from "./wevibe.js";

export const protocols: readonly ProtocolDefinition[] = [activejoy, aneros, cupido, deepsire, fredorch, honeyplaybox, itoys, kiirooV21, lovense, luvmazer, meese, omobo, realov, sakuraneko, satisfyer, tcodeV03, thehandy, vibcrafter, vorzeSa, wevibe];
