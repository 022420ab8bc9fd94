export { type FileConfigStoreOptions, fileConfigStore } from "./file-config-store.js";
export { type FileSink, fileSink } from "./file-sink.js";
