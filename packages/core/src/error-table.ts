/** Where an error comes from. The area decides the class that the wire carries. */
export type ErrorArea =
  | "connector"
  | "request"
  | "message"
  | "handshake"
  | "ping"
  | "device"
  | "hardware"
  | "protocol"
  | "config"
  | "usage"
  | "internal";

/** Error classes of the message spec: 0 unknown, 1 handshake, 2 ping, 3 message, 4 device. */
export type ErrorClass = 0 | 1 | 2 | 3 | 4;

/** The facts that come with each code. Errors that arrived from a peer carry the code but not the facts. */
export interface ErrorDetails {
  "connector/already-connected": Record<never, never>;
  "connector/not-connected": Record<never, never>;
  "connector/failed": {
    readonly address: string;
    /** What it was, where the platform tells. */
    readonly why?:
      | "refused"
      | "not-found"
      | "timed-out"
      | "permission-denied"
      | "unreachable"
      | "closed-early"
      | "in-use"
      | "other";
    /** The platform's own name for it, such as `ECONNREFUSED`. */
    readonly systemCode?: string;
  };
  "connector/refused": { readonly address: string };
  "connector/closed": { readonly reason: string };
  "connector/overflow": { readonly limitBytes: number };
  "connector/silent": { readonly afterMs: number };
  "connector/wrong-protocol": { readonly firstLine: string };
  "request/timeout": { readonly request: string; readonly afterMs: number };
  "request/aborted": Record<never, never>;
  "request/too-many": { readonly limit: number };
  "request/rejected": { readonly serverText: string };
  "message/malformed": { readonly reason: string };
  "message/invalid": { readonly path: string; readonly expected: string };
  "message/unknown": { readonly name: string };
  "message/unexpected": { readonly name: string };
  "handshake/required": Record<never, never>;
  "handshake/already-done": Record<never, never>;
  "handshake/timeout": { readonly afterMs: number };
  "handshake/version-mismatch": { readonly client: number; readonly server: number };
  "handshake/refused": Record<never, never>;
  "handshake/origin-refused": { readonly origin: string };
  "handshake/too-many-sessions": { readonly limit: number };
  "ping/timeout": { readonly afterMs: number };
  "device/unknown": { readonly deviceIndex: number };
  "device/unknown-feature": { readonly deviceIndex: number; readonly featureIndex: number };
  "device/no-output": { readonly output: string };
  "device/no-input": { readonly input: string };
  "device/no-input-command": { readonly input: string; readonly command: string };
  "device/ambiguous-input": { readonly input: string };
  "device/value-out-of-range": { readonly value: number; readonly range: readonly [number, number] };
  "device/gone": { readonly deviceIndex: number };
  "hardware/unavailable": { readonly manager: string };
  "hardware/connect-failed": { readonly hardware: string };
  "hardware/connect-timeout": { readonly hardware: string; readonly afterMs: number };
  "hardware/disconnected": { readonly hardware: string };
  "hardware/endpoint-missing": { readonly endpoint: string };
  "hardware/write-failed": { readonly endpoint: string };
  "hardware/write-timeout": { readonly endpoint: string; readonly afterMs: number };
  "hardware/read-failed": { readonly endpoint: string };
  "hardware/no-answer": { readonly afterMs: number };
  "protocol/not-identified": { readonly protocol: string };
  "protocol/no-model": { readonly protocol: string; readonly identifier: string };
  "protocol/bad-example": { readonly protocol: string; readonly example: string };
  "protocol/bad-packet": { readonly value: number };
  "usage/invalid-argument": { readonly argument: string };
  "usage/closed": Record<never, never>;
  "usage/listener-threw": { readonly event: string };
  "internal/bug": Record<never, never>;
}

/** `area/kebab-reason`; stable, meant to be compared. */
export type ErrorCode = keyof ErrorDetails;

/** The areas that the message protocol knows; the others are unknown to it. */
const classOfArea: Readonly<Partial<Record<ErrorArea, ErrorClass>>> = {
  handshake: 1,
  ping: 2,
  message: 3,
  device: 4,
  hardware: 4,
  protocol: 4,
};

/** The wire's error class of a code. */
export function errorClassOf(code: ErrorCode): ErrorClass {
  return classOfArea[code.slice(0, code.indexOf("/")) as ErrorArea] ?? 0;
}
