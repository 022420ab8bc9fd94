/** The system's own name for a failure, such as `EADDRINUSE`. */
export function systemCodeOf(error: unknown): string | undefined {
  return systemCodesOf(error)[0];
}

/** The same where a name stands for several addresses, which fail once each. */
export function systemCodesOf(error: unknown): readonly string[] {
  if (typeof error !== "object" || error === null) return [];
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return [...new Set(errors.flatMap(systemCodesOf))];
  return typeof code === "string" ? [code] : [];
}
