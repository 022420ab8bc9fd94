/**
 * What only a page needs: a clock that hidden tabs do not slow down, and a stop when the page goes away.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/page";
