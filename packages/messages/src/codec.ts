import { createDecoder, recoverId } from "./decode.js";
import { createEncoder } from "./encode.js";
import { type ClientMessage, type ServerMessage, v4 } from "./v4.js";

/** Checks and translates the messages of one spec version between the wire and the inside of the project. */
export interface Codec {
  /**
   * A message of a client, from the value that a frame holds.
   * @throws ButtplugError `message/invalid` or `message/unknown`, which name the path and what was expected.
   */
  decodeClientMessage(value: unknown): ClientMessage;
  /** The same for a message of a server. */
  decodeServerMessage(value: unknown): ServerMessage;
  encode(message: ClientMessage | ServerMessage): object;
}

const decodeFromClient = /* @__PURE__ */ lazy(() => createDecoder(v4, "client"));
const decodeFromServer = /* @__PURE__ */ lazy(() => createDecoder(v4, "server"));
const encodeV4 = /* @__PURE__ */ lazy(() => createEncoder(v4));

/** Spec v4, the version that everything inside speaks. */
export const v4Codec: Codec = {
  decodeClientMessage: (value) => decodeFromClient()(value) as ClientMessage,
  decodeServerMessage: (value) => decodeFromServer()(value) as ServerMessage,
  encode: (message) => encodeV4()(message),
};

export { recoverId };

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
