/** Waits for all of `work`; throws the first failure only when everything has been tried. */
export async function allTried(work: readonly (Promise<void> | undefined)[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
