import { type Advice, hostAdvice } from "@buttplug-ts/messages/transport";
import type { Target } from "./target.js";

/** What it was if no connection can be opened, and what a user can do about it. */
export const adviceFor: Readonly<Record<Target["transport"], Advice>> = {
  tcp: hostAdvice,
  ipc: {
    ...hostAdvice,
    refused: "the socket is there, but no server listens at it any more; start the server",
    "not-found": "there is no such socket; start the server, or check that it uses the same path",
    "timed-out": "nothing answered; the server may hang, restart it",
    "permission-denied": "the socket belongs to somebody else; run server and client as the same user",
    unreachable: "there is no way to this socket; check its path",
  },
};
