import { defineConfig } from 'vitest/config'

/** Three suites: rules (pure), stores (real engines, a database cloned per file), houses (the walls). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{server,contract,cli,console,snippet,bench}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          // Pure: nothing a file does can be seen by the next, so they share what was loaded.
          isolate: false,
          maxWorkers: 2,
          // Properties run thousands of cases; a busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['server/**/*.db.test.ts', 'cli/**/*.db.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
