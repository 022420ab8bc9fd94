/** The body of an example message by its name. */
export const samples: Readonly<Record<string, object>>;
