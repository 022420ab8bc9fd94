export { type FileConfigStoreOptions, fileConfigStore } from "./file-config-store.js";
