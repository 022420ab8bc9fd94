import type { HardwareId } from "@buttplug-ts/core";

/** A toy that the app knows. */
export interface ConnectToy {
  readonly id: HardwareId;
  /** What kind of toy it is, such as `Nora`. */
  readonly name: string;
  readonly isConnected: boolean;
  /** 0 to 100. */
  readonly batteryPercent: number;
}

/** More than anybody has; what comes after is left out. */
const mostToys = 64;
const mostHosts = 16;

/** Ids become part of addresses. */
const plainId = /^[\w.:-]{1,64}$/;
const plainName = /^[^\p{C}]{1,64}$/u;

/** The toys in an answer to `GetToys`; undefined for what is no such answer. Toys that make no sense are left out. */
export function toysIn(json: string): readonly ConnectToy[] | undefined {
  const answer = fieldsOf(parsed(json));
  return (
    answer &&
    Object.values(fieldsOf(answer["data"]) ?? {})
      .flatMap(toyIn)
      .slice(0, mostToys)
  );
}

function toyIn(value: unknown): readonly ConnectToy[] {
  const { id, name, status, battery } = fieldsOf(value) ?? {};
  if (typeof id !== "string" || !plainId.test(id)) return [];
  if (typeof name !== "string" || !plainName.test(name)) return [];
  const percent = Number(battery);
  const batteryPercent = Number.isFinite(percent) ? Math.round(Math.min(100, Math.max(0, percent))) : 0;
  return [{ id, name, isConnected: /^(true|[1-9]\d*)$/i.test(`${status}`), batteryPercent }];
}

/**
 * The apps in an answer of Lovense's own server, as `http://192.168.1.5:20010`; undefined for what is no such answer.
 * Whatever is outside a home network is left out: the answer is no reason to send requests there.
 */
export function hostsIn(json: string): readonly string[] | undefined {
  const answer = fieldsOf(parsed(json));
  return answer && Object.entries(answer).flatMap(hostIn).slice(0, mostHosts);
}

function hostIn([domain, value]: readonly [string, unknown]): readonly string[] {
  // The domain's first label is the address; the name itself often cannot be resolved.
  const octets = domain.split(".", 1)[0]?.split("-") ?? [];
  const port = `${fieldsOf(value)?.["httpPort"]}`;
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 0xffff;
  return isPort && isPrivate(octets) ? [`http://${octets.join(".")}:${port}`] : [];
}

/** The ranges of RFC 1918. */
function isPrivate(octets: readonly string[]): boolean {
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 0xff)) {
    return false;
  }
  const [first, second = 0] = octets.map(Number);
  return first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
