/**
 * Escape stops, wherever the focus is; Space does where no control takes it. Returns the function that ends this.
 */
export function stopByKey(stop: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const isStop = event.key === "Escape" || (event.key === " " && !isInControl(event.target));
    if (!isStop || event.repeat || event.isComposing) return;
    // Else the page would scroll.
    if (event.key === " ") event.preventDefault();
    stop();
  };
  // Before anything else hears of it, and can keep it.
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}

function isInControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select, textarea, summary") !== null;
}
