export { defaultDevices, type Engine, type EngineOptions, startEngine } from "./engine.js";
