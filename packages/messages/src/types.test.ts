import type { ErrorClass, Range } from "@buttplug-ts/core";
import { expect, expectTypeOf, it } from "vitest";
import {
  type ClientMessage,
  type DeviceInfo,
  type FeatureInfo,
  type KnownOutputCommand,
  type KnownReading,
  type Message,
  type OutputCommand,
  type Reply,
  type ServerMessage,
  type UnknownVariant,
  v4,
} from "./index.js";
import type { ClientMessageV2, ServerMessageV2 } from "./v2.js";

// The compiler checks these; at run time they only make sure that the names exist.

it("derives the type of a message from the table", () => {
  expectTypeOf<Message<"outputCmd">>().toEqualTypeOf<{
    readonly type: "outputCmd";
    readonly id: number;
    readonly deviceIndex: number;
    readonly featureIndex: number;
    readonly command: OutputCommand;
  }>();
  expectTypeOf<Message<"ping">>().toEqualTypeOf<{ readonly type: "ping"; readonly id: number }>();
  expectTypeOf<Message<"error">["errorCode"]>().toEqualTypeOf<ErrorClass>();
  expectTypeOf<Message<"deviceList">["devices"]>().toEqualTypeOf<readonly DeviceInfo[]>();
});

it("keeps the message name in type where the wire has a field Type", () => {
  expectTypeOf<Message<"inputCmd">["type"]>().toEqualTypeOf<"inputCmd">();
  expectTypeOf<"battery">().toExtend<Message<"inputCmd">["inputType"]>();
  expectTypeOf<Message<"inputCmd">["command"]>().toEqualTypeOf<"read" | "subscribe" | "unsubscribe">();
});

it("spells RSSI of older versions as one word", () => {
  expectTypeOf<"rssiLevelCmd">().toExtend<ClientMessageV2["type"]>();
  expectTypeOf<Extract<ServerMessageV2, { type: "rssiLevelReading" }>["rssiLevel"]>().toEqualTypeOf<number>();
});

it("knows which messages answer a request", () => {
  expectTypeOf<Reply<"inputCmd">>().toEqualTypeOf<Message<"inputReading"> | Message<"ok">>();
  expectTypeOf<Reply<"outputCmd">>().toEqualTypeOf<Message<"ok">>();
  expectTypeOf<Reply<"requestServerInfo">>().toEqualTypeOf<Message<"serverInfo">>();
  expectTypeOf<Reply<"requestDeviceList">>().toEqualTypeOf<Message<"deviceList">>();
});

it("makes optional what may be absent and nothing else", () => {
  expectTypeOf<DeviceInfo>().toEqualTypeOf<{
    readonly deviceIndex: number;
    readonly deviceName: string;
    readonly deviceDisplayName?: string;
    readonly deviceMessageTimingGap?: number;
    readonly deviceFeatures: readonly FeatureInfo[];
  }>();
  expectTypeOf<NonNullable<FeatureInfo["output"]>["hwPositionWithDuration"]>().toEqualTypeOf<
    { readonly value: Range; readonly duration: Range } | undefined
  >();
});

it("has a variant for what it does not know, which can be excluded", () => {
  expectTypeOf<UnknownVariant>().toExtend<OutputCommand>();
  expectTypeOf<KnownOutputCommand["type"]>().not.toEqualTypeOf<OutputCommand["type"]>();
  expectTypeOf<Extract<KnownReading, { type: "rssi" }>>().toEqualTypeOf<{
    readonly type: "rssi";
    readonly value: number;
  }>();
});

it("has one message type for each entry of the table", () => {
  expectTypeOf<(ClientMessage | ServerMessage)["type"]>().toEqualTypeOf<Uncapitalize<keyof typeof v4.messages>>();
  for (const [name, { replies }] of Object.entries(v4.messages)) {
    for (const reply of replies) expect(Object.keys(v4.messages), `reply of ${name}`).toContain(reply);
  }
});
