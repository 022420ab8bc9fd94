/** How the command ends, beside 0: as it was asked to. */
export const exitCodes = {
  /** It could not start, an option or a file was wrong, or what it was asked to check is not as it should be. */
  failed: 1,
  /** A bug in this program. All devices were stopped first. */
  bug: 70,
  /** It ended, but not all devices took their stop in time. */
  notStopped: 74,
} as const;
