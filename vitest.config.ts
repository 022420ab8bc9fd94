import { availableParallelism } from "node:os";
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
    setupFiles: ["tools/src/patience.ts"],
    // Only what hangs takes this long: no test fails because a machine is slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for processes, browsers and sockets: three at once take half as long on two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    restoreMocks: true,
  },
});
