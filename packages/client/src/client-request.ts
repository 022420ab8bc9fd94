import type { InputCommand, InputType } from "@buttplug-ts/core";
import { type ClientMessage, v4Codec } from "@buttplug-ts/messages";

/** A read, or the start or end of readings. */
export interface InputRequest {
  readonly type: "inputCmd";
  id: number;
  readonly deviceIndex: number;
  readonly featureIndex: number;
  readonly inputType: InputType;
  readonly command: InputCommand;
}

/** A message to the server. Its id is 0 until it is sent. */
export type ClientRequest = (Exclude<ClientMessage, { readonly type: "inputCmd" }> & { id: number }) | InputRequest;

export function encodeRequest(request: ClientRequest): object {
  return request.type === "inputCmd" ? encodeInput(request) : v4Codec.encode(request);
}

/** By hand, because the message's field `Type` and the `type` that names messages inside are one key for the codec. */
function encodeInput({ id, deviceIndex, featureIndex, inputType, command }: InputRequest): object {
  const fields = { Id: id, DeviceIndex: deviceIndex, FeatureIndex: featureIndex };
  return { InputCmd: { ...fields, Type: capitalized(inputType), Command: capitalized(command) } };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
