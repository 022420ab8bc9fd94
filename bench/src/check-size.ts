import { protocols } from "@buttplug-ts/protocols";
import { bundleSize, bundles, familyBundle, protocolBundle, startSize } from "./bundle-size.js";

/** The build fails above these sizes. */
const limitsBytes = { client: 12_000, devices: 80_000, protocol: 12_000, page: 120_000, family: 45_000 };

const single = await Promise.all(
  protocols.map(async ({ key }) => ({ key, bytes: await bundleSize(protocolBundle(key)) })),
);
const largest = single.reduce((a, b) => (b.bytes > a.bytes ? b : a));
check("client and WebSocket connector", await bundleSize(bundles.client), limitsBytes.client);
check("all protocols and the device database", await bundleSize(bundles.devices), limitsBytes.devices);
check(`largest single protocol with what it needs of the kit, ${largest.key}`, largest.bytes, limitsBytes.protocol);
check("page with client, server, Web Bluetooth and all protocols", await startSize(bundles.page), limitsBytes.page);
check("the same for Lovense alone", await startSize(familyBundle("lovense")), limitsBytes.family);

function check(what: string, bytes: number, limit: number): void {
  console.log(`${what}: ${bytes} bytes gzip, limit ${limit}`);
  if (bytes > limit) process.exitCode = 1;
}
