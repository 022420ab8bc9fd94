import type { ClientMessage } from "@buttplug-ts/messages";

/** A message to the server. Its id is 0 until it is sent. */
export type ClientRequest = ClientMessage & { id: number };
