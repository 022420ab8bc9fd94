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

/**
 * The facts that come with each code. Errors that arrived from a peer carry the code but not the facts. The docstrings are
 * the error catalogue, `docs/reference/errors.md`: what happened, and what a user or a developer can do.
 */
export interface ErrorDetails {
  /**
   * `connect()` was called while the client is connected or connecting, or a listener was started twice. Call
   * `disconnect()` first, or use a second client.
   */
  "connector/already-connected": Record<never, never>;
  /**
   * A request was made before `connect()` resolved or after the connection ended. Connect first, or look at
   * `client.connected`.
   */
  "connector/not-connected": Record<never, never>;
  /**
   * No connection could be opened, or a listener could not listen. The message says why and what helps; most often no
   * server runs at the address.
   */
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
      | "tls"
      | "wrong-protocol"
      | "mixed-content"
      | "in-use"
      | "other";
    /** The platform's own name for it, such as `ECONNREFUSED`. */
    readonly systemCode?: string;
    /** The status of the HTTP answer that came in place of a WebSocket. */
    readonly httpStatus?: number;
  };
  /**
   * The server did not want this connection and closed it; its reason, if it gave one, is the message. Its log and its
   * settings tell more.
   */
  "connector/refused": { readonly address: string };
  /**
   * The connection ended; requests that waited for an answer reject with this, and `cause` says who ended it and why.
   * Connect again, or let `keepConnected` do it.
   */
  "connector/closed": { readonly reason: string };
  /**
   * A frame was larger than the limit, or the other side took data so slowly that too much of it waited; the connection
   * was closed. Send less, or find out what hangs on the other side.
   */
  "connector/overflow": { readonly limitBytes: number };
  /**
   * Nothing came from the other side for so long that it counts as gone, as when a machine sleeps or a network breaks.
   * Connect again when it is back.
   */
  "connector/silent": { readonly afterMs: number };
  /**
   * What came over the stream is not Buttplug, such as the HTTP request of a browser. Check that address and port
   * belong to a Buttplug server or client.
   */
  "connector/wrong-protocol": { readonly firstLine: string };
  /**
   * No answer came within the time limit, 10 s if not set. The command may still have reached the device; the server or
   * the device is slow or hangs.
   */
  "request/timeout": { readonly request: string; readonly afterMs: number };
  /**
   * The application's own `signal` aborted the request, or `disconnect()` called off an attempt to connect. What was
   * sent stays sent.
   */
  "request/aborted": Record<never, never>;
  /** More requests wait for their answer than a connection allows. Wait for earlier commands before sending more. */
  "request/too-many": { readonly limit: number };
  /** A server that has no codes of this project refused the request. Its own words are the message. */
  "request/rejected": { readonly serverText: string };
  /**
   * A frame is no JSON list of messages, or a message in it cannot be read. Seen with a server or a client that has a
   * bug, or with an address that is no Buttplug server.
   */
  "message/malformed": { readonly reason: string };
  /**
   * A field of a message is missing or has a wrong type or a value outside its range. The message names the field; mend
   * the sender.
   */
  "message/invalid": { readonly path: string; readonly expected: string };
  /**
   * A message has a name that this version of the protocol does not have. The two sides speak different versions, or
   * the name is misspelt.
   */
  "message/unknown": { readonly name: string };
  /**
   * A message is fine in itself but does not belong here, such as an answer of another type than asked for. The other
   * side has a bug; report it there.
   */
  "message/unexpected": { readonly name: string };
  /**
   * An application of an older message version talks to a device past the server, with a raw command or `LovenseCmd`. No
   * server of today carries these out; use the commands for outputs and inputs.
   */
  "message/not-supported": { readonly name: string };
  /**
   * A client asked for something before it introduced itself with `RequestServerInfo`. Only clients written by hand
   * meet this.
   */
  "handshake/required": Record<never, never>;
  /** A client introduced itself twice on one connection. Open a new connection instead. */
  "handshake/already-done": Record<never, never>;
  /**
   * The two sides did not finish introducing themselves in time. What listens there may be no Buttplug server, or it
   * hangs.
   */
  "handshake/timeout": { readonly afterMs: number };
  /** Client and server have no version of the message protocol in common. Update the older of the two. */
  "handshake/version-mismatch": { readonly client: number; readonly server: number };
  /** The server decided not to let this client in. Its words are the message; its settings decide. */
  "handshake/refused": Record<never, never>;
  /**
   * The server does not serve web pages of this origin, or its owner did not let this one in. Have it approved where the
   * message says, add the origin to the server's allowed ones, or open the page from the same machine.
   */
  "handshake/origin-refused": { readonly origin: string };
  /** What let this client in, such as a token, has run out or was taken back. Ask the owner of the devices for a new one. */
  "handshake/expired": Record<never, never>;
  /** The server has as many clients as it takes. Close one, or raise the server's limit. */
  "handshake/too-many-sessions": { readonly limit: number };
  /**
   * The server heard no ping in time, stopped what the client drove and closed the connection. The application was
   * blocked, or its page was hidden without a clock in a worker.
   */
  "ping/timeout": { readonly afterMs: number };
  /**
   * A command names a device that the server does not have. It was removed, or the index is wrong; take devices from
   * `client.devices`.
   */
  "device/unknown": { readonly deviceIndex: number };
  /** A command names a feature that the device does not have. Take features from `device.features`. */
  "device/unknown-feature": { readonly deviceIndex: number; readonly featureIndex: number };
  /**
   * The device or feature has no output of this type. Ask `hasOutput()` first; a position with a duration needs
   * `hwPositionWithDuration`.
   */
  "device/no-output": { readonly output: string };
  /** The device or feature has no input of this type. Ask `hasInput()` first. */
  "device/no-input": { readonly input: string };
  /**
   * The input exists but cannot be used this way: some can only be read, some only subscribed to. `canRead` and
   * `canSubscribe` tell.
   */
  "device/no-input-command": { readonly input: string; readonly command: string };
  /** Several features of the device have such an input. Ask the feature, from `featuresWithInput()`, not the device. */
  "device/ambiguous-input": { readonly input: string };
  /** The owner lets this client in for less than it asked: some devices, some outputs, or looking only. */
  "device/not-permitted": { readonly deviceIndex?: number };
  /** A level, a step or a duration is outside what the output takes; nothing was sent. The message names the range. */
  "device/value-out-of-range": { readonly value: number; readonly range: readonly [number, number] };
  /**
   * The device object is dead: the device left or the connection ended. If the device comes back there is a new object;
   * wait for `deviceAdded`.
   */
  "device/gone": { readonly deviceIndex: number };
  /** The owner of the devices holds this one at rest, for instance with an emergency stop. It takes outputs again when they release it. */
  "device/held": { readonly deviceIndex: number; readonly by: string };
  /** A bus, such as Bluetooth, cannot be used on this machine now. The message says why and what would help. */
  "hardware/unavailable": { readonly manager: string };
  /**
   * A device was found but could not be opened. Switch it off and on, bring it near, and see that no other program
   * holds it.
   */
  "hardware/connect-failed": { readonly hardware: string };
  /** A device was found but did not finish connecting in time. Switch it off and on, and bring it near. */
  "hardware/connect-timeout": { readonly hardware: string; readonly afterMs: number };
  /** The device left while it was needed: out of range, switched off or empty. Scan again when it is back. */
  "hardware/disconnected": { readonly hardware: string };
  /**
   * The device lacks a channel that its protocol needs. It may be a model or firmware that is not supported yet; report
   * it.
   */
  "hardware/endpoint-missing": { readonly endpoint: string };
  /** The bus did not take the bytes, so the device counts as lost. Bring it near or switch it off and on. */
  "hardware/write-failed": { readonly endpoint: string };
  /** The bus did not take the bytes in time, so the device counts as lost. Bring it near or switch it off and on. */
  "hardware/write-timeout": { readonly endpoint: string; readonly afterMs: number };
  /** A value could not be read from the device. Try again; if it never works, report the model. */
  "hardware/read-failed": { readonly endpoint: string };
  /** The device did not answer a question in time. Try again; a device that moves may be too busy. */
  "hardware/no-answer": { readonly afterMs: number };
  /**
   * A device answered in a way that its protocol does not know, so it was not connected. Report the model and its
   * firmware.
   */
  "protocol/not-identified": { readonly protocol: string };
  /** The protocol knows the device's family but not this model. Report the identifier that the message names. */
  "protocol/no-model": { readonly protocol: string; readonly identifier: string };
  /** An example in a protocol file is not what its encoder makes. Only developers of protocols meet this. */
  "protocol/bad-example": { readonly protocol: string; readonly example: string };
  /**
   * A protocol built a packet with a value that is no byte. Only developers of protocols meet this; report it
   * otherwise.
   */
  "protocol/bad-packet": { readonly value: number };
  /**
   * What the server keeps, such as its settings, could not be read or written. The message names the place and why; see
   * that the folder exists, is writable and has room.
   */
  "config/store-failed": { readonly where: string; readonly systemCode?: string };
  /**
   * Settings for devices cannot be used, and none of them were. Each entry of `problems` names the setting, its value and
   * what is allowed.
   */
  "config/invalid": { readonly problems: readonly string[] };
  /**
   * A user configuration cannot be changed, because its text cannot be read. Mend the line that the message names, or
   * begin with a new file.
   */
  "config/unreadable": { readonly line: number; readonly column: number };
  /** A function was given something that it cannot use. The message names the argument and what is expected. */
  "usage/invalid-argument": { readonly argument: string };
  /**
   * A text is no recording of a server, is damaged, or is of a newer version. The message names the line, and what can be
   * done about it.
   */
  "usage/unreadable-recording": { readonly line: number };
  /** The object was closed before and cannot be used again. Make a new one. */
  "usage/closed": Record<never, never>;
  /** A listener of the application threw; the other listeners ran. `cause` is what it threw. */
  "usage/listener-threw": { readonly event: string };
  /** This project did something that it never should. Please report it with the message. */
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
