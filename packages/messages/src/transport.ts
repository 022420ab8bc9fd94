/**
 * What the connectors and listeners of every transport share. For packages that bring a transport; applications need
 * nothing of it.
 *
 * @packageDocumentation
 */
export { type Accept, Admission, type AdmissionOptions, type Entrant } from "./admission.js";
export { type Bound, bindHosts, hostAddress, type Place, type PortServer } from "./bind-hosts.js";
export { checkHosts, checkMaxConnections, checkPort, demand } from "./check-argument.js";
export { connectError, type Failure, type Why } from "./connect-failure.js";
export { Inbox, type Receive } from "./inbox.js";
export { listenFailure, otherListenFailure } from "./listen-failure.js";
export { ListenerLife, type ListenerParts, type OpenServer } from "./listener-life.js";
export { systemCodeOf } from "./system-codes.js";
export {
  type Advice,
  explainSystemFailure,
  explainTimeout,
  hostAdvice,
  namedFailure,
  type SystemWhy,
} from "./system-failure.js";
