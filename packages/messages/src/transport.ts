/**
 * What the connectors and listeners of every transport share. For packages that bring a transport; applications need
 * nothing of it.
 *
 * @packageDocumentation
 */
export { checkPort, demand } from "./check-argument.js";
export { connectError, type Failure, type Why } from "./connect-failure.js";
export { hostAddress } from "./host-address.js";
export { Inbox, type Receive } from "./inbox.js";
export { systemCodeOf } from "./system-codes.js";
export {
  type Advice,
  explainSystemFailure,
  explainTimeout,
  hostAdvice,
  namedFailure,
  type SystemWhy,
} from "./system-failure.js";
