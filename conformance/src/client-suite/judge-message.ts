type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

const maxU32 = 4_294_967_295;
const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isInteger: Check = (value) => Number.isInteger(value) && Math.abs(value as number) <= maxU32;
const isU32: Check = (value) => isInteger(value) && (value as number) >= 0;
const isId: Check = (value) => isU32(value) && value !== 0;
const isCommand: Check = (value) => {
  const [entry, another] = Object.entries(value ?? {});
  if (entry === undefined || another !== undefined) return false;
  const { Value, Duration, ...rest } = entry[1] as Readonly<Record<string, unknown>>;
  return isInteger(Value) && (Duration === undefined || isU32(Duration)) && Object.keys(rest).length === 0;
};
const isVerb: Check = (value) => ["Read", "Subscribe", "Unsubscribe"].includes(value as string);

/** The messages of a v4 client (behaviour 1.1). Fields with `?` may be absent; null is nowhere allowed. */
const messages: Readonly<Record<string, Fields>> = {
  RequestServerInfo: { ClientName: isText, ProtocolVersionMajor: isU32, ProtocolVersionMinor: isU32 },
  Ping: {},
  StartScanning: {},
  StopScanning: {},
  RequestDeviceList: {},
  OutputCmd: { DeviceIndex: isU32, FeatureIndex: isU32, Command: isCommand },
  InputCmd: { DeviceIndex: isU32, FeatureIndex: isU32, Type: isText, Command: isVerb },
  StopCmd: { "DeviceIndex?": isU32, "FeatureIndex?": isU32, "Inputs?": isFlag, "Outputs?": isFlag },
};

/** What is wrong with a frame of a client as a whole. */
export function judgeFrame(frame: unknown): string | undefined {
  if (!Array.isArray(frame)) return "a frame is not a list of messages";
  const isOne = (each: unknown) => typeof each === "object" && each !== null && Object.keys(each).length === 1;
  return frame.every(isOne) ? undefined : "a message is not an object with exactly one key";
}

/** What is wrong with one message of a client. A strict server would refuse it. */
export function judgeMessage(name: string, body: unknown): string | undefined {
  const fields = messages[name];
  if (fields === undefined) return `the spec has no client message ${name}`;
  const rest = new Map(Object.entries(body ?? {}));
  for (const [key, check] of Object.entries({ Id: isId, ...fields })) {
    const field = key.replace("?", "");
    const isAbsent = key !== field && !rest.has(field);
    if (!isAbsent && !check(rest.get(field))) return `${name}.${field} is ${JSON.stringify(rest.get(field))}`;
    rest.delete(field);
  }
  const [extra] = rest.keys();
  return extra === undefined ? undefined : `${name} has a field ${extra} that the spec does not have`;
}
