import { defineConfig } from "vitest/config";
import { mutable } from "./db/testing.mutants.mjs";

const alias = { "@": import.meta.dirname };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", ".ci/*.test.ts"],
          setupFiles: "./.ci/random.ts",
        },
      },
      {
        resolve: { alias },
        // Each rule of access.ts can be switched off by name, to see that a test turns red: see access.mutants.test.ts.
        plugins: [
          {
            name: "mutable-access",
            transform: {
              filter: { id: /\/db\/access\.ts$/ },
              order: "pre" as const,
              handler: (code: string) => mutable(code),
            },
          },
        ],
        test: {
          name: "database",
          include: ["db/**/*.test.ts"],
          globalSetup: "./db/testing.ts",
          setupFiles: "./db/testing.each.ts",
          // What is written for a test is written as fast as it can be; `pace.test.ts` is about the limits.
          env: { GLOSS_PACE: "off" },
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
