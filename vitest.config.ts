import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@buttplug-ts/source"] },
  ssr: {
    resolve: { conditions: ["@buttplug-ts/source", "node", "import", "module", "default"], externalConditions: [] },
  },
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "conformance/src/**/*.test.ts",
      "tools/src/**/*.test.ts",
      "examples/*/src/**/*.test.ts",
    ],
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
