/**
 * A server that people run, with everything around it. Programs start it with {@link startEngine}.
 *
 * @packageDocumentation
 */
export { type Engine, type EngineParts, startEngine } from "./engine.js";
export type { EnginePlugin, PluginAnswer, PluginParts, RunningPlugin } from "./plugin.js";
export { type BusSettings, defaultSettings, type EngineSettings } from "./settings.js";
