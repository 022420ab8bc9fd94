/**
 * Simulated devices that speak the bytes of the real ones, for demonstrations and tests.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/hardware-simulated";
