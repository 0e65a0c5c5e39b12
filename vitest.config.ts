import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { mutable } from "./db/testing.mutants.mjs";

/** Where nothing is known of an earlier run, the files that take longest by far; the others follow as vitest has them. */
const LONG = [
  "db/access.test.ts",
  "db/access.mutants.test.ts",
  "db/access.live.test.ts",
  "db/backup.test.ts",
  "lib/article/pool.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

const alias = { "@": import.meta.dirname };

/** Tests that ask a real PostgreSQL. */
const database = (name: string, which: { include: string[]; provide: { everyMutant: boolean } }) => ({
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
    name,
    ...which,
    globalSetup: "./db/testing.ts",
    setupFiles: "./db/testing.each.ts",
    // What is written for a test is written as fast as it can be; `pace.test.ts` is about the limits.
    env: { GLOSS_PACE: "off" },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // One more than there are cores: those that ask the database wait for it half of the time. Four at most, for each holds
    // connections to the one database server.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    sequence: { sequencer: LongestFirst },
    // The files of a worker share its modules, whose loading took a quarter of the time of all tests; what a file puts into a
    // module or `process.env` it takes out again.
    isolate: false,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", ".ci/*.test.ts"],
          setupFiles: "./.ci/random.ts",
          // Patience with a busy machine; what must be fast measures itself.
          testTimeout: 20_000,
        },
      },
      database("database", { include: ["db/**/*.test.ts"], provide: { everyMutant: false } }),
      database("mutants", { include: ["db/access.mutants.test.ts"], provide: { everyMutant: true } }),
    ],
  },
});
