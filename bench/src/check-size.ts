import { bundleSize, sizeLimitBytes } from "./bundle-size.js";

const bytes = await bundleSize("ours");
console.log(`client and WebSocket connector: ${bytes} bytes gzip, limit ${sizeLimitBytes}`);
if (bytes > sizeLimitBytes) process.exitCode = 1;
