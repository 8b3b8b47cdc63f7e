/** `npm start`. */
import { enableCompileCache, flushCompileCache } from 'node:module'

// What was compiled is kept beside the system's other temporary files: the next start is a second shorter.
enableCompileCache()
const { readConfig } = await import('#/platform/config.ts')
const { explainFailure } = await import('./explain-failure.ts')
const { run, stopOnSignal } = await import('./run.ts')

try {
  const config = readConfig(process.env)
  stopOnSignal(await run(config))
  process.stdout.write(
    `Vefa is ready\n${config.role === 'worker' ? 'working in the background' : config.url}\n`,
  )
  flushCompileCache()
} catch (error) {
  process.stderr.write(`${await explainFailure(error, process.env)}\n`)
  process.exit(1)
}
