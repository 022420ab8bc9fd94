/** Twenty times a second looks like moving. */
const everyMs = 50;
/** For those who want little to move. */
const calmEveryMs = 1_000;

const drawers = new Set<() => void>();
let lastMs = 0;
let isRunning = false;

/** Calls `draw` as often as it makes sense while the page is seen, until the returned function is called. */
export function onFrames(draw: () => void): () => void {
  drawers.add(draw);
  draw();
  if (!isRunning) requestAnimationFrame(frame);
  isRunning = true;
  return () => drawers.delete(draw);
}

function frame(nowMs: number): void {
  isRunning = drawers.size > 0;
  if (isRunning) requestAnimationFrame(frame);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (nowMs - lastMs < (isCalm ? calmEveryMs : everyMs)) return;
  lastMs = nowMs;
  for (const draw of drawers) draw();
}
