import type { Scenario } from "./scenario.js";
import { connectionScenarios } from "./scenarios/connections.js";
import { enumerationScenarios } from "./scenarios/enumeration.js";
import { errorScenarios } from "./scenarios/errors.js";
import { framingScenarios } from "./scenarios/framing.js";
import { handshakeScenarios } from "./scenarios/handshake.js";
import { inputScenarios } from "./scenarios/inputs.js";
import { outputScenarios } from "./scenarios/outputs.js";

/** Every scenario, in the order in which a client meets these things. */
export const scenarios: readonly Scenario[] = [
  ...handshakeScenarios,
  ...enumerationScenarios,
  ...outputScenarios,
  ...inputScenarios,
  ...errorScenarios,
  ...framingScenarios,
  ...connectionScenarios,
];
