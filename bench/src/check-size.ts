import { bundleSize } from "./bundle-size.js";

/** The build fails above this size. */
const sizeLimitBytes = 12_000;

const bytes = await bundleSize("ours");
console.log(`client and WebSocket connector: ${bytes} bytes gzip, limit ${sizeLimitBytes}`);
if (bytes > sizeLimitBytes) process.exitCode = 1;
