import { database } from "./database.js";
import { embedded } from "./embedded.js";
import { engineLoad } from "./engine-load.js";
import { engineStart } from "./engine-start.js";
import type { Figure } from "./figure.js";
import { heap } from "./heap.js";
import { latency } from "./latency.js";
import { killed } from "./latency-killed.js";
import { olderVersions } from "./older-versions.js";
import { pipelined } from "./pipelined.js";
import { roundTrip } from "./round-trip.js";
import { size } from "./size.js";

/** All figures, in the order of the table. */
export const figures: readonly Figure[] = [
  roundTrip,
  pipelined,
  embedded,
  olderVersions,
  latency,
  killed,
  engineLoad,
  engineStart,
  heap,
  database,
  size,
];
