import { textOf } from "@buttplug-ts/core";

/** Why a platform says something failed. Node hides the causes of a name with several addresses in `errors`. */
export function causeText(error: unknown): string {
  if (error === undefined || error === "") return "the platform gives no reason";
  const { errors } = error as { readonly errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return errors.map(textOf).join("; ");
  return textOf(error);
}
