import { bundleSize, bundles, sizeAimBytes } from "./bundle-size.js";
import type { Figure } from "./figure.js";

/** What the client costs a page. */
export const size: Figure = {
  name: "size",
  async run() {
    const ours = { name: "ours", samples: [await bundleSize(bundles.client)] };
    const peers = [{ name: "buttplug 5.0.2", samples: [await bundleSize(bundles.buttplug)] }];
    const aim = { better: "lower", limit: sizeAimBytes } as const;
    return [{ name: "Client and connector, gzip", unit: "bytes", ours, peers, aim }];
  },
};
