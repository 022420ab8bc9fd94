// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import aneros from "./aneros.js";
import lovense from "./lovense.js";

export const protocols: readonly ProtocolDefinition[] = [aneros, lovense];
