// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { Simulator } from "@buttplug-ts/protocol-kit";
import aneros from "./aneros.sim.js";
import ankni from "./ankni.sim.js";
import cueme from "./cueme.sim.js";
import fluffer from "./fluffer.sim.js";
import fredorch from "./fredorch.sim.js";
import galaku from "./galaku.sim.js";
import hismith from "./hismith.sim.js";
import hismithMini from "./hismith-mini.sim.js";
import honeyplaybox from "./honeyplaybox.sim.js";
import kiirooV21 from "./kiiroo-v21.sim.js";
import leloF1sv2 from "./lelo-f1sv2.sim.js";
import leloHarmony from "./lelo-harmony.sim.js";
import lovense from "./lovense.sim.js";
import lovenseConnectService from "./lovense-connect-service.sim.js";
import monsterpub from "./monsterpub.sim.js";
import patoo from "./patoo.sim.js";
import satisfyer from "./satisfyer.sim.js";
import sayberx from "./sayberx.sim.js";
import senseeV2 from "./sensee-v2.sim.js";
import tcodeV03 from "./tcode-v03.sim.js";
import thehandy from "./thehandy.sim.js";
import vibcrafter from "./vibcrafter.sim.js";
import vibratissimo from "./vibratissimo.sim.js";
import vorzeSa from "./vorze-sa.sim.js";
import wevibe from "./wevibe.sim.js";

export const simulators: readonly Simulator[] = [aneros, ankni, cueme, fluffer, fredorch, galaku, hismith, hismithMini, honeyplaybox, kiirooV21, leloF1sv2, leloHarmony, lovense, lovenseConnectService, monsterpub, patoo, satisfyer, sayberx, senseeV2, tcodeV03, thehandy, vibcrafter, vibratissimo, vorzeSa, wevibe];
