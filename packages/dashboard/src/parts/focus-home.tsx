import type { ComponentChildren, Ref, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * For a part of the page that can go at any time: if the focus is in it then, it moves to the nearest place around that stays and can
 * have it, instead of to the top of the page.
 */
export function useFocusHome<T extends HTMLElement>(): Ref<T> {
  const place = useRef<T>(null);
  useLayoutEffect(() => {
    const { current } = place;
    return () => {
      if (!current?.contains(document.activeElement)) return;
      current.parentElement?.closest<HTMLElement>("[tabindex='-1']")?.focus({ preventScroll: true });
    };
  }, []);
  return place;
}

export interface ListRowProps {
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A row of a list whose rows come and go. */
export function ListRow({ children, ...rest }: ListRowProps): VNode {
  const place = useFocusHome<HTMLLIElement>();
  return (
    <li ref={place} class={rest.class ?? "row"}>
      {children}
    </li>
  );
}
