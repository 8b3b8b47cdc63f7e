import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes a minute or so; begun last, one of them would run on alone. */
const long =
  /(\/fuzz\.db|golden-insight\.db|crash\.db|import-files\.db|test\/segments\.db|engines\.db|access\.db)\.test\.ts$/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [
      ...sorted.filter((file) => long.test(file.moduleId)),
      ...sorted.filter((file) => !long.test(file.moduleId)),
    ]
  }
}

/** Three suites: rules (pure), stores (real engines, a database cloned per file), houses (the walls). */
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
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
          isolate: false,
          globalSetup: ['server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
