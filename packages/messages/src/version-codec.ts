import { createDecoder } from "./decode.js";
import { createEncoder } from "./encode.js";
import { olderWords } from "./older-words.js";
import type { MessageTable } from "./table.js";
import { type ClientMessageV0, type ServerMessageV0, v0 } from "./v0.js";
import { type ClientMessageV1, type ServerMessageV1, v1 } from "./v1.js";
import { type ClientMessageV2, type ServerMessageV2, v2 } from "./v2.js";
import { type ClientMessageV3, type ServerMessageV3, v3 } from "./v3.js";

/** Checks and translates the messages of one spec version below 4. */
export interface VersionCodec<FromClient, FromServer> {
  /** @throws ButtplugError `message/invalid` or `message/unknown`, which name the path and what was expected. */
  decodeClientMessage(value: unknown): FromClient;
  /** The same for a message of a server. */
  decodeServerMessage(value: unknown): FromServer;
  encode(message: FromClient | FromServer): object;
}

export const v0Codec: VersionCodec<ClientMessageV0, ServerMessageV0> = /* @__PURE__ */ codecOf(v0);
export const v1Codec: VersionCodec<ClientMessageV1, ServerMessageV1> = /* @__PURE__ */ codecOf(v1);
export const v2Codec: VersionCodec<ClientMessageV2, ServerMessageV2> = /* @__PURE__ */ codecOf(v2);
export const v3Codec: VersionCodec<ClientMessageV3, ServerMessageV3> = /* @__PURE__ */ codecOf(v3);

function codecOf<FromClient extends Typed, FromServer extends Typed>(
  table: MessageTable,
): VersionCodec<FromClient, FromServer> {
  let made: VersionCodec<FromClient, FromServer> | undefined;
  // Most servers never meet most versions.
  const codec = () => {
    made ??= {
      decodeClientMessage: createDecoder(table, "client", olderWords) as (value: unknown) => FromClient,
      decodeServerMessage: createDecoder(table, "server", olderWords) as (value: unknown) => FromServer,
      encode: createEncoder(table),
    };
    return made;
  };
  return {
    decodeClientMessage: (value) => codec().decodeClientMessage(value),
    decodeServerMessage: (value) => codec().decodeServerMessage(value),
    encode: (message) => codec().encode(message),
  };
}

interface Typed {
  readonly type: string;
}
