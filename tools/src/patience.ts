import { vi } from "vitest";

// Vitest's second is too short for processes and browsers on a busy machine. Who waits in vain fails all the same.
const waitFor = vi.waitFor.bind(vi);
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: 30_000, ...(typeof options === "number" ? { timeout: options } : options) });
