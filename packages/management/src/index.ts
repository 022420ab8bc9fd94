/**
 * The interface of a running engine for its owner: what a dashboard shows and does beside the message protocol.
 *
 * @packageDocumentation
 */
export type * from "./management-api.js";
