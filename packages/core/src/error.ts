import { type ErrorClass, type ErrorCode, type ErrorDetails, errorClassOf } from "./error-table.js";

const brand = "@buttplug-ts/error";

/** What every part of this project throws. Branch on `code`; read facts from `details`. */
export class ButtplugError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name: string = "ButtplugError";
  readonly code: C;
  /** Facts about this occurrence. Empty where the error came from a peer, which sends text only. */
  readonly details: Partial<ErrorDetails[C]>;
  /** The class that the message protocol knows: 0 unknown, 1 handshake, 2 ping, 3 message, 4 device. */
  readonly errorClass: ErrorClass;
  /** Marks errors of this project also across duplicate installations, where `instanceof` fails. */
  readonly brand: string = brand;

  constructor(
    code: C,
    message: string,
    { details, cause, errorClass }: { details?: ErrorDetails[C]; cause?: unknown; errorClass?: ErrorClass } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.details = details ?? {};
    this.errorClass = errorClass ?? errorClassOf(code);
  }
}

/** Whether `error` is one of ours and, if a code is given, this one. */
export function isButtplugError<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is ButtplugError<C> {
  const candidate = error as Partial<ButtplugError> | null | undefined;
  return candidate?.brand === brand && (code === undefined || candidate.code === code);
}

/** `error` itself if it is ours, else an error of the given code with it as `cause`. */
export function asButtplugError<C extends ErrorCode>(error: unknown, code: C, message: string): ButtplugError {
  if (isButtplugError(error)) return error;
  return new ButtplugError(code, `${message}: ${textOf(error)}`, { cause: error });
}

/** The message of an error, or the thrown value as text. Never throws. */
export function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "a value that has no text";
  }
}
