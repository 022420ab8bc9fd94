/**
 * What the listeners of every transport share. For packages that bring a transport; applications need nothing of it.
 *
 * @packageDocumentation
 */
export { type Accept, Admission, type AdmissionOptions, type Entrant } from "./admission.js";
export { type Bound, bindHosts, type Place, type PortServer } from "./bind-hosts.js";
export { checkHosts, checkMaxConnections, checkSilenceLimit, longestSilenceMs } from "./check-argument.js";
export { startHeartbeat, type Watched } from "./heartbeat.js";
export { listenFailure, otherListenFailure } from "./listen-failure.js";
export { ListenerLife, type ListenerParts, type OpenServer } from "./listener-life.js";
export { Turns } from "./turns.js";
