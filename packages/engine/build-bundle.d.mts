/**
 * Makes `buttplug-engine.mjs`, which runs alone, and `noble-process.mjs`, which it starts beside itself where Bluetooth needs
 * native code. Of the sources, which need not be compiled first; the dashboard's page must have been built, or is now.
 */
export declare function buildBundle(outdir: string): Promise<void>;
