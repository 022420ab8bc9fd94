import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Tells the style sheet how high a part of the page is that others must not be under. */
export function useHeight(name: `--${string}`): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(name, `${current.offsetHeight}px`));
    observer.observe(current);
    return () => observer.disconnect();
  }, [name]);
  return place;
}
