/**
 * What a server in Node has beside: its settings in files. Not for pages.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/config-node";
