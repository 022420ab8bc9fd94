/**
 * The interface of a running engine for its owner: what a dashboard shows and does beside the message protocol.
 *
 * @packageDocumentation
 */
export type * from "./management-api.js";
export {
  ManagementClient,
  type ManagementClientEvents,
  type ManagementClientOptions,
  type ManagementClosed,
  type ManagementWebSocket,
} from "./management-client.js";
export {
  type ManagementPeer,
  type ManagementSocket,
  type ServeManagementOptions,
  serveManagement,
} from "./serve-management.js";
export { managementPath } from "./wire.js";
