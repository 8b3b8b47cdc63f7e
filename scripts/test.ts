/** `npm test`: every check and suite in order, ending with one line that counts them all. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Counts = { passed: number; failed: number; skipped: number }

const results = mkdtempSync(join(tmpdir(), 'vefa-results-'))
const vitestFile = join(results, 'vitest.json')
const browserFile = join(results, 'browser.json')

function runs(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  console.log(`\n> ${command} ${args.join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

/** Vitest's JSON report; nothing run counts as one failure, so that an empty run cannot pass. */
function vitestCounts(): Counts {
  if (!existsSync(vitestFile)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(vitestFile, 'utf8')) as Record<string, number>
  const brokenFiles = report.numTotalTests === 0 ? 1 : 0
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + brokenFiles,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

function browserCounts(): Counts {
  if (!existsSync(browserFile)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(browserFile, 'utf8')) as { stats: Record<string, number> }
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  }
}

const steps: readonly (() => boolean)[] = [
  () => runs('npm', ['run', 'check']),
  () => runs('npm', ['run', 'build']),
  () => runs('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestFile}`]),
  () =>
    runs('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: browserFile,
    }),
]

const passedSteps = steps.map((step) => step())
const counts = [vitestCounts(), browserCounts()]
const sum = (name: keyof Counts): number => counts.reduce((total, each) => total + each[name], 0)
const failed = sum('failed') + passedSteps.slice(0, 2).filter((passed) => !passed).length
rmSync(results, { recursive: true, force: true })
console.log(`\n${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
process.exitCode = passedSteps.every(Boolean) && failed === 0 ? 0 : 1
